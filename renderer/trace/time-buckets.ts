import { packLevels, packShares, shareIn, WHOLE } from './shares.ts';

/**
 * What a lane looks like from far away: buckets of equal width in time, each with its shares (see `shares.ts`), and
 * above them buckets twice as wide, up to one that holds everything. The narrowest width is a power of two of
 * nanoseconds, chosen so that a bucket holds a few slices: where slices are few, buckets get wider.
 *
 * Slices arrive in order. Only whole buckets can be read; the rest is still in the making.
 */
export class TimeBuckets {
  /** Words a bucket: two for shares of eight states, one for levels. */
  readonly words: 1 | 2;
  readonly origin: number;
  /** Logarithm of the narrowest width. */
  narrowest = 0;
  /** Narrowest first. */
  readonly levels: Uint32Array[] = [];
  /** Whole buckets of each level. */
  readonly counts: number[] = [];
  /** Everything before this position has been added. */
  end: number;
  #slices = 0;
  /** The narrowest width, where the bucket in the making will end, and how far from `origin` buckets may go. */
  #width = 1;
  #bucketEnd: number;
  #reach = FEWEST;
  readonly #sums = new Float64Array(NOTHING + 1);
  /** Spare words for the one who averages. */
  readonly #pair = new Uint32Array(2);

  constructor(words: 1 | 2, origin: number) {
    this.words = words;
    this.origin = origin;
    this.end = origin;
    this.#bucketEnd = origin + 1;
  }

  get bytes(): number {
    let sum = 0;
    for (const level of this.levels) sum += level.byteLength;
    return sum;
  }

  /** Where the last whole bucket ends. */
  get wholeEnd(): number {
    return this.#bucketEnd - this.#width;
  }

  /** From `end` to `to` it was all one state; `NOTHING` leaves that stretch uncovered. */
  addState(to: number, state: number): void {
    if (!(to > this.end)) return;
    this.#slices++;
    if (to - this.origin > this.#reach) this.#makeRoom(to);
    const sums = this.#sums;
    if (to >= this.#bucketEnd) {
      sums[state] = (sums[state] as number) + this.#bucketEnd - this.end;
      this.#close();
      const low = state < 4 ? WHOLE << (state << 3) : 0;
      const high = state >= 4 && state < NOTHING ? WHOLE << ((state - 4) << 3) : 0;
      while (to >= this.#bucketEnd) this.#put(low, high);
      this.end = this.#bucketEnd - this.#width;
    }
    sums[state] = (sums[state] as number) + to - this.end;
    this.end = to;
  }

  /** From `end` to `to` the levels were those in `word`. */
  addLevels(to: number, word: number): void {
    if (!(to > this.end)) return;
    this.#slices++;
    if (to - this.origin > this.#reach) this.#makeRoom(to);
    if (to >= this.#bucketEnd) {
      this.#weigh(word, this.#bucketEnd - this.end);
      this.#close();
      while (to >= this.#bucketEnd) this.#put(word, 0);
      this.end = this.#bucketEnd - this.#width;
    }
    this.#weigh(word, to - this.end);
    this.end = to;
  }

  #weigh(word: number, duration: number): void {
    if (word === 0) return;
    const sums = this.#sums;
    sums[0] = (sums[0] as number) + (word & 0xff) * duration;
    if (word < 0x100 && word > 0) return;
    sums[1] = (sums[1] as number) + ((word >>> 8) & 0xff) * duration;
    sums[2] = (sums[2] as number) + ((word >>> 16) & 0xff) * duration;
    sums[3] = (sums[3] as number) + (word >>> 24) * duration;
  }

  /** Widens the buckets while `to` lies too many of them away. */
  #makeRoom(to: number): void {
    const most = Math.max(FEWEST, this.#slices / PER_BUCKET[this.words]);
    while (to - this.origin > most * this.#width) this.#widen();
    this.#reach = most * this.#width;
  }

  /** The bucket in the making is whole. */
  #close(): void {
    const pair = this.#pair;
    pair[1] = 0;
    if (this.words === 2) packShares(this.#sums, this.#width, pair, 0, 2);
    else packLevels(this.#sums, this.#width, pair, 0);
    this.#sums.fill(0);
    this.#put(pair[0] as number, pair[1] as number);
  }

  #put(low: number, high: number): void {
    this.#append(0, low, high);
    this.#bucketEnd += this.#width;
    let level = 0;
    // Every second bucket completes the one above.
    while (((this.counts[level] as number) & 1) === 0) {
      const { words } = this;
      const from = this.levels[level] as Uint32Array;
      const second = (this.counts[level] as number) - 1;
      const a = second * words - words;
      const b = second * words;
      const flip = (second >>> 1) & 1;
      if (words === 2) {
        const aLow = from[a] as number;
        const bLow = from[b] as number;
        const aHigh = from[a + 1] as number;
        const bHigh = from[b + 1] as number;
        if (aLow === bLow && aHigh === bHigh) this.#append(level + 1, aLow, aHigh);
        else {
          const oddLow = (aLow ^ bLow) & ODD;
          const carryLow = everySecond(oddLow, flip);
          const lowBits = popCount(oddLow);
          const carryHigh = everySecond((aHigh ^ bHigh) & ODD, (flip + lowBits) & 1);
          this.#append(level + 1, average(aLow, bLow) + carryLow, average(aHigh, bHigh) + carryHigh);
        }
      } else {
        const aWord = from[a] as number;
        const bWord = from[b] as number;
        this.#append(level + 1, average(aWord, bWord) + (flip === 1 ? (aWord ^ bWord) & ODD : 0), 0);
      }
      level++;
    }
  }

  #append(level: number, low: number, high: number): void {
    const { words } = this;
    const count = this.counts[level] ?? 0;
    let store = this.levels[level];
    if (store === undefined || (count + 1) * words > store.length) {
      // Doubling would leave half of it empty; the largest levels grow by a quarter.
      const grown = new Uint32Array(Math.max(16, Math.ceil(count * (count > 512 ? 1.25 : 2))) * words);
      if (store !== undefined) grown.set(store);
      store = grown;
      this.levels[level] = grown;
    }
    store[count * words] = low;
    if (words === 2) store[count * words + 1] = high;
    this.counts[level] = count + 1;
  }

  /** Buckets twice as wide: the narrowest level goes. */
  #widen(): void {
    const width = this.#width;
    const count = this.counts[0] ?? 0;
    if ((count & 1) === 1) {
      // The odd one is part of a bucket in the making again.
      const store = this.levels[0] as Uint32Array;
      for (let thing = 0; thing < this.words * 4; thing++) {
        const word = store[(count - 1) * this.words + (thing >> 2)] as number;
        const share = shareIn(word, thing) * (this.words === 2 ? width / WHOLE : width);
        this.#sums[thing] = (this.#sums[thing] as number) + share;
      }
    }
    this.levels.shift();
    this.counts.shift();
    this.narrowest++;
    this.#width = width * 2;
    this.#bucketEnd = this.origin + ((this.counts[0] ?? 0) + 1) * this.#width;
  }
}

/** The state of a stretch that is none of the eight. */
export const NOTHING = 8;

/** Slices a bucket holds on average, by its words: fewer cost memory, more cost time when zoomed in. */
const PER_BUCKET = { 1: 8, 2: 4 } as const;
/** A lane of few slices may still have this many buckets. */
const FEWEST = 64;

const ODD = 0x01010101;
/** Byte by byte, rounded down. */
const average = (a: number, b: number): number => ((a & b) + (((a ^ b) & 0xfefefefe) >>> 1)) >>> 0;

/**
 * Halves of odd sums are rounded up and down in turn, beginning with `flip`, so that the shares of two full buckets
 * average to shares that are full again.
 */
function everySecond(odd: number, flip: number): number {
  let up = 0;
  let turn = flip;
  for (let byte = 0; byte < 4; byte++) {
    const bit = odd & (1 << (byte << 3));
    if (bit === 0) continue;
    if (turn === 1) up |= bit;
    turn ^= 1;
  }
  return up;
}

const popCount = (odd: number): number => (Math.imul(odd, ODD) >>> 24) & 0xff;
