import type { Side } from './places.ts';

/** How a wire runs from port to port beside the code: data on curves, references on square routes. */

interface End {
  readonly x: number;
  readonly y: number;
  readonly side: Side;
}

/** Wires begin this far outside the middle of a port's mark. */
const OUT = 5;

/** @param beneath the lower edge of the lower of the two blocks: what runs back goes below it */
export function wirePath(from: End, to: End, beneath: number): string {
  if (from.side === 'top') return wirePath(to, from, beneath);
  if (from.side === 'bottom') return square(from.x, from.y + OUT, to.x, to.y - OUT);
  const [start, end] = from.side === 'right' ? [from, to] : [to, from];
  return curve(start.x + OUT, start.y, end.x - OUT, end.y, beneath + 14);
}

function curve(x1: number, y1: number, x2: number, y2: number, beneath: number): string {
  if (x2 < x1 - 8) {
    // Back: out to the right, beneath both ends, in from the left.
    return `M${x1} ${y1}q9 0 9 9V${beneath - 9}q0 9 -9 9H${x2}q-9 0 -9 -9V${y2 + 9}q0 -9 9 -9`;
  }
  if (Math.abs(y1 - y2) < 1) return `M${x1} ${y1}H${x2}`;
  const bend = Math.max(10, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Down, across half way, and down again. */
function square(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (y1 + y2) / 2;
  return Math.abs(x1 - x2) < 1 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}V${middle}H${x2}V${y2}`;
}
