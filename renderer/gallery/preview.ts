import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import { SLOT } from './slot.ts';

/** A drawing small enough for a card: boxes and lines that fit a given frame. */
export interface Preview {
  readonly boxes: readonly PreviewBox[];
  readonly lines: readonly PreviewLine[];
}

export interface PreviewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `goroutine` has a selvedge; `channel` shows its slots; `object` is plain. */
  readonly look: 'goroutine' | 'channel' | 'object';
  /** Slots of a channel, at most three. */
  readonly slots: number;
  /** Segments of the selvedge, at most four. */
  readonly replicas: number;
}

export interface PreviewLine {
  readonly path: string;
  /** To a lock, a context, shared memory … */
  readonly reference: boolean;
}

export type PreviewOf = typeof previewOf;

/** How large blocks are on the canvas, roughly: what a preview is drawn from. */
const BLOCK = { width: 150, height: 72 };
const PADDING = 14;

/** The drawing scaled into a frame, never enlarged beyond a third of its size on the canvas. */
export function previewOf(
  document: GraphDocument,
  frame: { readonly width: number; readonly height: number },
): Preview {
  const nodes = Object.values(document.nodes);
  if (nodes.length === 0) return { boxes: [], lines: [] };
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  const width = Math.max(...nodes.map((node) => node.x)) - left + BLOCK.width;
  const height = Math.max(...nodes.map((node) => node.y)) - top + BLOCK.height;
  const scale = Math.min((frame.width - 2 * PADDING) / width, (frame.height - 2 * PADDING) / height, 0.36);
  const x0 = (frame.width - width * scale) / 2;
  const y0 = (frame.height - height * scale) / 2;
  const boxes = new Map(
    nodes.map((node) => {
      const room = { width: BLOCK.width * scale, height: BLOCK.height * scale };
      const look = lookOf(node);
      const size = sizeOf(look, room);
      return [
        node.id,
        {
          x: x0 + (node.x - left) * scale + (room.width - size.width) / 2,
          y: y0 + (node.y - top) * scale + (room.height - size.height) / 2,
          ...size,
          ...look,
        },
      ] as const;
    }),
  );
  const lines = Object.values(document.edges).flatMap((edge): PreviewLine[] => {
    const [from, to] = [boxes.get(edge.from.node), boxes.get(edge.to.node)];
    if (from === undefined || to === undefined) return [];
    const reference = to.look === 'object' || from.look === 'object';
    return [{ path: reference ? square(from, to) : curve(from, to), reference }];
  });
  return { boxes: [...boxes.values()], lines };
}

/** Goroutines fill their room; a channel is as long as its slots, an object is square. */
function sizeOf(
  { look, slots }: Pick<PreviewBox, 'look' | 'slots'>,
  room: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  switch (look) {
    case 'goroutine':
      return room;
    case 'channel':
      return { width: Math.max(1, slots) * SLOT, height: SLOT * 1.4 };
    case 'object':
      return { width: Math.min(room.width, room.height), height: Math.min(room.width, room.height) };
  }
}

function lookOf(node: GraphNode): Pick<PreviewBox, 'look' | 'slots' | 'replicas'> {
  const block = blockOf(node.kind);
  const value = (name: string): unknown => {
    const spec = block?.params.find((param) => param.name === name);
    return spec === undefined ? undefined : readParam(spec, node.params);
  };
  const replicas = value('replicas');
  switch (block?.family) {
    case 'goroutine':
    case 'select':
    case 'ready-made':
      return {
        look: 'goroutine',
        slots: 0,
        replicas: typeof replicas === 'number' ? Math.min(4, replicas) : 1,
      };
    case 'channel': {
      const capacity = value('capacity');
      return {
        look: 'channel',
        slots: typeof capacity === 'number' ? Math.min(3, capacity) : 0,
        replicas: 0,
      };
    }
    default:
      return { look: 'object', slots: 0, replicas: 0 };
  }
}

type Rect = Pick<PreviewBox, 'x' | 'y' | 'width' | 'height'>;

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

const round = (n: number): number => Math.round(n * 10) / 10;
