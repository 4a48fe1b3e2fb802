import type { NodeId } from '../../shared/base/ids.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import { isChannel, PORT_LOOK } from '../../shared/blocks/ports.ts';
import { portAt, portsOf } from '../../shared/blocks/wiring.ts';
import type { EdgeEnd, GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import { wirePath } from './wires.ts';

/** The drawing as it lies beside the code: blocks of one size, all in sight, where they are on the canvas. */
export interface Drawn {
  readonly blocks: readonly DrawnBlock[];
  readonly ports: readonly DrawnPort[];
  readonly wires: readonly DrawnWire[];
  /** Of every block. */
  readonly size: Size;
  /** Of all of it, before `zoom`. */
  readonly width: number;
  readonly height: number;
  /** What brings all of it into the frame: 1, or less for a drawing too large to be read in it. */
  readonly zoom: number;
}

export interface DrawnBlock {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly look: 'goroutine' | 'channel' | 'object';
  /** Of a channel: how many values it holds. */
  readonly capacity: number;
}

export interface DrawnPort {
  /** The middle of its mark. */
  readonly x: number;
  readonly y: number;
  readonly side: Side;
  readonly shape: (typeof PORT_LOOK)[keyof typeof PORT_LOOK]['shape'];
  readonly family: (typeof PORT_LOOK)[keyof typeof PORT_LOOK]['family'];
}

export interface DrawnWire {
  readonly path: string;
  readonly nodes: readonly [NodeId, NodeId];
  /** To a lock, shared memory, a wait group … */
  readonly reference: boolean;
}

export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A block at its largest and at its smallest, in pixels: the smallest still holds a short name. */
const MOST: Size = { width: 108, height: 38 };
const LEAST: Size = { width: 62, height: 26 };
/** Room for the ports and a wire between two blocks side by side, and for a name's air between two above each other. */
const GAP: Size = { width: 22, height: 26 };
/** How much of the canvas's distances is kept at most. */
const MOST_SCALE = 0.68;
const PADDING: Size = { width: 22, height: 30 };
/** A port's mark stands this far outside its edge. */
export const PORT_OUT = 6;

/** The drawing within a frame. */
export function drawingOf(document: GraphDocument, frame: Size): Drawn {
  const nodes = drawnTogether(Object.values(document.nodes));
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  const across = Math.max(0, ...nodes.map((node) => node.x - left));
  const down = Math.max(0, ...nodes.map((node) => node.y - top));
  const { x, y } = grainOf(nodes, across, down, frame);
  const size = { width: x.size, height: y.size };
  // Blocks that had to stay larger than there is room for are seen from further away.
  const width = Math.max(frame.width, across * x.scale + size.width + 2 * PADDING.width);
  const height = Math.max(frame.height, down * y.scale + size.height + 2 * PADDING.height);
  const x0 = (width - across * x.scale - size.width) / 2;
  const y0 = (height - down * y.scale - size.height) / 2;
  const blocks = nodes.map((node): DrawnBlock => ({
    id: node.id,
    name: node.name,
    kind: node.kind,
    x: x0 + (node.x - left) * x.scale,
    y: y0 + (node.y - top) * y.scale,
    ...lookOf(node),
  }));
  const places = new Map(blocks.map((block) => [block.id, block]));
  const ends = endsOf(document, places);
  const ports = placePorts(document, places, size, ends.flat());
  const wires = ends.flatMap(([a, b]): DrawnWire[] => {
    const [from, to] = [ports.get(keyOf(a)), ports.get(keyOf(b))];
    if (from === undefined || to === undefined) return [];
    const beneath = Math.max(places.get(a.node)!.y, places.get(b.node)!.y) + size.height;
    return [{ path: wirePath(from, to, beneath), nodes: [a.node, b.node], reference: isUpright(a.side) }];
  });
  const zoom = Math.min(1, frame.width / width, frame.height / height);
  return { blocks, ports: [...ports.values()], wires, size, width, height, zoom };
}

/** Wide stretches in which nothing is take no room from what is drawn: they shrink to what parts the nearest blocks. */
function drawnTogether(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const x = capped(
    nodes.map((node) => node.x),
    Math.max(WIDE, nearestBeside(nodes, TALL)),
  );
  const y = capped(
    nodes.map((node) => node.y),
    Math.max(TALL, nearestAbove(nodes)),
  );
  return nodes.map((node) => ({ ...node, x: x(node.x), y: y(node.y) }));
}

/** Places along one direction, in their order, none further from the next one than `most`. */
function capped(places: readonly number[], most: number): (place: number) => number {
  const moved = new Map<number, number>();
  let [before, at] = [0, 0];
  for (const [i, place] of [...new Set(places)].sort((a, b) => a - b).entries()) {
    if (i > 0) at += Math.min(most, place - before);
    before = place;
    moved.set(place, at);
  }
  return (place) => moved.get(place) ?? 0;
}

/** The least distance between two blocks one above the other, on the canvas. */
const nearestAbove = (nodes: readonly GraphNode[]): number =>
  nearest(nodes, (x, y) => (y > 0 && y / TALL >= x / WIDE ? y : Infinity));

/** The least distance between two blocks side by side, whose heights are nearer than `within`. */
const nearestBeside = (nodes: readonly GraphNode[], within: number): number =>
  nearest(nodes, (x, y) => (y < within && y / TALL < x / WIDE ? x : Infinity));

/** How wide and how tall a block on the canvas is, roughly. */
const WIDE = 152;
const TALL = 88;
/** What is left free between blocks that are partly side by side. */
const AIR = 6;

function nearest(nodes: readonly GraphNode[], distance: (x: number, y: number) => number): number {
  let least = Infinity;
  for (const [i, a] of nodes.entries()) {
    for (let j = i + 1; j < nodes.length; j++) {
      const b = nodes[j]!;
      least = Math.min(least, distance(Math.abs(a.x - b.x), Math.abs(a.y - b.y)));
    }
  }
  return least;
}

interface Grain {
  readonly scale: number;
  readonly size: number;
}

/** Flat blocks and more of the height there is, for drawings in which names would not fit otherwise. */
const LOOSER = [
  { scale: MOST_SCALE, height: MOST.height },
  { scale: 1, height: LEAST.height },
  { scale: 1.4, height: LEAST.height },
] as const;

/** How far distances shrink, and how large blocks are: wide enough for every name where that can be. */
function grainOf(
  nodes: readonly GraphNode[],
  across: number,
  down: number,
  frame: Size,
): { readonly x: Grain; readonly y: Grain } {
  const wanted = Math.min(MOST.width, Math.max(0, ...nodes.map(({ name }) => nameWidth(name) + NAME_EDGES)));
  const found = LOOSER.map(({ scale, height }) => {
    const room = frame.height - 2 * PADDING.height;
    const y = fitted(down, nearestAbove(nodes), room, {
      least: LEAST.height,
      most: height,
      gap: GAP.height,
      scale,
    });
    const beside = nearestBeside(nodes, (y.size + AIR) / y.scale);
    const limits = { least: LEAST.width, most: MOST.width, gap: GAP.width, scale: MOST_SCALE };
    return { y, x: fitted(across, beside, frame.width - 2 * PADDING.width, limits) };
  });
  const fitting = found.find(({ x }) => x.size >= wanted);
  return fitting ?? found.reduce((best, each) => (each.x.size > best.x.size + 1 ? each : best));
}

/** What a goroutine's block has beside its name: the selvedge and some air. */
const NAME_EDGES = 18;

/** Roughly how wide a name is written, in pixels: signs of Chinese are square. */
export const nameWidth = (name: string): number =>
  Array.from(name, (sign) => (sign.charCodeAt(0) > 0x2e80 ? 12 : 6.8)).reduce((sum, wide) => sum + wide, 0);

interface Limits {
  readonly least: number;
  readonly most: number;
  /** Between a block and the next. */
  readonly gap: number;
  /** How much of a distance is kept at most. */
  readonly scale: number;
}

/** How far distances shrink and how large a block can then be, along one direction. */
function fitted(
  extent: number,
  apart: number,
  room: number,
  { least, most, gap, scale: keep }: Limits,
): Grain {
  const sizeAt = (scale: number): number =>
    apart === Infinity ? most : Math.min(most, Math.max(least, apart * scale - gap));
  let scale = keep;
  // A larger block leaves less room for distances, and smaller distances make a smaller block: it settles at once.
  for (let i = 0; i < 8 && extent > 0; i++) scale = Math.min(keep, (room - sizeAt(scale)) / extent);
  const enough = apart === Infinity ? 0 : (least + gap) / apart;
  scale = Math.max(scale, Math.min(keep, enough));
  return { scale, size: sizeAt(scale) };
}

function lookOf(node: GraphNode): Pick<DrawnBlock, 'look' | 'capacity'> {
  const block = blockOf(node.kind);
  const family = block?.family;
  const spec = block?.params.find(({ name }) => name === 'capacity');
  const capacity = spec === undefined ? 0 : readParam(spec, node.params);
  return {
    look:
      family === 'goroutine' || family === 'select' || family === 'ready-made'
        ? 'goroutine'
        : family === 'channel'
          ? 'channel'
          : 'object',
    capacity: family === 'channel' && typeof capacity === 'number' ? capacity : 0,
  };
}

/** One end of a wire, and the side of its block it is on. */
interface WireEnd extends EdgeEnd {
  readonly side: Side;
}

const keyOf = ({ node, port, side }: WireEnd): string => JSON.stringify([node, port, side]);
const isUpright = (side: Side): boolean => side === 'top' || side === 'bottom';

/** Data runs across, as on the canvas; a reference takes the edges that face each other. */
function endsOf(
  document: GraphDocument,
  places: ReadonlyMap<NodeId, DrawnBlock>,
): readonly (readonly [WireEnd, WireEnd])[] {
  return Object.values(document.edges).flatMap(({ from, to }): (readonly [WireEnd, WireEnd])[] => {
    const port = portAt(document, from);
    const [a, b] = [places.get(from.node), places.get(to.node)];
    if (port === null || a === undefined || b === undefined) return [];
    if (isChannel(port.type) || port.type.is === 'context') {
      const forth = isChannel(port.type) ? port.type.is === 'send' : port.role === 'offers';
      const [one, other] = forth ? (['right', 'left'] as const) : (['left', 'right'] as const);
      return [
        [
          { ...from, side: one },
          { ...to, side: other },
        ],
      ];
    }
    const [one, other] = b.y > a.y ? (['bottom', 'top'] as const) : (['top', 'bottom'] as const);
    return [
      [
        { ...from, side: one },
        { ...to, side: other },
      ],
    ];
  });
}

/** Every end that has a wire, evenly along its edge, in the order of the block's ports. */
function placePorts(
  document: GraphDocument,
  places: ReadonlyMap<NodeId, DrawnBlock>,
  size: Size,
  ends: readonly WireEnd[],
): Map<string, DrawnPort> {
  const wired = new Set(ends.map(keyOf));
  const placed = new Map<string, DrawnPort>();
  for (const node of Object.values(document.nodes)) {
    const block = places.get(node.id)!;
    for (const side of SIDES) {
      const peers = portsOf(node).filter(({ name }) => wired.has(keyOf({ node: node.id, port: name, side })));
      for (const [i, spec] of peers.entries()) {
        const { shape, family } = PORT_LOOK[spec.type.is];
        placed.set(keyOf({ node: node.id, port: spec.name, side }), {
          ...at(side, (i + 1) / (peers.length + 1), size, block),
          side,
          shape,
          family,
        });
      }
    }
  }
  return placed;
}

const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

function at(side: Side, share: number, size: Size, { x, y }: DrawnBlock): { x: number; y: number } {
  switch (side) {
    case 'left':
      return { x: x - PORT_OUT, y: y + share * size.height };
    case 'right':
      return { x: x + size.width + PORT_OUT, y: y + share * size.height };
    case 'top':
      return { x: x + share * size.width, y: y - PORT_OUT };
    case 'bottom':
      return { x: x + share * size.width, y: y + size.height + PORT_OUT };
  }
}
