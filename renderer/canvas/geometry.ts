import type { Json } from '../../shared/base/json.ts';
import type { PortSpec } from '../../shared/blocks/block.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import { isChannel } from '../../shared/blocks/ports.ts';
import { readCase, type DrawnCase } from '../../shared/blocks/select/cases.ts';
import { portsOf } from '../../shared/blocks/wiring.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { messageOr } from '../../shared/text/format.ts';
import { textWidth } from './text-width.ts';

/**
 * Where everything of a block is, in canvas pixels, from the document alone: React Flow, the wires, the far view, the
 * minimap and the layout all ask here, and none asks the browser.
 *
 *  - Data runs across: what a block receives from is on its left, what it sends to on its right.
 *  - References hang: locks and memory a block uses are on its lower edge, an object's own port is on its upper edge.
 *  - The first row of ports is at the same height on every block of more than one line, so that blocks placed side by
 *    side are joined by straight lines.
 */
export interface BlockShape {
  readonly face: Face;
  readonly width: number;
  readonly height: number;
  readonly ports: readonly PlacedPort[];
  /** A goroutine's state stands on its left edge. */
  readonly selvedge: boolean;
}

export type Face = 'goroutine' | 'select' | 'channel' | 'lock' | 'counter' | 'line' | 'unknown';

export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface PlacedPort {
  readonly spec: PortSpec;
  readonly side: Side;
  /** The middle of its mark, from the block's top left corner. */
  readonly x: number;
  readonly y: number;
  /** Whether its name is written inside the block. */
  readonly named: boolean;
  /** Which drawn case it belongs to; -1: none. */
  readonly caseRow: number;
}

/** Blocks are put on this grid. */
export const GRID = 4;
export const FIRST_PORT = 52;
export const PORT_ROW = 20;
export const CASE_ROW = 24;
/** A port's mark stands this far outside its edge. */
export const PORT_OUT = 7;
const HEAD = 40;
const STRIP = 20;

export function shapeOf(node: GraphNode): BlockShape {
  const kept = KNOWN.get(node);
  if (kept !== undefined) return kept;
  const shape = place(node);
  KNOWN.set(node, shape);
  return shape;
}

/** Records are immutable, so a record's shape never changes. */
const KNOWN = new WeakMap<GraphNode, BlockShape>();

export function faceOf(kind: string): Face {
  const block = blockOf(kind);
  if (block === null) return 'unknown';
  switch (block.family) {
    case 'goroutine':
    case 'ready-made':
      return 'goroutine';
    case 'select':
      return 'select';
    case 'channel':
      return 'channel';
    case 'lock':
      return 'lock';
    case 'sync':
    case 'memory':
      return 'counter';
    case 'context':
    case 'time':
      return 'line';
  }
}

/** A goroutine without ports at its sides has a line to itself, where it says what it waits on. */
export const hasFreeLine = (shape: BlockShape): boolean =>
  shape.face === 'goroutine' && !shape.ports.some(({ side }) => side === 'left' || side === 'right');

export const isGoroutineFace = (face: Face): boolean => face === 'goroutine' || face === 'select';

/** The side of a block a port is on. */
export function sideOf(spec: PortSpec): Side {
  if (isChannel(spec.type)) return spec.type.is === 'recv' ? 'left' : 'right';
  // A cancellation travels down the tree, as data does.
  if (spec.type.is === 'context') return spec.role === 'uses' ? 'left' : 'right';
  return spec.role === 'uses' ? 'bottom' : 'top';
}

/** A parameter of a block, its initial value where the document has none or one that does not fit. */
export function paramOf(node: GraphNode, name: string): Json {
  const spec = blockOf(node.kind)?.params.find((each) => each.name === name);
  return spec === undefined ? null : readParam(spec, node.params);
}

export const numberOf = (node: GraphNode, name: string): number => {
  const value = paramOf(node, name);
  return typeof value === 'number' ? value : 0;
};

export const textOf = (node: GraphNode, name: string): string => {
  const value = paramOf(node, name);
  return typeof value === 'string' ? value : '';
};

/** How many goroutines a block starts with. */
export const replicasOf = (node: GraphNode): number => {
  const value = paramOf(node, 'replicas');
  return typeof value === 'number' ? value : 1;
};

export function casesOf(node: GraphNode): readonly DrawnCase[] {
  const cases = paramOf(node, 'cases');
  if (!Array.isArray(cases)) return [];
  return (cases as readonly Json[]).flatMap((json) => {
    const drawn = readCase(json);
    return 'wrong' in drawn ? [] : [drawn];
  });
}

function place(node: GraphNode): BlockShape {
  const face = faceOf(node.kind);
  const ports = portsOf(node);
  const cases = face === 'select' ? casesOf(node) : [];
  const width = widthOf(node, face, ports);
  const rows = rowsOf(face, ports, cases);
  const under = ports.filter((spec) => sideOf(spec) === 'bottom');
  const height = heightOf(face, rows.count, under.length > 0);
  return {
    face,
    width,
    height,
    selvedge: isGoroutineFace(face),
    ports: ports.map((spec) => {
      const side = sideOf(spec);
      const named = isGoroutineFace(face) || (face === 'line' && ports.length > 2);
      const row = rows.of.get(spec.name);
      const caseRow = cases.findIndex((drawn) => 'port' in drawn && drawn.port === spec.name);
      if (side === 'left' || side === 'right') {
        const y = rows.first + (row ?? 0) * rows.pitch;
        return {
          spec,
          side,
          y,
          x: side === 'left' ? -PORT_OUT : width + PORT_OUT,
          named: named && caseRow === -1,
          caseRow,
        };
      }
      const peers = side === 'bottom' ? under : ports.filter((each) => sideOf(each) === 'top');
      const x =
        side === 'bottom'
          ? hanging(under, under.indexOf(spec), width)
          : evenly(peers.length, peers.indexOf(spec), width);
      return { spec, side, x, y: side === 'bottom' ? height + PORT_OUT : -PORT_OUT, named, caseRow: -1 };
    }),
  };
}

interface Rows {
  readonly of: ReadonlyMap<string, number>;
  readonly count: number;
  readonly first: number;
  readonly pitch: number;
}

/** The rows ports stand in: a select has one row a case, then the ports no case waits on. */
function rowsOf(face: Face, ports: readonly PortSpec[], cases: readonly DrawnCase[]): Rows {
  const of = new Map<string, number>();
  const next = { left: 0, right: 0 };
  for (const [row, drawn] of cases.entries()) {
    if ('port' in drawn && !of.has(drawn.port)) of.set(drawn.port, row);
  }
  next.left = next.right = cases.length;
  for (const spec of ports) {
    const side = sideOf(spec);
    if ((side !== 'left' && side !== 'right') || of.has(spec.name)) continue;
    of.set(spec.name, next[side]++);
  }
  const count = Math.max(next.left, next.right);
  const single = face === 'line' && count <= 1;
  return { of, count, first: single ? 17 : FIRST_PORT, pitch: face === 'select' ? CASE_ROW : PORT_ROW };
}

function heightOf(face: Face, rows: number, hangs: boolean): number {
  const strip = hangs ? STRIP : 4;
  switch (face) {
    case 'goroutine':
    case 'unknown':
      // Without ports there is nothing to wait on either: two lines say it all.
      return HEAD + 2 + (rows === 0 && hangs ? 1 : rows) * PORT_ROW + strip;
    case 'select':
      return HEAD + Math.max(1, rows) * CASE_ROW + (hangs ? STRIP : 0);
    case 'channel':
      return 72;
    case 'lock':
      return 72;
    case 'counter':
      return 48;
    case 'line':
      return rows <= 1 ? 34 : HEAD + 2 + rows * PORT_ROW;
  }
}

const MOST_WIDE = 264;

function widthOf(node: GraphNode, face: Face, ports: readonly PortSpec[]): number {
  const name = textWidth(node.name, 13, 'name');
  const label = (spec: PortSpec): number => textWidth(spec.name, 11, 'mono');
  const of = (side: Side): readonly PortSpec[] => ports.filter((spec) => sideOf(spec) === side);
  const widest = (side: Side): number => Math.max(0, ...of(side).map(label));
  const under = of('bottom').reduce((sum, spec) => sum + Math.max(26, label(spec) + 12), 0);
  const across = isGoroutineFace(face) ? 15 + widest('left') + 24 + widest('right') + 14 : 0;
  const head = (isGoroutineFace(face) ? 15 : 9) + 22 + name + headRoom(node, face) + 8;
  const slots = face === 'channel' ? slotRoom(numberOf(node, 'capacity')) : 0;
  // Of several goroutines, two states are counted side by side.
  const least = face === 'goroutine' && replicasOf(node) > 1 ? 172 : LEAST[face];
  const needed = Math.max(least, across, head, under + 24, slots);
  return Math.min(MOST_WIDE, Math.ceil(needed / GRID) * GRID);
}

/** The room at the end of the head: a replica count, an element type, the word of a kind. */
function headRoom(node: GraphNode, face: Face): number {
  switch (face) {
    case 'goroutine':
      return replicasOf(node) > 1 ? 10 + textWidth(`×${replicasOf(node)}`, 11) : 0;
    case 'channel':
      return 14 + Math.min(72, textWidth(textOf(node, 'elem'), 11, 'mono'));
    case 'select':
    case 'lock':
    case 'counter':
      return 14 + textWidth(messageOr('en', `block.${node.kind}`, node.kind), 11);
    case 'line':
      return 66;
    case 'unknown':
      return 10 + Math.min(72, textWidth(node.kind, 11));
  }
}

/** Slots of a channel that are drawn one by one, and the room each needs for two digits; more capacity is a bar. */
export const MOST_SLOTS = 8;
const slotRoom = (capacity: number): number => (capacity <= MOST_SLOTS ? 19 + capacity * 18 : 0);

const LEAST: Readonly<Record<Face, number>> = {
  goroutine: 144,
  select: 200,
  channel: 128,
  lock: 176,
  counter: 136,
  line: 128,
  unknown: 144,
};

/** Ports of the lower edge stand at the right, in their order, each as wide as its name. */
function hanging(specs: readonly PortSpec[], index: number, width: number): number {
  const room = specs.map((spec) => Math.max(26, textWidth(spec.name, 11, 'mono') + 12));
  const all = room.reduce((sum, each) => sum + each, 0);
  const start = Math.max(18, width - 8 - all);
  const scale = Math.min(1, (width - start - 8) / Math.max(1, all));
  const before = room.slice(0, index).reduce((sum, each) => sum + each, 0);
  return Math.round(start + (before + room[index]! / 2) * scale);
}

const evenly = (count: number, index: number, width: number): number =>
  Math.round((width * (index + 1)) / (count + 1));
