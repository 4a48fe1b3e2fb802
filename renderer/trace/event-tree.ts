import { packLevels, packShares, shareIn, WHOLE } from './shares.ts';
import { NOTHING } from './time-buckets.ts';

/**
 * What a lane looks like close by: slices in groups of eight, groups of groups, and so on, each with its shares. A
 * group's position is that of its first slice, so a tree costs little more than a byte a slice; and a burst of a
 * million slices in a bucket's width is skipped in a few steps.
 */
export class EventTree {
  readonly words: 1 | 2;
  /** Groups of 8, of 64, of 512 … slices. */
  readonly levels: Uint32Array[] = [];
  readonly counts: number[] = [];
  readonly #sums = new Float64Array(NOTHING + 1);
  #filled = 0;
  #duration = 0;
  /** Durations of the groups that the next larger group is waiting for. */
  readonly #durations: Float64Array[] = [];
  readonly #spare: Float64Array[] = [];

  constructor(words: 1 | 2) {
    this.words = words;
  }

  get bytes(): number {
    let sum = 0;
    for (const level of this.levels) sum += level.byteLength;
    return sum;
  }

  /** One more slice; `NOTHING` is a state too. */
  addState(duration: number, state: number): void {
    this.#sums[state] = (this.#sums[state] as number) + duration;
    this.#added(duration);
  }

  addLevels(duration: number, word: number): void {
    if (word !== 0) {
      const sums = this.#sums;
      sums[0] = (sums[0] as number) + (word & 0xff) * duration;
      sums[1] = (sums[1] as number) + ((word >>> 8) & 0xff) * duration;
      sums[2] = (sums[2] as number) + ((word >>> 16) & 0xff) * duration;
      sums[3] = (sums[3] as number) + (word >>> 24) * duration;
    }
    this.#added(duration);
  }

  #added(duration: number): void {
    this.#duration += duration;
    this.#filled++;
    if (this.#filled < GROUP) return;
    this.#close(0, this.#sums, this.#duration);
    this.#filled = 0;
    this.#duration = 0;
    this.#sums.fill(0);
  }

  #close(level: number, sums: Float64Array, duration: number): void {
    const { words } = this;
    const count = this.counts[level] ?? 0;
    let store = this.levels[level];
    if (store === undefined || (count + 1) * words > store.length) {
      const grown = new Uint32Array(Math.max(8, Math.ceil(count * (count > 512 ? 1.25 : 2))) * words);
      if (store !== undefined) grown.set(store);
      store = grown;
      this.levels[level] = grown;
    }
    if (words === 2) packShares(sums, duration, store, count * 2, 2);
    else packLevels(sums, duration, store, count);
    this.counts[level] = count + 1;
    const durations = (this.#durations[level] ??= new Float64Array(GROUP));
    durations[count & (GROUP - 1)] = duration;
    if (((count + 1) & (GROUP - 1)) !== 0) return;
    this.#closeAbove(level, store, count + 1 - GROUP, durations);
  }

  #closeAbove(level: number, store: Uint32Array, first: number, durations: Float64Array): void {
    const sums = (this.#spare[level] ??= new Float64Array(8)).fill(0);
    let whole = 0;
    for (let member = 0; member < GROUP; member++) {
      const duration = durations[member] as number;
      whole += duration;
      for (let thing = 0; thing < this.words * 4; thing++) {
        const share = shareIn(store[(first + member) * this.words + (thing >> 2)] as number, thing);
        sums[thing] = (sums[thing] as number) + share * duration;
      }
    }
    if (this.words === 2)
      for (let thing = 0; thing < 8; thing++) sums[thing] = (sums[thing] as number) / WHOLE;
    this.#close(level + 1, sums, whole);
  }
}

export const GROUP = 8;
