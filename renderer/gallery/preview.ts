import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import type { GraphDocument, GraphEdge, GraphNode } from '../../shared/graph/document.ts';
import type { TemplateInfo } from '../../shared/ipc/contract.ts';
import { SLOT } from './slot.ts';

/** A drawing small enough for a card: boxes and lines that fit a given frame, caught in the middle of a run. */
export interface Preview {
  readonly boxes: readonly PreviewBox[];
  readonly lines: readonly PreviewLine[];
  /** Messages on their way: the middle of each. */
  readonly tokens: readonly Spot[];
}

export interface PreviewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `goroutine` has a selvedge; `channel` shows its slots; `lock`, `memory` and `object` are plain. */
  readonly look: 'goroutine' | 'channel' | 'lock' | 'memory' | 'object';
  /** Slots of a channel, at most three. */
  readonly slots: number;
  /** Segments of the selvedge, at most four. */
  readonly replicas: number;
  /** What is the matter with it in a drawing that goes wrong: it waits for a lock, its value is off, nobody comes. */
  readonly trouble: 'stuck' | 'wrong' | 'gone' | null;
}

export interface PreviewLine {
  readonly path: string;
  /** What it is: data, a reference at rest, one that holds a lock or wants one, or data nobody takes. */
  readonly look: 'data' | 'reference' | 'holds' | 'wants' | 'piled';
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly piled: boolean;
}

export type PreviewOf = typeof previewOf;
type Breaks = TemplateInfo['breaks'];

/** How large blocks are on the canvas, roughly: what a preview is drawn from. */
const BLOCK = { width: 132, height: 72 };
const PADDING = 14;
/** No more tokens than show that something moves. */
const MOST_TOKENS = 3;

/** The drawing scaled into a frame, never enlarged beyond a third of its size on the canvas. */
export function previewOf(
  document: GraphDocument,
  frame: { readonly width: number; readonly height: number },
  breaks: Breaks = null,
): Preview {
  const nodes = Object.values<GraphNode>(document.nodes);
  if (nodes.length === 0) return { boxes: [], lines: [], tokens: [] };
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  const width = Math.max(...nodes.map((node) => node.x)) - left + BLOCK.width;
  const height = Math.max(...nodes.map((node) => node.y)) - top + BLOCK.height;
  const across = Math.min((frame.width - 2 * PADDING) / width, 0.36);
  // Rows may stand further apart than columns: a card is taller than most drawings are.
  const down = Math.min((frame.height - 2 * PADDING) / height, 0.36, across * 1.5);
  const room = { width: BLOCK.width * across, height: BLOCK.height * down };
  const x0 = (frame.width - width * across) / 2;
  const y0 = (frame.height - height * down) / 2;
  const boxes = new Map(
    nodes.map((node) => {
      const look = lookOf(node);
      const size = sizeOf(look, room);
      return [
        node.id as string,
        {
          x: x0 + (node.x - left) * across + (room.width - size.width) / 2,
          y: y0 + (node.y - top) * down + (room.height - size.height) / 2,
          ...size,
          ...look,
          trouble: troubleOf(document, node, look.look, breaks),
        },
      ] as const;
    }),
  );
  const tokens: Spot[] = [];
  const lines = Object.values<GraphEdge>(document.edges).flatMap((edge): PreviewLine[] => {
    const [from, to] = [boxes.get(edge.from.node), boxes.get(edge.to.node)];
    if (from === undefined || to === undefined) return [];
    if (isObject(to) || isObject(from)) {
      const look = breaks === 'deadlock' ? heldOrWanted(document, edge) : 'reference';
      return [{ path: look === 'reference' ? square(from, to) : straight(from, to), look }];
    }
    const piled = breaks === 'leak' && leadsToGone(document, edge);
    const middle = middleOf(from, to);
    if (middle !== null && breaks !== 'deadlock') {
      if (piled) for (const by of [-9, 0, 9]) tokens.push({ x: middle.x + by, y: middle.y, piled });
      else if (breaks === null && tokens.length < MOST_TOKENS) tokens.push({ ...middle, piled });
    }
    return [{ path: curve(from, to), look: piled ? 'piled' : 'data' }];
  });
  return { boxes: [...boxes.values()], lines, tokens };
}

const isObject = ({ look }: Pick<PreviewBox, 'look'>): boolean => look !== 'goroutine' && look !== 'channel';

function troubleOf(
  document: GraphDocument,
  node: GraphNode,
  look: PreviewBox['look'],
  breaks: Breaks,
): PreviewBox['trouble'] {
  switch (breaks) {
    case 'deadlock':
      return look === 'goroutine' || look === 'lock' ? 'stuck' : null;
    case 'race':
      return look === 'memory' ? 'wrong' : null;
    case 'leak':
      return isGone(document, node.id) ? 'gone' : null;
    case null:
      return null;
  }
}

/** In a drawing that leaks, the block whose return ends the program is the one that is gone too soon. */
const isGone = (document: GraphDocument, id: string): boolean => {
  const node = Object.values<GraphNode>(document.nodes).find((each) => each.id === id);
  return node !== undefined && valueOf(node, 'main') === true;
};

const leadsToGone = (document: GraphDocument, { to }: GraphEdge): boolean =>
  Object.values<GraphEdge>(document.edges).some(
    (edge) => edge.from.node === to.node && isGone(document, edge.to.node),
  );

/** In a ring of locks each goroutine holds the one its code takes first and wants the one it takes then. */
function heldOrWanted(document: GraphDocument, { from }: GraphEdge): 'holds' | 'wants' | 'reference' {
  const node = Object.values<GraphNode>(document.nodes).find((each) => each.id === from.node);
  const body = node === undefined ? '' : valueOf(node, 'body');
  const text = Array.isArray(body) ? body.join('\n') : typeof body === 'string' ? body : '';
  const taken = [...text.matchAll(/(\w+)\.r?lock\(\)/gi)].map(([, name]) => name);
  const at = taken.indexOf(from.port);
  return at === 0 ? 'holds' : at > 0 ? 'wants' : 'reference';
}

/** Goroutines fill their room; a channel is as long as its slots, an object is square. */
function sizeOf(
  { look, slots }: Pick<PreviewBox, 'look' | 'slots'>,
  room: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const side = Math.max(11, Math.min(room.width, room.height, 20));
  switch (look) {
    case 'goroutine':
      return room;
    case 'channel':
      return { width: Math.max(1, slots) * SLOT, height: SLOT * 1.4 };
    case 'memory':
      return { width: Math.max(side, Math.min(room.width, 46)), height: side };
    case 'lock':
    case 'object':
      return { width: side, height: side };
  }
}

function valueOf(node: GraphNode, name: string): unknown {
  const spec = blockOf(node.kind)?.params.find((param) => param.name === name);
  return spec === undefined ? undefined : readParam(spec, node.params);
}

function lookOf(node: GraphNode): Pick<PreviewBox, 'look' | 'slots' | 'replicas'> {
  const replicas = valueOf(node, 'replicas');
  const capacity = valueOf(node, 'capacity');
  switch (blockOf(node.kind)?.family) {
    case 'goroutine':
    case 'select':
    case 'ready-made':
      return {
        look: 'goroutine',
        slots: 0,
        replicas: typeof replicas === 'number' ? Math.min(4, replicas) : 1,
      };
    case 'channel':
      return {
        look: 'channel',
        slots: typeof capacity === 'number' ? Math.min(3, capacity) : 0,
        replicas: 0,
      };
    case 'lock':
      return { look: 'lock', slots: 0, replicas: 0 };
    case 'memory':
      return { look: 'memory', slots: 0, replicas: 0 };
    default:
      return { look: 'object', slots: 0, replicas: 0 };
  }
}

type Rect = Pick<PreviewBox, 'x' | 'y' | 'width' | 'height'>;

/** Half-way along a wire that runs forward; null for one that runs back. */
function middleOf(from: Rect, to: Rect): { readonly x: number; readonly y: number } | null {
  const [x1, x2] = [from.x + from.width, to.x];
  if (x2 - x1 < 12) return null;
  return { x: (x1 + x2) / 2, y: (from.y + from.height / 2 + to.y + to.height / 2) / 2 };
}

function curve(from: Rect, to: Rect): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  if (x2 <= x1) return around(from, to);
  const bend = Math.max(8, Math.abs(x2 - x1) / 2);
  return `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

/** A wire that runs back: out to the right, beneath both ends, in from the left. */
function around(from: Rect, to: Rect): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const below = Math.max(from.y + from.height, to.y + to.height) + 9;
  const out = 7;
  return (
    `M${round(x1)} ${round(y1)}q${out} 0 ${out} ${out}V${round(below - out)}q0 ${out} ${-out} ${out}` +
    `H${round(x2)}q${-out} 0 ${-out} ${-out}V${round(y2 + out)}q0 ${-out} ${out} ${-out}`
  );
}

/** From the lower edge of who uses an object to the nearer of the object's upper and lower edges. */
function square(from: Rect, to: Rect): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const below = to.y > y1;
  const [x2, y2] = [to.x + to.width / 2, below ? to.y : to.y + to.height];
  const middle = below ? (y1 + y2) / 2 : Math.max(y1, y2) + 6;
  return `M${round(x1)} ${round(y1)}V${round(middle)}H${round(x2)}V${round(y2)}`;
}

/** From edge to edge on the way between two middles. */
function straight(from: Rect, to: Rect): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height / 2];
  const [x2, y2] = [to.x + to.width / 2, to.y + to.height / 2];
  const leave = ({ width, height }: Rect): number =>
    Math.min(
      1,
      (width / 2 + 2) / Math.max(0.01, Math.abs(x2 - x1)),
      (height / 2 + 2) / Math.max(0.01, Math.abs(y2 - y1)),
    );
  const [a, b] = [Math.min(0.5, leave(from)), Math.max(0.5, 1 - leave(to))];
  const at = (part: number): string => `${round(x1 + (x2 - x1) * part)} ${round(y1 + (y2 - y1) * part)}`;
  return `M${at(a)}L${at(b)}`;
}

const round = (n: number): number => Math.round(n * 10) / 10;
