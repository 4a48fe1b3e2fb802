import { shareIn, WHOLE } from '../trace/shares.ts';
import { STATE, TIMED_STATES } from '../trace/states.ts';
import type { Tile } from './hatches.ts';

/** The picture lanes are drawn into: words in the byte order of image data, row after row. */
export interface Pixels {
  readonly words: Uint32Array;
  readonly width: number;
}

/**
 * Where in a lane's rows the states stand, and in which colours: work is tall, waiting taller and hatched, ready half,
 * sleep a thread.
 */
export interface Bands {
  /** Rows of the lane. */
  readonly height: number;
  /** First row and number of rows, by state. */
  readonly top: Int32Array;
  readonly rows: Int32Array;
  /** The colour of every pixel: by state, then row of the lane, then column, which repeats after `size`. */
  readonly colours: Uint32Array;
  readonly size: number;
  readonly hatched: readonly boolean[];
}

const HEIGHT_OF: Readonly<Record<number, number>> = {
  [STATE.running]: 10,
  [STATE.runnable]: 6,
  [STATE.sleep]: 3,
};
const WAITING_HEIGHT = 12;
const LANE_HEIGHT = 18;

/** The bands of lanes that are `height` pixels tall. */
export function bandsOf(height: number, tiles: readonly Tile[]): Bands {
  const top = new Int32Array(TIMED_STATES);
  const rows = new Int32Array(TIMED_STATES);
  const most = Math.max(1, height - (height > 2 ? 1 : 0));
  for (let state = 0; state < TIMED_STATES; state++) {
    const wanted = Math.round(((HEIGHT_OF[state] ?? WAITING_HEIGHT) * height) / LANE_HEIGHT);
    rows[state] = Math.min(most, Math.max(1, wanted));
    top[state] = Math.floor((height - (rows[state] as number)) / 2);
  }
  const size = tiles[0]?.size ?? 1;
  const colours = new Uint32Array(TIMED_STATES * height * size);
  for (const [state, tile] of tiles.entries()) {
    for (let row = 0; row < height; row++) {
      const line = (row % size) * size;
      colours.set(tile.pixels.subarray(line, line + size), (state * height + row) * size);
    }
  }
  return { height, top, rows, colours, size, hatched: tiles.map((tile) => tile.hatched) };
}

/**
 * Draws columns `first` to `last` of a goroutine's lane at row `y`. `phase`: the axis column of picture column 0, so
 * that hatches stay where they are while the picture moves. `columns` holds one column more on either side: how an edge
 * is drawn depends on its neighbours.
 */
export function drawLife(
  pixels: Pixels,
  columns: Uint32Array,
  first: number,
  last: number,
  y: number,
  bands: Bands,
  phase: number,
): void {
  const { size, top, rows } = bands;
  let into = (((phase + first) % size) + size) % size;
  const count = last - first + 1;
  let before = stateIn(columns, 0);
  let i = 1;
  while (i < count) {
    const low = columns[2 * i] as number;
    const high = columns[2 * i + 1] as number;
    let end = i + 1;
    while (end < count && columns[2 * end] === low && columns[2 * end + 1] === high) end++;
    const pure = low === 0 && high === 0 ? -1 : onlyState(low, high);
    const state = pure < 0 && before >= 0 && end === i + 1 ? sharpened(columns, i, low, high, before) : pure;
    const x = first + i - 1;
    if (state >= 0) {
      rect(pixels, x, x + end - i, y, state, top[state] as number, rows[state] as number, bands, into);
    } else if (low !== 0 || high !== 0) {
      for (let at = x, column = into; at < x + end - i; at++) {
        stack(pixels, at, y, low, high, bands, column);
        if (++column === size) column = 0;
      }
    }
    before = pure;
    into = end - i === 1 ? (into + 1 === size ? 0 : into + 1) : (into + end - i) % size;
    i = end;
  }
}

function stateIn(columns: Uint32Array, at: number): number {
  const low = columns[2 * at] as number;
  const high = columns[2 * at + 1] as number;
  return low === 0 && high === 0 ? -1 : onlyState(low, high);
}

/** The state a column is wholly in; -1 when there are several. */
export function onlyState(low: number, high: number): number {
  if (high === 0) return onlyByte(low, 0);
  return low === 0 ? onlyByte(high, 4) : -1;
}

function onlyByte(word: number, first: number): number {
  const byte = (31 - Math.clz32(word)) >> 3;
  return (word & ~(0xff << (byte << 3))) === 0 ? first + byte : -1;
}

/**
 * A column in which nothing happens but that the state on its left gives way to the one on its right is drawn as the
 * one that has more of it: edges are sharp, and only what is really mixed looks mixed.
 */
function sharpened(columns: Uint32Array, at: number, low: number, high: number, before: number): number {
  const after = stateIn(columns, at + 1);
  if (after < 0 || after === before) return -1;
  const left = shareIn(before < 4 ? low : high, before);
  const right = shareIn(after < 4 ? low : high, after);
  if (left + right < totalOf(low, high)) return -1;
  return left > right ? before : after;
}

const EVEN = 0x00ff00ff;

/** The sum of all eight shares. */
function totalOf(low: number, high: number): number {
  const sums = (low & EVEN) + ((low >>> 8) & EVEN) + (high & EVEN) + ((high >>> 8) & EVEN);
  return (sums & 0xffff) + (sums >>> 16);
}

/**
 * A column of several states: each gets its share of the rows, work at the bottom, rounded so that the rows add up.
 */
function stack(
  pixels: Pixels,
  x: number,
  y: number,
  low: number,
  high: number,
  bands: Bands,
  into: number,
): void {
  const { words, width } = pixels;
  const { colours, size, height } = bands;
  const rows = bands.rows[STATE.send] as number;
  // A column the goroutine's life only touches is as high as the part it fills.
  const total = totalOf(low, high);
  const perShare = (rows * (PER_TOTAL[total] as number)) | 0;
  const bottom = (bands.top[STATE.send] as number) + rows;
  let line = bottom;
  let at = (y + line) * width + x;
  let sum = 0;
  let word = low;
  for (let state = 0; state < TIMED_STATES; state++) {
    if (state === 4) word = high;
    if (word === 0) {
      // Nothing more in this half.
      if (state >= 4) return;
      state = 3;
      continue;
    }
    const share = word & 0xff;
    word >>>= 8;
    if (share === 0) continue;
    sum += share;
    const top = bottom - ((sum * perShare + ROUND) >> FRACTION);
    if (line === top) continue;
    let colour = (state * height + line) * size + into;
    while (line > top) {
      line--;
      at -= width;
      colour -= size;
      words[at] = colours[colour] as number;
    }
  }
}

const FRACTION = 16;
const ROUND = 1 << (FRACTION - 1);
/** Shares of a full column add up to 255, give or take this. */
const SLACK = 6;
/** One over a column's total, as a fraction of 2^16; totals below a full column count as 255. */
const PER_TOTAL = Int32Array.from({ length: 8 * WHOLE + 1 }, (_, total) =>
  Math.round((1 << FRACTION) / (total > WHOLE - SLACK ? total : WHOLE)),
);

/** Fills columns `from` to `to`; `into`: where in the hatch the first of them stands. */
function rect(
  pixels: Pixels,
  from: number,
  to: number,
  y: number,
  state: number,
  top: number,
  rows: number,
  bands: Bands,
  into: number,
): void {
  const { words, width } = pixels;
  const { colours, size, height } = bands;
  let row = (y + top) * width;
  let line = (state * height + top) * size;
  if (bands.hatched[state] !== true) {
    const solid = colours[line] as number;
    for (let i = 0; i < rows; i++, row += width) {
      if (to - from > 16) words.fill(solid, row + from, row + to);
      else for (let at = row + from; at < row + to; at++) words[at] = solid;
    }
    return;
  }
  for (let i = 0; i < rows; i++, row += width, line += size) {
    let column = into;
    for (let at = row + from, end = row + to; at < end; at++) {
      words[at] = colours[line + column] as number;
      if (++column === size) column = 0;
    }
  }
}

export interface LevelColours {
  readonly fill: number;
  readonly send: number;
  readonly receive: number;
  readonly other: number;
}

/**
 * Draws a channel's or lock's lane: how full it is rises from below in grey; who waits hangs from above in the colour
 * of the wait, thicker for a longer queue.
 */
export function drawLevels(
  pixels: Pixels,
  levels: Uint32Array,
  queues: Uint32Array | null,
  first: number,
  last: number,
  y: number,
  height: number,
  colours: LevelColours,
): void {
  const { words, width } = pixels;
  const most = Math.max(1, Math.round((height * 7) / LANE_HEIGHT));
  const deepest = Math.max(1, Math.round((height * 6) / LANE_HEIGHT));
  const bottom = y + height - Math.max(1, Math.round(height / 9));
  const sides = [colours.send, colours.receive, colours.other];
  const ceiling = y + Math.round(height / 9);
  for (let x = first; x < last; x++) {
    const level = (levels[x - first] as number) & 0xff;
    if (level > 0) {
      const rows = Math.max(1, Math.round((level * most) / WHOLE));
      for (let i = 0, at = (bottom - rows) * width + x; i < rows; i++, at += width) words[at] = colours.fill;
    }
    const queue = queues === null ? 0 : (queues[x - first] as number);
    if (queue === 0) continue;
    let at = ceiling * width + x;
    let left = deepest;
    for (let side = 0; side < 3 && left > 0; side++) {
      const share = shareIn(queue, side);
      if (share === 0) continue;
      const rows = Math.min(left, Math.max(1, Math.round((share * deepest) / WHOLE)));
      for (let i = 0; i < rows; i++, at += width) words[at] = sides[side] as number;
      left -= rows;
    }
  }
}
