import { nanos, type Nanos } from '../../shared/base/time.ts';

/**
 * How wide one record is drawn where the clock stands still while a program works, in nanoseconds: beside waits of
 * milliseconds, which programs for people have, work is seen as well.
 */
export const STEP_WIDTH = 100_000;

/**
 * Where on the timeline a record stands. A position is a number of nanoseconds:
 *  - on a real clock it is the clock's reading since the first one;
 *  - on a virtual clock, which moves only when nobody can run, it is the clock's reading plus `STEP_WIDTH` for every
 *    record so far. Work that takes no time is still drawn in its order, and the wait between has its true width.
 *
 * ```
 *   clock      0 0 0 0 ─────────── 10 ms 10 ms
 *   records    1 2 3 4             5     6
 *   position   .1 .2 .3 .4 ms ──── 10.5   10.6 ms
 * ```
 *
 * Positions never go back. Both readings can be had from a position.
 */
export class Axis {
  readonly kind: 'real' | 'virtual';
  /** The newest position. */
  end = 0;
  #clock = 0;
  #steps = 0;
  /** Where the clock began: only a real one begins elsewhere than 0. */
  #origin: number | null = null;
  /** Virtual: where the clock began to move, from which reading, how far. Real: where, and after how many records. */
  readonly #at: number[] = [];
  readonly #before: number[] = [];
  readonly #by: number[] = [];

  constructor(kind: 'real' | 'virtual') {
    this.kind = kind;
  }

  /** Records on the axis so far, clock readings left out. */
  get steps(): number {
    return this.#steps;
  }

  /** A virtual clock moved; a reading that goes back is refused. */
  moveClock(reading: number): boolean {
    const by = reading - this.#clock;
    if (!(by >= 0) || !Number.isSafeInteger(reading)) return false;
    if (by === 0) return true;
    this.#at.push(this.end);
    this.#before.push(this.#clock);
    this.#by.push(by);
    this.#clock = reading;
    this.end += by;
    return true;
  }

  /** The position of the next record of a virtual clock. */
  step(): number {
    this.#steps++;
    this.end += STEP_WIDTH;
    return this.end;
  }

  /** The position of a real reading, or NaN for one that makes no sense. Readings before the first one are the first. */
  positionOfReading(reading: number): number {
    if (!Number.isSafeInteger(reading) || reading < 0) return Number.NaN;
    this.#origin ??= reading;
    return Math.max(0, reading - this.#origin);
  }

  /** Real clock: `count` more records stand before `position`. Called in order, not for every record. */
  advance(position: number, count: number): void {
    this.#steps += count;
    if (position > this.end) this.end = position;
    const last = this.#at.length - 1;
    if (last >= 0 && this.#steps - (this.#before[last] as number) < SAMPLE_EVERY) return;
    this.#at.push(this.end);
    this.#before.push(this.#steps);
  }

  /** The run's clock at a position. */
  clockAt(position: number): Nanos {
    if (this.kind === 'real') return nanos(position + (this.#origin ?? 0));
    const i = lastAtOrBefore(this.#at, position);
    if (i < 0) return nanos(0);
    const into = Math.min(this.#by[i] as number, position - (this.#at[i] as number));
    return nanos((this.#before[i] as number) + into);
  }

  /** Records before a position; on a real clock to within a sample. */
  stepAt(position: number): number {
    if (position >= this.end) return this.#steps;
    if (this.kind === 'virtual')
      return Math.max(0, Math.floor((position - this.clockAt(position)) / STEP_WIDTH));
    const i = lastAtOrBefore(this.#at, position);
    return i < 0 ? 0 : (this.#before[i] as number);
  }

  /** Virtual: the position of the record with this number, counted from 1; beyond the newest it is guessed. */
  positionOfStep(step: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const steps = Math.round(
        ((this.#at[middle] as number) - (this.#before[middle] as number)) / STEP_WIDTH,
      );
      if (steps < step) low = middle + 1;
      else high = middle;
    }
    const clock = low === 0 ? 0 : (this.#before[low - 1] as number) + (this.#by[low - 1] as number);
    return clock + step * STEP_WIDTH;
  }

  /** The first position at which the clock reads this. */
  positionOf(clock: number): number {
    if (this.kind === 'real') return Math.max(0, clock - (this.#origin ?? 0));
    const i = lastAtOrBefore(this.#before, clock);
    if (i < 0) return 0;
    const into = Math.min(this.#by[i] as number, clock - (this.#before[i] as number));
    return (this.#at[i] as number) + into;
  }

  /** True where the clock stands still just after a position: steps, not time, tell positions apart there. */
  standsStillAt(position: number): boolean {
    if (this.kind === 'real') return false;
    const i = lastAtOrBefore(this.#at, position);
    return i < 0 || position - (this.#at[i] as number) >= (this.#by[i] as number);
  }
}

/** A real axis remembers where it stood once per this many records. */
const SAMPLE_EVERY = 256;

/** Index of the last entry at or before `value` in ascending numbers; -1 when there is none. */
export function lastAtOrBefore(
  ascending: ArrayLike<number>,
  value: number,
  length = ascending.length,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
