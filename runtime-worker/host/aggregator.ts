import type { TraceDrain } from '../../shared/trace/drain.ts';

/** Batches in flight before the reader has to say that it took some. */
export const WINDOW = 8;
export const BATCHES_PER_SECOND = 60;
/** Records of one batch: 8 MiB. Sixty of them a second are 31 million records. */
const MOST_RECORDS = 1 << 19;

/**
 * Takes the traces of all workers to their one reader: at most 60 batches a second and eight ahead of it. A reader
 * that falls behind slows a lossless run down. A flight recorder sends nothing while it records: what it still has
 * goes when the run rests or ends.
 */
export class Aggregator {
  #credit = WINDOW;
  #turn = 0;
  readonly #drains: readonly TraceDrain[];
  readonly #send: (batch: ArrayBuffer) => void;
  readonly #lossless: boolean;

  constructor(drains: readonly TraceDrain[], lossless: boolean, send: (batch: ArrayBuffer) => void) {
    this.#drains = drains;
    this.#lossless = lossless;
    this.#send = send;
  }

  /** The reader took this many batches. */
  credit(batches: number): void {
    this.#credit = Math.min(this.#credit + batches, WINDOW);
  }

  /** To be called 60 times a second: sends one batch, if there is one and the reader keeps up. */
  tick(): void {
    if (!this.#lossless) {
      for (const drain of this.#drains) drain.heed();
      return;
    }
    for (let tries = 0; this.#credit > 0 && tries < this.#drains.length; tries++) {
      const drain = this.#drains[this.#turn];
      this.#turn = (this.#turn + 1) % this.#drains.length;
      const batch = drain?.take(MOST_RECORDS) ?? null;
      if (batch === null) continue;
      this.#credit--;
      this.#send(batch);
      return;
    }
  }

  /** The run rests. */
  rest(): void {
    if (this.#lossless) this.tick();
    else this.finish();
  }

  /** The run is about to be over: whoever waits for room in a ring can go on. */
  makeRoom(): void {
    if (this.#lossless) this.finish();
  }

  /** This worker was ended in the middle of something: what it had not published is lost. */
  cut(worker: number): void {
    const drain = this.#drains[worker];
    if (drain === undefined) return;
    for (let batch = drain.take(MOST_RECORDS); batch !== null; batch = drain.take(MOST_RECORDS))
      this.#send(batch);
    this.#send(drain.cut());
  }

  /** The run is over: sends what is left, which is bounded by the rings, without waiting for the reader. */
  finish(): void {
    for (const drain of this.#drains) {
      for (let batch = drain.take(MOST_RECORDS); batch !== null; batch = drain.take(MOST_RECORDS))
        this.#send(batch);
    }
  }

  get counts(): { readonly events: number; readonly dropped: number } {
    return {
      events: this.#drains.reduce((sum, drain) => sum + drain.taken, 0),
      dropped: this.#drains.reduce((sum, drain) => sum + drain.dropped, 0),
    };
  }
}
