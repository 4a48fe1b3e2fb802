import { lock, unlock } from './lock.ts';
import type { Layout, SharedMemory } from './memory.ts';

/**
 * When nobody can run anywhere. A worker says that it idles, and whether a timer of its own will wake it; the last
 * one to say so, with every inbox empty and no timer anywhere, has found the end of the run (DL-1, DL-8).
 *
 * It is exact. Work for an idle worker comes from its own timer, from the outside, or from a worker that is not
 * idle; the latter posts before it idles itself. So when all idle and all inboxes are empty, nothing is on its way.
 */

const LOCK = 0;
const IDLE = 1;
const TIMERS = 2;
const VERDICT = 3;
/** From here, one word a worker: not idle, idle for good, or until a timer. */
const STATES = 4;

const RUNNING = 0;
const IDLING = 1;
const SLEEPING = 2;

export const reserveQuiescence = (layout: Layout, workers: number): number =>
  layout.reserve(STATES + workers);

export class Quiescence {
  readonly #words: Int32Array;
  readonly #at: number;
  readonly #workers: number;
  /** Heads of all inboxes. */
  readonly #inboxes: readonly number[];

  constructor(memory: SharedMemory, at: number, inboxes: readonly number[]) {
    this.#words = memory.words;
    this.#at = at;
    this.#inboxes = inboxes;
    this.#workers = inboxes.length;
  }

  /**
   * A worker has nothing to run. True when with it nothing in the run ever will: told to exactly one worker, once.
   */
  idle(worker: number, hasTimer: boolean): boolean {
    const words = this.#words;
    const at = this.#at;
    lock(words, at + LOCK);
    words[at + STATES + worker] = hasTimer ? SLEEPING : IDLING;
    words[at + IDLE] = words[at + IDLE]! + 1;
    if (hasTimer) words[at + TIMERS] = words[at + TIMERS]! + 1;
    const over =
      words[at + IDLE] === this.#workers &&
      words[at + TIMERS] === 0 &&
      words[at + VERDICT] === 0 &&
      this.#inboxes.every((inbox) => Atomics.load(words, inbox) === 0);
    if (over) words[at + VERDICT] = 1;
    unlock(words, at + LOCK);
    return over;
  }

  /** The worker runs again. */
  busy(worker: number): void {
    const words = this.#words;
    const at = this.#at;
    lock(words, at + LOCK);
    const state = words[at + STATES + worker]!;
    if (state !== RUNNING) {
      words[at + IDLE] = words[at + IDLE]! - 1;
      if (state === SLEEPING) words[at + TIMERS] = words[at + TIMERS]! - 1;
      words[at + STATES + worker] = RUNNING;
    }
    unlock(words, at + LOCK);
  }

  /** True once the end was found. */
  get over(): boolean {
    return Atomics.load(this.#words, this.#at + VERDICT) === 1;
  }
}
