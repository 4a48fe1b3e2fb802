import type { GraphDocument } from '../../shared/graph/document.ts';
import { formatRate } from './rates.ts';
import type { Text } from '../text/text.ts';
import { STATE } from '../trace/states.ts';
import type { Colours } from './colours.ts';
import { paintCycles } from './cycle-painter.ts';
import type { CycleStep } from './wait-cycle.ts';
import { textWidth } from './text-width.ts';
import { along, pathOf, type Route } from './wire.ts';
import { travelTime, type LiveWire } from './wire-traffic.ts';

/** What the overlay is painted from. */
export interface OverlayScene {
  readonly wires: readonly LiveWire[];
  readonly rings: readonly (readonly CycleStep[])[];
  readonly document: GraphDocument;
  readonly colours: Colours;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly running: boolean;
  /** Blocks whose references are drawn although nobody fights for them. */
  readonly marked: ReadonlySet<string>;
  readonly markedWires: ReadonlySet<string>;
  readonly moving: boolean;
  readonly t: Text;
}

type Ink = CanvasRenderingContext2D;

const PATHS = new WeakMap<Route, Path2D>();

function pathFor(route: Route): Path2D {
  const kept = PATHS.get(route);
  if (kept !== undefined) return kept;
  const path = new Path2D(pathOf(route));
  PATHS.set(route, path);
  return path;
}

/** Something that passed less than this ago, in milliseconds, keeps its wire awake. */
const AWAKE = 1000;
/** Nothing on its way for this long: who receives is starved. */
const SETTLED = 300;

/** Paints the run over the wires; true while something on it is still moving. */
export function paintOverlay(ink: Ink, scene: OverlayScene, now: number): boolean {
  ink.clearRect(0, 0, scene.width, scene.height);
  if (!scene.running) return false;
  let moves = false;
  ink.save();
  ink.translate(scene.x, scene.y);
  ink.scale(scene.zoom, scene.zoom);
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  const seen = scene.wires.filter((wire) => inSight(wire, scene));
  for (const wire of seen) {
    if (wire.reference) paintReference(ink, wire, scene);
    else moves = paintWire(ink, wire, scene, now) || moves;
  }
  paintCycles(ink, scene.rings, scene.document, scene.colours);
  for (const wire of seen) moves = paintTokens(ink, wire, scene, now) || moves;
  ink.restore();
  for (const wire of seen) paintLabel(ink, wire, scene, now);
  return moves;
}

function inSight({ track: { spots } }: LiveWire, { x, y, zoom, width, height }: OverlayScene): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < spots.length; i += 2) {
    left = Math.min(left, spots[i]!);
    right = Math.max(right, spots[i]!);
    top = Math.min(top, spots[i + 1]!);
    bottom = Math.max(bottom, spots[i + 1]!);
  }
  return (
    right * zoom + x > -20 &&
    left * zoom + x < width + 20 &&
    bottom * zoom + y > -20 &&
    top * zoom + y < height + 20
  );
}

/** Solid holds, dashed wants: drawn where somebody waits, or for what is marked. */
function paintReference(ink: Ink, wire: LiveWire, { colours, marked, markedWires }: OverlayScene): void {
  if (wire.ring) return;
  const path = pathFor(wire.route);
  const shown =
    marked.has(wire.edge.from.node) || marked.has(wire.edge.to.node) || markedWires.has(wire.edge.id);
  if (wire.holds && (wire.contended || shown)) {
    ink.strokeStyle = colours.ink2;
    ink.lineWidth = 2;
    ink.stroke(path);
  }
  if (wire.wants >= 0) {
    // Replicas of one block may hold it and want it: both are seen.
    const aside = wire.holds ? 4 : 0;
    ink.translate(aside, aside);
    ink.strokeStyle = colours.states[wire.wants] ?? colours.wire;
    ink.lineWidth = 2;
    ink.setLineDash([5, 4]);
    ink.stroke(path);
    ink.setLineDash([]);
    ink.translate(-aside, -aside);
  }
}

function paintWire(ink: Ink, wire: LiveWire, { colours, moving }: OverlayScene, now: number): boolean {
  const path = pathFor(wire.route);
  const { length } = wire.track;
  if (wire.waitingToSend > 0) {
    ink.strokeStyle = colours.states[STATE.send]!;
    ink.lineWidth = colours.widths[1];
    ink.stroke(path);
    return false;
  }
  if (wire.closed) {
    // The line lies below: what is painted here are its gaps.
    ink.strokeStyle = colours.surface;
    ink.lineWidth = colours.widths[1] + 1.5;
    ink.lineCap = 'butt';
    ink.setLineDash([5, 3]);
    ink.stroke(path);
    ink.setLineDash([]);
    ink.lineCap = 'round';
    const { spots } = wire.track;
    ink.strokeStyle = colours.ink;
    ink.lineWidth = 2.5;
    ink.beginPath();
    ink.moveTo(spots[0]! + 3, spots[1]! - 7);
    ink.lineTo(spots[0]! + 3, spots[1]! + 7);
    ink.stroke();
    return false;
  }
  const awake = now - wire.passedAt < AWAKE;
  if (awake) {
    ink.strokeStyle = colours.wire;
    ink.lineWidth = widthFor(wire, colours);
    ink.stroke(path);
    if (now < wire.pulseUntil) {
      ink.strokeStyle = colours.token;
      ink.lineCap = 'butt';
      ink.setLineDash([5, 6]);
      ink.lineDashOffset = moving ? -(now * 0.06) % 11 : 0;
      ink.stroke(path);
      ink.setLineDash([]);
      ink.lineDashOffset = 0;
      ink.lineCap = 'round';
    }
  }
  // Between one message and the next its receiver waits too: that is no starvation.
  if (wire.waitingToReceive > 0 && wire.tokens.length === 0 && now - wire.passedAt > SETTLED) {
    const open = Math.min(48, length * 0.5);
    ink.strokeStyle = colours.states[STATE.recv]!;
    ink.lineWidth = colours.widths[1];
    ink.setLineDash([open, length]);
    ink.lineDashOffset = open - length;
    ink.stroke(path);
    ink.setLineDash([]);
    ink.lineDashOffset = 0;
    const at = { x: 0, y: 0 };
    along(wire.track, Math.max(0, 1 - 16 / Math.max(1, length)), at);
    ink.lineWidth = 1.6;
    ink.fillStyle = colours.surface;
    ink.beginPath();
    ink.roundRect(at.x - 6.5, at.y - 4.5, 13, 9, 2.5);
    ink.fill();
    ink.stroke();
  }
  return awake;
}

function widthFor({ rate }: LiveWire, { widths }: Colours): number {
  if (!(rate >= 10)) return widths[1];
  return rate < 1000 ? widths[2] : widths[3];
}

/** From the end of a wire to the edge of its block. */
const PORT_ROOM = 12.5;

const TOKEN = { width: 10, height: 7, radius: 2 } as const;

function paintTokens(ink: Ink, wire: LiveWire, { colours }: OverlayScene, now: number): boolean {
  const at = { x: 0, y: 0 };
  if (wire.waitingToSend > 0) {
    // They pile up at the mouth of the channel.
    const { length } = wire.track;
    ink.fillStyle = colours.states[STATE.send]!;
    for (let i = 0; i < Math.min(3, wire.waitingToSend); i++) {
      along(wire.track, Math.max(0, 1 - (8 + i * 12) / Math.max(1, length)), at);
      token(ink, at);
    }
  }
  if (wire.closed && wire.buffered > 0) {
    // What is buffered still drains.
    ink.fillStyle = colours.token;
    for (let i = 0; i < Math.min(3, wire.buffered); i++) {
      along(wire.track, Math.max(0, 1 - (8 + i * 12) / Math.max(1, wire.track.length)), at);
      token(ink, at);
    }
  }
  if (wire.tokens.length === 0) return false;
  const time = travelTime(wire);
  while (wire.tokens.length > 0 && now - wire.tokens[0]! > time) wire.tokens.shift();
  ink.fillStyle = colours.token;
  for (const began of wire.tokens) {
    const part = (now - began) / time;
    if (part < 0) continue;
    along(wire.track, part, at);
    token(ink, at);
  }
  return true;
}

function token(ink: Ink, { x, y }: { readonly x: number; readonly y: number }): void {
  ink.beginPath();
  ink.roundRect(x - TOKEN.width / 2, y - TOKEN.height / 2, TOKEN.width, TOKEN.height, TOKEN.radius);
  ink.fill();
}

/** A number beside the picture: the exact rate, or how many wait. Never under 11 px, so in the element's own pixels. */
function paintLabel(ink: Ink, wire: LiveWire, { colours, x, y, zoom, t }: OverlayScene, now: number): void {
  if (zoom < 0.6 || wire.reference || wire.track.length * zoom < 8) return;
  const waits = wire.waitingToSend > 0;
  const text = waits
    ? t('canvas.waitingToSend', { count: wire.waitingToSend })
    : now - wire.passedAt < AWAKE && wire.rate > 0
      ? formatRate(wire.rate)
      : '';
  if (text === '') return;
  // Between two blocks that stand close there may be no room for it.
  const size = Math.max(11, 11 * zoom);
  if (textWidth(text, size, 'mono') > (wire.track.length + 2 * PORT_ROOM) * zoom) return;
  const at = { x: 0, y: 0 };
  along(wire.track, 0.5, at);
  ink.font = `500 ${size}px ${colours.mono}`;
  ink.textAlign = 'center';
  ink.textBaseline = 'alphabetic';
  const [px, py] = [at.x * zoom + x, at.y * zoom + y - 9 * Math.max(1, zoom)];
  // The weave does not run through words.
  ink.strokeStyle = colours.surface;
  ink.lineWidth = 3;
  ink.strokeText(text, px, py);
  ink.fillStyle = waits ? colours.sendWord : colours.ink2;
  ink.fillText(text, px, py);
}
