import type { TraceDrain } from '../../shared/trace/drain.ts';

/** Batches in flight before the reader has to say that it took some. */
export const WINDOW = 8;
export const BATCHES_PER_SECOND = 60;
/** Records of one batch: 4 MiB. */
const MOST_RECORDS = 1 << 18;

/**
 * Takes the traces of all workers to their one reader: at most 60 batches a second and eight ahead of it. A reader
 * that falls behind slows a lossless run down and costs a flight recorder its oldest records.
 */
export class Aggregator {
  #credit = WINDOW;
  #turn = 0;
  readonly #drains: readonly TraceDrain[];
  readonly #send: (batch: ArrayBuffer) => void;

  constructor(drains: readonly TraceDrain[], send: (batch: ArrayBuffer) => void) {
    this.#drains = drains;
    this.#send = send;
  }

  /** The reader took this many batches. */
  credit(batches: number): void {
    this.#credit = Math.min(this.#credit + batches, WINDOW);
  }

  /** To be called 60 times a second: sends one batch, if there is one and the reader keeps up. */
  tick(): void {
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
