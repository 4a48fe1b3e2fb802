import type { GraphDocument } from '../../shared/graph/document.ts';
import { find, type Box } from '../../shared/graph/edits.ts';
import type { Colours } from './colours.ts';
import { boxOfNode } from './view.ts';
import type { CycleStep } from './wait-cycle.ts';

/** The rings of waits, drawn from block to block: dashed to what is waited for, solid to who holds it. */
export function paintCycles(
  ink: CanvasRenderingContext2D,
  rings: readonly (readonly CycleStep[])[],
  document: GraphDocument,
  colours: Colours,
): void {
  for (const ring of rings) {
    const boxes = new Map(
      ring
        .flatMap(({ waiter, lock, holder }) => [waiter, lock, holder])
        .flatMap((id) => {
          const node = find(document.nodes, id as never);
          return node === null ? [] : [[id, boxOfNode(node)] as const];
        }),
    );
    const middles = [...boxes.values()].map(middleOf);
    const middle = {
      x: middles.reduce((sum, { x }) => sum + x, 0) / Math.max(1, middles.length),
      y: middles.reduce((sum, { y }) => sum + y, 0) / Math.max(1, middles.length),
    };
    const draw = (from: string, to: string, colour: string, dash: readonly number[]): void => {
      const [a, b] = [boxes.get(from), boxes.get(to)];
      if (a === undefined || b === undefined || from === to) return;
      ink.strokeStyle = ink.fillStyle = colour;
      arrow(ink, a, b, middle, dash);
    };
    for (const { waiter, lock, holder, state } of ring) {
      draw(waiter, lock, colours.states[state] ?? colours.wire, [6, 4]);
      draw(lock, holder, colours.ink2, []);
    }
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

const middleOf = ({ x, y, width, height }: Box): Spot => ({ x: x + width / 2, y: y + height / 2 });

/** How far an arrow keeps from the blocks at its ends. */
const CLEAR = 7;
const HEAD = 9;

/** From one block's edge to another's, bent a little away from the middle of the ring. */
function arrow(
  ink: CanvasRenderingContext2D,
  from: Box,
  to: Box,
  middle: Spot,
  dash: readonly number[],
): void {
  const [a, b] = [middleOf(from), middleOf(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const outwards = Math.sign((a.x + dx / 2 - middle.x) * dy - (a.y + dy / 2 - middle.y) * dx) || 1;
  const bend = 0.09 * outwards;
  const over = { x: a.x + dx / 2 + dy * bend, y: a.y + dy / 2 - dx * bend };
  const start = edgeOf(from, over);
  const end = edgeOf(to, over);
  const turn = Math.atan2(end.y - over.y, end.x - over.x);
  const neck = { x: end.x - HEAD * 0.8 * Math.cos(turn), y: end.y - HEAD * 0.8 * Math.sin(turn) };
  ink.lineWidth = 2.2;
  ink.setLineDash([...dash]);
  ink.beginPath();
  ink.moveTo(start.x, start.y);
  ink.quadraticCurveTo(over.x, over.y, neck.x, neck.y);
  ink.stroke();
  ink.setLineDash([]);
  ink.beginPath();
  ink.moveTo(end.x, end.y);
  for (const side of [2.7, -2.7]) {
    ink.lineTo(end.x + HEAD * Math.cos(turn + side), end.y + HEAD * Math.sin(turn + side));
  }
  ink.closePath();
  ink.fill();
}

/** Where the way from a box's middle to a spot leaves the box and the room around it. */
export function edgeOf(box: Box, to: Spot): Spot {
  const { x, y } = middleOf(box);
  const [dx, dy] = [to.x - x, to.y - y];
  const part = Math.min(
    (box.width / 2 + CLEAR) / Math.max(1e-6, Math.abs(dx)),
    (box.height / 2 + CLEAR) / Math.max(1e-6, Math.abs(dy)),
    1,
  );
  return { x: x + dx * part, y: y + dy * part };
}
