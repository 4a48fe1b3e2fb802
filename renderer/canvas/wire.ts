import type { Side } from './geometry.ts';

/**
 * The way a wire takes. Data runs on curves, references on square routes. A route is a list of points and knows how
 * to become an SVG path and a table of lengths, so that the page, the overlay and the far view draw the same line.
 */
export interface End {
  readonly x: number;
  readonly y: number;
  readonly side: Side;
}

export type Route =
  | { readonly is: 'curve'; readonly points: readonly [Spot, Spot, Spot, Spot] }
  | { readonly is: 'square'; readonly points: readonly Spot[] };

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export function routeOf(from: End, to: End): Route {
  return hangs(from.side) || hangs(to.side) ? square(from, to) : curve(from, to);
}

const hangs = (side: Side): boolean => side === 'top' || side === 'bottom';

/** Leaves and arrives level. A wire that runs backwards swings out far enough to be seen doing so. */
function curve(from: End, to: End): Route {
  const dx = to.x - from.x;
  const out = dx >= 0 ? Math.max(24, Math.min(dx * 0.5, 140)) : Math.min(160, 40 - dx * 0.35);
  const lead = (end: End): number => (end.side === 'left' ? -out : out);
  return {
    is: 'curve',
    points: [from, { x: from.x + lead(from), y: from.y }, { x: to.x + lead(to), y: to.y }, to],
  };
}

/** How far a square route keeps from the blocks at its ends. */
const CLEAR = 14;

/** Down from the block that uses, along, and down to the object from above. */
function square(from: End, to: End): Route {
  const out = (end: End): number => (end.side === 'bottom' ? CLEAR : end.side === 'top' ? -CLEAR : 0);
  const aside = (end: End): number => (end.side === 'left' ? -CLEAR : end.side === 'right' ? CLEAR : 0);
  // A step of a pixel or two is no corner.
  if (hangs(from.side) && hangs(to.side) && to.y > from.y && Math.abs(to.x - from.x) <= 3) {
    return { is: 'square', points: [from, to] };
  }
  const a = { x: from.x + aside(from), y: from.y + out(from) };
  const b = { x: to.x + aside(to), y: to.y + out(to) };
  const points: Spot[] = [from, a];
  if (b.y >= a.y || !hangs(from.side)) {
    // The lane just above the object is where its users' wires join.
    points.push({ x: a.x, y: b.y });
  } else {
    const middle = Math.abs(b.x - a.x) > 4 * CLEAR ? (a.x + b.x) / 2 : Math.max(a.x, b.x) + 8 * CLEAR;
    points.push({ x: middle, y: a.y }, { x: middle, y: b.y });
  }
  points.push(b, to);
  return { is: 'square', points: tidy(points) };
}

/** Without points that stand on each other or in the middle of a straight line. */
function tidy(points: readonly Spot[]): readonly Spot[] {
  const kept: Spot[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last !== undefined && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (
      last !== undefined &&
      before !== undefined &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    ) {
      kept.pop();
    }
    kept.push(point);
  }
  return kept;
}

const CORNER = 6;

export function pathOf(route: Route): string {
  if (route.is === 'curve') {
    const [a, b, c, d] = route.points;
    return `M${n(a.x)} ${n(a.y)}C${n(b.x)} ${n(b.y)} ${n(c.x)} ${n(c.y)} ${n(d.x)} ${n(d.y)}`;
  }
  const { points } = route;
  let path = `M${n(points[0]!.x)} ${n(points[0]!.y)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, at, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const r = Math.min(CORNER, distance(before, at) / 2, distance(at, after) / 2);
    const enter = towards(at, before, r);
    const leave = towards(at, after, r);
    path += `L${n(enter.x)} ${n(enter.y)}Q${n(at.x)} ${n(at.y)} ${n(leave.x)} ${n(leave.y)}`;
  }
  const last = points.at(-1)!;
  return `${path}L${n(last.x)} ${n(last.y)}`;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

const distance = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Spot, to: Spot, by: number): Spot {
  const d = distance(from, to);
  return d === 0 ? from : { x: from.x + ((to.x - from.x) * by) / d, y: from.y + ((to.y - from.y) * by) / d };
}

/** Points along a route at equal steps, and how long it is: where a token is after some of the way. */
export interface Track {
  readonly length: number;
  /** x, y, x, y … */
  readonly spots: Float32Array;
}

export const TRACK_STEPS = 24;

export function trackOf(route: Route): Track {
  return route.is === 'curve' ? curveTrack(route.points) : squareTrack(route.points);
}

function curveTrack([a, b, c, d]: readonly [Spot, Spot, Spot, Spot]): Track {
  const dense = 64;
  const xs = new Float32Array(dense + 1);
  const ys = new Float32Array(dense + 1);
  const far = new Float32Array(dense + 1);
  for (let i = 0; i <= dense; i++) {
    const t = i / dense;
    const u = 1 - t;
    xs[i] = u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x;
    ys[i] = u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y;
    if (i > 0) far[i] = far[i - 1]! + Math.hypot(xs[i]! - xs[i - 1]!, ys[i]! - ys[i - 1]!);
  }
  return evenTrack(xs, ys, far);
}

function squareTrack(points: readonly Spot[]): Track {
  const xs = Float32Array.from(points, (point) => point.x);
  const ys = Float32Array.from(points, (point) => point.y);
  const far = new Float32Array(points.length);
  for (let i = 1; i < points.length; i++) far[i] = far[i - 1]! + distance(points[i - 1]!, points[i]!);
  return evenTrack(xs, ys, far);
}

function evenTrack(xs: Float32Array, ys: Float32Array, far: Float32Array): Track {
  const length = far[far.length - 1] ?? 0;
  const spots = new Float32Array((TRACK_STEPS + 1) * 2);
  let i = 0;
  for (let step = 0; step <= TRACK_STEPS; step++) {
    const want = (length * step) / TRACK_STEPS;
    while (i < far.length - 2 && far[i + 1]! < want) i++;
    const span = (far[i + 1] ?? 0) - far[i]!;
    const part = span === 0 ? 0 : Math.min(1, (want - far[i]!) / span);
    spots[step * 2] = xs[i]! + ((xs[i + 1] ?? xs[i]!) - xs[i]!) * part;
    spots[step * 2 + 1] = ys[i]! + ((ys[i + 1] ?? ys[i]!) - ys[i]!) * part;
  }
  return { length, spots };
}

/** Where on a track a part of the way is; `out` takes x and y. */
export function along({ spots }: Track, part: number, out: { x: number; y: number }): void {
  const at = Math.min(TRACK_STEPS, Math.max(0, part * TRACK_STEPS));
  const i = Math.min(TRACK_STEPS - 1, Math.floor(at));
  const rest = at - i;
  out.x = spots[i * 2]! + (spots[i * 2 + 2]! - spots[i * 2]!) * rest;
  out.y = spots[i * 2 + 1]! + (spots[i * 2 + 3]! - spots[i * 2 + 1]!) * rest;
}
