import type { NodeId } from '../../shared/base/ids.ts';
import { portAt } from '../../shared/blocks/wiring.ts';
import { isChannel } from '../../shared/blocks/ports.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';

/** The drawing as it lies beside the code: blocks of one size, where they are on the canvas. */
export interface DrawnBlock {
  readonly id: NodeId;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Has a selvedge. */
  readonly goroutine: boolean;
}

export interface DrawnWire {
  readonly path: string;
  readonly nodes: readonly [NodeId, NodeId];
  readonly reference: boolean;
}

/** Sizes in pixels: a block on the canvas, and the least it shrinks to here, which still holds a short name. */
const BLOCK = { width: 168, height: 84 };
const LEAST = { width: 88, height: 30 };
const MOST = { width: 116, height: 38 };
const PADDING = 20;

export interface DrawnBlocks {
  readonly blocks: readonly DrawnBlock[];
  readonly wires: readonly DrawnWire[];
  readonly width: number;
  readonly height: number;
  /** Of every block. */
  readonly size: { readonly width: number; readonly height: number };
}

/** The drawing within a frame, as it lies on the canvas. A large one is wider than the frame rather than unreadable. */
export function drawingOf(
  document: GraphDocument,
  frame: { readonly width: number; readonly height: number },
): DrawnBlocks {
  const nodes = Object.values(document.nodes);
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  const across = Math.max(0, ...nodes.map((node) => node.x - left));
  const down = Math.max(0, ...nodes.map((node) => node.y - top));
  // Neighbours on the canvas stay neighbours here: blocks shrink as the distances do.
  const scale = Math.min(
    MOST.width / BLOCK.width,
    Math.max(LEAST.width / BLOCK.width, (frame.width - 2 * PADDING) / (across + BLOCK.width)),
  );
  const size = {
    width: Math.max(LEAST.width, BLOCK.width * scale),
    height: Math.min(MOST.height, Math.max(LEAST.height, BLOCK.height * scale)),
  };
  const width = Math.max(frame.width, across * scale + size.width + 2 * PADDING);
  const height = Math.max(frame.height, down * scale + size.height + 2 * PADDING);
  const x0 = (width - across * scale - size.width) / 2;
  const y0 = (height - down * scale - size.height) / 2;

  const blocks = nodes.map((node): DrawnBlock => {
    const family = blockOf(node.kind)?.family;
    return {
      id: node.id,
      name: node.name,
      x: x0 + (node.x - left) * scale,
      y: y0 + (node.y - top) * scale,
      goroutine: family === 'goroutine' || family === 'select' || family === 'ready-made',
    };
  });
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const wires = Object.values(document.edges).flatMap((edge): DrawnWire[] => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)];
    if (from === undefined || to === undefined) return [];
    const port = portAt(document, edge.from);
    const reference = port !== null && !isChannel(port.type);
    const path = reference ? square(from, to, size) : curve(from, to, size);
    return [{ path, nodes: [from.id, to.id], reference }];
  });
  return { blocks, wires, width, height, size };
}

type Size = DrawnBlocks['size'];

function curve(from: DrawnBlock, to: DrawnBlock, size: Size): string {
  const [x1, y1] = [from.x + size.width, from.y + size.height / 2];
  const [x2, y2] = [to.x, to.y + size.height / 2];
  if (x2 <= x1) return around(x1, y1, x2, y2, Math.max(from.y, to.y) + size.height + 12);
  const bend = Math.max(12, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** A wire that runs back: out to the right, beneath both ends, in from the left. */
const around = (x1: number, y1: number, x2: number, y2: number, below: number): string =>
  `M${x1} ${y1}q9 0 9 9V${below - 9}q0 9 -9 9H${x2}q-9 0 -9 -9V${y2 + 9}q0 -9 9 -9`;

/** From the edge that faces the object, across half way, and to the object's facing edge. */
function square(from: DrawnBlock, to: DrawnBlock, size: Size): string {
  const below = to.y >= from.y;
  const [x1, y1] = [from.x + size.width / 2, below ? from.y + size.height : from.y];
  const [x2, y2] = [to.x + size.width / 2, below ? to.y : to.y + size.height];
  const beside = Math.abs(to.y - from.y) < size.height;
  const middle = beside ? Math.max(from.y, to.y) + size.height + 12 : (y1 + y2) / 2;
  return `M${x1} ${beside ? from.y + size.height : y1}V${middle}H${x2}V${beside ? to.y + size.height : y2}`;
}
