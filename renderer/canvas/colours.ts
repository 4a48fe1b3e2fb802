import { STATES } from '../trace/states.ts';

/** The tokens of `ui/tokens.css` that canvases paint with, read from the page so that themes count. */
export interface Colours {
  readonly states: readonly string[];
  readonly wire: string;
  readonly wireQuiet: string;
  readonly wireClosed: string;
  readonly token: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly inkInverse: string;
  readonly surface: string;
  readonly block: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly select: string;
  readonly selectFill: string;
  readonly sendWord: string;
  readonly mono: string;
  readonly ui: string;
  /** Widths of wires by decade of their rate: nothing, below 10/s, below 1,000/s, above. */
  readonly widths: readonly [number, number, number, number];
}

export function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const pixels = (name: string): number => parseFloat(token(name)) || 1;
  return {
    states: STATES.map((state) => token(`--st-${state}`)),
    wire: token('--wire'),
    wireQuiet: token('--wire-quiet'),
    wireClosed: token('--wire-closed'),
    token: token('--token'),
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    inkInverse: token('--ink-inverse'),
    surface: token('--surface-canvas'),
    block: token('--surface-block'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    select: token('--select-line'),
    selectFill: token('--select-fill'),
    sendWord: token('--tx-send'),
    mono: token('--font-mono'),
    ui: token('--font-ui'),
    widths: [pixels('--wire-idle'), pixels('--wire-1'), pixels('--wire-2'), pixels('--wire-3')],
  };
}

/** Fills with the hatch of each state, as tall as a row of marks: colour never speaks alone. */
export function hatchesOf({ states, block }: Colours): readonly (CanvasPattern | string)[] {
  return states.map((colour, i) => {
    const draw = HATCHES[STATES[i]!];
    if (draw === undefined) return colour;
    const tile = new OffscreenCanvas(12, 12);
    const to = tile.getContext('2d');
    if (to === null) return colour;
    to.fillStyle = colour;
    to.fillRect(0, 0, 12, 12);
    to.strokeStyle = block;
    to.fillStyle = block;
    draw(to);
    return to.createPattern(tile, 'repeat') ?? colour;
  });
}

type Draw = (to: OffscreenCanvasRenderingContext2D) => void;

const lines =
  (width: number, ...segments: readonly (readonly [number, number, number, number])[]): Draw =>
  (to) => {
    to.lineWidth = width;
    to.beginPath();
    for (const [x1, y1, x2, y2] of segments) {
      to.moveTo(x1, y1);
      to.lineTo(x2, y2);
    }
    to.stroke();
  };

const RISING = [
  [-3, 9, 9, -3],
  [-3, 15, 15, -3],
  [3, 15, 15, 3],
] as const;
const FALLING = RISING.map(([x1, y1, x2, y2]) => [x1, 12 - y1, x2, 12 - y2] as const);

const HATCHES: Readonly<Partial<Record<(typeof STATES)[number], Draw>>> = {
  runnable: lines(1.5, [0, 3, 12, 3], [0, 9, 12, 9]),
  send: lines(1.4, ...RISING),
  recv: lines(1.4, ...FALLING),
  select: lines(1, ...RISING, ...FALLING),
  mutex: lines(1.4, [2, 0, 2, 12], [6, 0, 6, 12], [10, 0, 10, 12]),
  wait: (to) => {
    for (let x = 2; x < 12; x += 4) for (let y = 2; y < 12; y += 4) to.fillRect(x - 0.9, y - 0.9, 1.8, 1.8);
  },
  sleep: lines(2, [0, 3, 12, 3], [0, 8, 12, 8]),
  panic: (to) => {
    for (let x = 0; x < 12; x += 6) {
      to.fillRect(x, 0, 3, 3);
      to.fillRect(x + 3, 3, 3, 3);
      to.fillRect(x, 6, 3, 3);
      to.fillRect(x + 3, 9, 3, 3);
    }
  },
};
