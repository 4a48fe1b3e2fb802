import { STATES, TIMED_STATES, type StateName } from '../trace/states.ts';
import type { Theme } from './theme.ts';

/** Pixels after which every hatch repeats, before the display's scale. */
const PERIOD = 12;

/** A state's colour and hatch as pixels, `size` by `size`, in the byte order of image data. */
export interface Tile {
  readonly size: number;
  readonly pixels: Uint32Array;
  /** The colour alone. */
  readonly solid: number;
  readonly hatched: boolean;
}

/** One tile per timed state, on the well's surface. */
export function makeTiles(theme: Theme, ratio: number): readonly Tile[] {
  const size = Math.round(PERIOD * ratio);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas');
  return STATES.slice(0, TIMED_STATES).map((state) => {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = theme.states[state];
    context.fillRect(0, 0, PERIOD, PERIOD);
    const solid = wordAt(context, 0);
    context.strokeStyle = context.fillStyle = theme.well;
    HATCHES[state](context);
    const pixels = new Uint32Array(context.getImageData(0, 0, size, size).data.slice().buffer);
    return { size, pixels, solid, hatched: pixels.some((pixel) => pixel !== solid) };
  });
}

/** A colour as one word of image data. */
export function colourWord(colour: string, over: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas');
  context.fillStyle = over;
  context.fillRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return wordAt(context, 0);
}

const wordAt = (context: OffscreenCanvasRenderingContext2D, x: number): number =>
  new Uint32Array(context.getImageData(x, 0, 1, 1).data.slice().buffer)[0] as number;

type Draw = (context: OffscreenCanvasRenderingContext2D) => void;

/** The second sign of a state, beside its colour: for eyes that see fewer hues, and for grey paper. */
const HATCHES: Readonly<Record<StateName, Draw>> = {
  running: () => undefined,
  // Ready and asleep are told by their height.
  runnable: () => undefined,
  sleep: () => undefined,
  send: (context) => diagonals(context, 1, 1.7),
  recv: (context) => diagonals(context, -1, 1.7),
  select: (context) => {
    diagonals(context, 1, 1.1);
    diagonals(context, -1, 1.1);
  },
  mutex: (context) => {
    for (let x = 0; x < PERIOD; x += 4) context.fillRect(x + 1, 0, 1.4, PERIOD);
  },
  wait: (context) => {
    for (let x = 2; x < PERIOD; x += 4) {
      for (let y = 2; y < PERIOD; y += 4) context.fillRect(x - 1, y - 1, 2, 2);
    }
  },
  panic: () => undefined,
  done: () => undefined,
  new: () => undefined,
};

function diagonals(context: OffscreenCanvasRenderingContext2D, slope: 1 | -1, width: number): void {
  context.lineWidth = width;
  context.beginPath();
  for (let x = -PERIOD; x <= 2 * PERIOD; x += PERIOD / 2) {
    context.moveTo(x, slope === 1 ? PERIOD + 2 : -2);
    context.lineTo(x + PERIOD + 4, slope === 1 ? -2 : PERIOD + 2);
  }
  context.stroke();
}
