import { chunkOf, positionIn, startOfChunk } from '../trace/records.ts';
import { pureWord, WHOLE } from '../trace/shares.ts';
import { CODES, STATE_OF_CODE, TIMED_STATES } from '../trace/states.ts';
import { weigh, type Track } from '../trace/track.ts';

/*
 * What one row of pixels shows: per column, how its time divides among the states (a life) or what the levels were on
 * average (a level, a queue); one or two words a column, see `shares.ts`. A column in which nothing was is 0.
 *
 * Far away, where a column is wider than a bucket, buckets are read: a few a column, however long the run. Close by,
 * slices and groups of them are. Both give the same columns to within a pixel.
 */

/** Which part of the axis columns stand for: column `x` is `[from + x·scale, from + (x+1)·scale)`. */
export interface ColumnRange {
  readonly from: number;
  /** Nanoseconds a pixel. */
  readonly scale: number;
  readonly count: number;
}

/** Fills `out` from word 0. `now`: where the newest slice ends. */
export function fillColumns(track: Track, range: ColumnRange, now: number, out: Uint32Array): void {
  const { buckets } = track;
  const stride = track.words;
  out.fill(0, 0, range.count * stride);
  if (track.records.count === 0) return;
  let first = 0;
  const whole = buckets !== null && buckets.wholeEnd > Math.max(range.from, buckets.origin);
  if (whole && range.scale >= 2 ** buckets.narrowest) {
    first = Math.min(range.count, Math.floor((buckets.wholeEnd - range.from) / range.scale));
    if (stride === 2) sharesFromBuckets(track, range, first, out);
    else levelsFromBuckets(track, range, first, out);
  }
  if (first < range.count) fromSlices(track, range, first, now, out);
}

/** Which buckets to read, and where the first column begins among them. */
function bucketsFor(
  track: Track,
  range: ColumnRange,
): { level: Uint32Array; count: number; at: number; per: number } {
  const buckets = track.buckets as NonNullable<Track['buckets']>;
  const up = Math.min(buckets.levels.length - 1, Math.floor(Math.log2(range.scale)) - buckets.narrowest);
  const width = 2 ** (buckets.narrowest + up);
  return {
    level: buckets.levels[up] as Uint32Array,
    count: buckets.counts[up] as number,
    at: (range.from - buckets.origin) / width,
    per: range.scale / width,
  };
}

/*
 * Weighted sums of bytes, four to a word: the even and the odd bytes apart, each with room for sixteen bits. Weights
 * are 256ths of a column, so 255 · 256 fits.
 */
const EVEN = 0x00ff00ff;
const HALF = 0x00800080;
const unite = (even: number, odd: number): number =>
  (((even + HALF) >>> 8) & EVEN) | ((odd + HALF) & 0xff00ff00);

function sharesFromBuckets(track: Track, range: ColumnRange, columns: number, out: Uint32Array): void {
  const { level, count, at, per } = bucketsFor(track, range);
  const scale = 256 / per;
  for (let x = Math.max(0, Math.ceil(-at / per - 1)); x < columns; x++) {
    const from = at + x * per;
    const to = from + per;
    let i = Math.floor(from);
    const last = Math.min(count - 1, Math.floor(to));
    if (i < 0) i = 0;
    if (i > last) break;
    const low = level[2 * i] as number;
    const high = level[2 * i + 1] as number;
    let same = true;
    for (let j = i + 1; j <= last; j++) {
      if (level[2 * j] !== low || level[2 * j + 1] !== high) same = false;
    }
    if (same) {
      out[2 * x] = low;
      out[2 * x + 1] = high;
      continue;
    }
    let even = 0;
    let odd = 0;
    let evenHigh = 0;
    let oddHigh = 0;
    let used = 0;
    for (; i <= last; i++) {
      const upTo = (Math.min(to, i + 1) - from) * scale + 0.5;
      const weight = (upTo | 0) - used;
      used += weight;
      const a = level[2 * i] as number;
      const b = level[2 * i + 1] as number;
      even = (even + Math.imul(a & EVEN, weight)) | 0;
      odd = (odd + Math.imul((a >>> 8) & EVEN, weight)) | 0;
      evenHigh = (evenHigh + Math.imul(b & EVEN, weight)) | 0;
      oddHigh = (oddHigh + Math.imul((b >>> 8) & EVEN, weight)) | 0;
    }
    out[2 * x] = unite(even, odd);
    out[2 * x + 1] = unite(evenHigh, oddHigh);
  }
}

function levelsFromBuckets(track: Track, range: ColumnRange, columns: number, out: Uint32Array): void {
  const { level, count, at, per } = bucketsFor(track, range);
  const scale = 256 / per;
  for (let x = Math.max(0, Math.ceil(-at / per - 1)); x < columns; x++) {
    const from = at + x * per;
    const to = from + per;
    let i = Math.max(0, Math.floor(from));
    const last = Math.min(count - 1, Math.floor(to));
    let even = 0;
    let odd = 0;
    let used = 0;
    for (; i <= last; i++) {
      const upTo = (Math.min(to, i + 1) - from) * scale + 0.5;
      const weight = (upTo | 0) - used;
      used += weight;
      const word = level[i] as number;
      even = (even + Math.imul(word & EVEN, weight)) | 0;
      odd = (odd + Math.imul((word >>> 8) & EVEN, weight)) | 0;
    }
    out[x] = unite(even, odd);
  }
}

/** Groups narrower than this many pixels are not looked into. */
const UNSEEN = 0.5;

/** The share words of a slice by its code: all of it in one state, or in none. */
const PURE = Array.from({ length: CODES }, (_, code) => STATE_OF_CODE[code] as number);
const PURE_LOW = Uint32Array.from(PURE, (state) => (state < 4 ? pureWord(state) : 0));
const PURE_HIGH = Uint32Array.from(PURE, (state) =>
  state >= 4 && state < TIMED_STATES ? pureWord(state) : 0,
);

/*
 * A column is 255 wide here, and slices end on whole 255ths of it, so that the shares of a full column add up without
 * any division. The sums below hold share times width, up to 255 · 255, two to a word like those above.
 */
/** Divides by 255 and rounds, two fields at once. */
function by255(fields: number): number {
  const half = (fields + HALF) | 0;
  return ((half + ((half >>> 8) & EVEN)) >>> 8) & EVEN;
}

/** Columns `first` and later, from slices and groups of slices. */
function fromSlices(track: Track, range: ColumnRange, first: number, now: number, out: Uint32Array): void {
  const { records, kind, full } = track;
  const { from, scale, count } = range;
  const life = kind === 'life';
  const stride = track.words;
  const perNano = 1 / scale;
  const { chunks, unit } = records;
  const wordsPerRecord = records.stride;
  const total = records.count;
  const levels = track.tree?.levels ?? NO_LEVELS;
  const counts = track.tree?.counts ?? NO_COUNTS;
  const unseen = UNSEEN * scale;
  let i = Math.max(0, records.at(from + first * scale));
  let chunkIndex = chunkOf(i);
  let chunk = chunks[chunkIndex] as Uint32Array;
  let at = (i - startOfChunk(chunkIndex)) * wordsPerRecord;
  let begin = positionIn(chunk, at) * unit;
  let even = 0;
  let odd = 0;
  let evenHigh = 0;
  let oddHigh = 0;

  // Where the part that is done ends: a column, and how many 255ths of it.
  const start = Math.max(first, (begin - from) * perNano);
  if (start >= count) return;
  let column = Math.floor(start);
  let into = ((start - column) * WHOLE + 0.5) | 0;
  while (i < total && column < count) {
    const head = chunk[at + 1] as number;
    let next = i + 1;
    at += wordsPerRecord;
    if (at === chunk.length && next < total) {
      chunk = chunks[++chunkIndex] as Uint32Array;
      at = 0;
    }
    let end = next < total ? positionIn(chunk, at) * unit : now;
    let low: number;
    let high = 0;
    let level = 0;
    if (end - begin < unseen && (i & 7) === 0) {
      // The largest group that begins here and cannot be told from one slice.
      for (let size = 8; level < levels.length && (i & (size - 1)) === 0 && i + size < total; size *= 8) {
        if (i / size >= (counts[level] as number)) break;
        const groupEnd = records.position(i + size);
        if (groupEnd - begin > unseen) break;
        level++;
        next = i + size;
        end = groupEnd;
      }
    }
    if (level > 0) {
      chunkIndex = chunkOf(next);
      chunk = chunks[chunkIndex] as Uint32Array;
      at = (next - startOfChunk(chunkIndex)) * wordsPerRecord;
      const store = levels[level - 1] as Uint32Array;
      const group = (i >>> (3 * level)) * stride;
      low = store[group] as number;
      if (stride === 2) high = store[group + 1] as number;
    } else if (life) {
      const code = head >>> 27;
      low = PURE_LOW[code] as number;
      high = PURE_HIGH[code] as number;
    } else low = weigh(kind, full, head);
    i = next;
    begin = end;

    const x = (end - from) * perNano;
    let toColumn = x | 0;
    let toInto = ((x - toColumn) * WHOLE + 0.5) | 0;
    if (x >= count) {
      toColumn = count;
      toInto = 0;
    }
    if (toColumn === column) {
      const width = toInto - into;
      if (width > 0) {
        even = (even + Math.imul(low & EVEN, width)) | 0;
        odd = (odd + Math.imul((low >>> 8) & EVEN, width)) | 0;
        if (high !== 0) {
          evenHigh = (evenHigh + Math.imul(high & EVEN, width)) | 0;
          oddHigh = (oddHigh + Math.imul((high >>> 8) & EVEN, width)) | 0;
        }
        into = toInto;
      }
      continue;
    }
    if (toColumn < column) continue;
    const rest = WHOLE - into;
    even = (even + Math.imul(low & EVEN, rest)) | 0;
    odd = (odd + Math.imul((low >>> 8) & EVEN, rest)) | 0;
    if (high !== 0) {
      evenHigh = (evenHigh + Math.imul(high & EVEN, rest)) | 0;
      oddHigh = (oddHigh + Math.imul((high >>> 8) & EVEN, rest)) | 0;
    }
    out[column * stride] = by255(even) | (by255(odd) << 8);
    if (stride === 2) out[column * 2 + 1] = by255(evenHigh) | (by255(oddHigh) << 8);
    column++;
    if (column < toColumn) {
      fill(out, column, toColumn, stride, low, high);
      column = toColumn;
    }
    into = toInto;
    even = Math.imul(low & EVEN, into);
    odd = Math.imul((low >>> 8) & EVEN, into);
    evenHigh = Math.imul(high & EVEN, into);
    oddHigh = Math.imul((high >>> 8) & EVEN, into);
  }
  if (into > 0 && column < count) {
    out[column * stride] = by255(even) | (by255(odd) << 8);
    if (stride === 2) out[column * 2 + 1] = by255(evenHigh) | (by255(oddHigh) << 8);
  }
}

const NO_LEVELS: readonly Uint32Array[] = [];
const NO_COUNTS: readonly number[] = [];

function fill(out: Uint32Array, from: number, to: number, stride: 1 | 2, low: number, high: number): void {
  if (low === 0 && high === 0) return;
  if (stride === 1) {
    out.fill(low, from, to);
    return;
  }
  for (let at = from * 2, end = to * 2; at < end; at += 2) {
    out[at] = low;
    out[at + 1] = high;
  }
}
