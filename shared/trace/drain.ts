import { encodeBatch } from './batch-bytes.ts';
import { KIND } from './events.ts';
import {
  PUBLISHED,
  PUBLISH_EVERY,
  TAKEN,
  TEXT_HEADER_UNITS,
  TEXT_PUBLISHED,
  TEXT_TAKEN,
  type TraceMemory,
} from './memory.ts';

export interface DrainOptions {
  readonly worker: number;
  readonly lossless: boolean;
}

/**
 * The reading end of trace memory: takes what the writer published, as batches. In flight-recorder mode the writer
 * may have gone round; the first record of such a batch is then `dropped`, and says how many are missing.
 */
export class TraceDrain {
  /** Records taken, and records that were overwritten before they could be. */
  taken = 0;
  dropped = 0;
  readonly #memory: TraceMemory;
  readonly #options: DrainOptions;
  readonly #capacity: number;
  #next = 0;
  #textNext = 0;
  /** Sequence number of the next record that goes out. */
  #sequence = 0;

  constructor(memory: TraceMemory, options: DrainOptions) {
    this.#memory = memory;
    this.#options = options;
    this.#capacity = memory.records.length / 4;
  }

  /** Records waiting to be taken, at most the ring's capacity. */
  get waiting(): number {
    const published = Atomics.load(this.#memory.control, PUBLISHED);
    return Math.min((published - this.#next) | 0, this.#capacity);
  }

  /** A batch of at most `most` records with the texts they name, or null when there is nothing new. */
  take(most: number): ArrayBuffer | null {
    const { control } = this.#memory;
    const published = Atomics.load(control, PUBLISHED);
    const { records, missed } = this.#records(published, most);
    const strings = this.#texts();
    if (records.length === 0 && strings.length === 0) return null;
    const batch = encodeBatch({ worker: this.#options.worker, first: this.#sequence, records, strings });
    this.#sequence += records.length / 4;
    this.taken += records.length / 4 - (missed > 0 ? 1 : 0);
    this.dropped += missed;
    return batch;
  }

  #records(published: number, most: number): { records: Uint32Array; missed: number } {
    const { control } = this.#memory;
    let missed = this.#options.lossless ? 0 : this.#skipOverwritten(published);
    const count = Math.min((published - this.#next) | 0, most);
    const copy = this.#copy(count);
    if (this.#options.lossless) {
      this.#next = (this.#next + count) | 0;
      Atomics.store(control, TAKEN, this.#next);
      Atomics.notify(control, TAKEN);
      return { records: copy, missed };
    }
    // What the writer filled while we copied is not to be trusted.
    const before = this.#next;
    const late = Math.min(this.#skipOverwritten(Atomics.load(control, PUBLISHED)), count);
    missed += late;
    this.#next = (before + count) | 0;
    const kept = copy.subarray(late * 4);
    if (missed === 0) return { records: kept, missed };
    const records = new Uint32Array(kept.length + 4);
    records[0] = KIND.dropped << 24;
    records[1] = missed;
    records.set(kept, 4);
    return { records, missed };
  }

  /** Moves past records that may have been overwritten; says how many. */
  #skipOverwritten(published: number): number {
    // The writer may be two publications ahead of what it last told, as other threads see it.
    const oldest = (published + 2 * PUBLISH_EVERY - this.#capacity) | 0;
    const behind = (oldest - this.#next) | 0;
    if (behind <= 0) return 0;
    this.#next = oldest;
    return behind;
  }

  #copy(count: number): Uint32Array {
    const { records } = this.#memory;
    const from = (this.#next & (this.#capacity - 1)) * 4;
    const copy = new Uint32Array(count * 4);
    const straight = Math.min(copy.length, records.length - from);
    copy.set(records.subarray(from, from + straight));
    copy.set(records.subarray(0, copy.length - straight), straight);
    return copy;
  }

  #texts(): [number, string][] {
    const { control, texts } = this.#memory;
    const mask = texts.length - 1;
    const published = Atomics.load(control, TEXT_PUBLISHED);
    const found: [number, string][] = [];
    let at = this.#textNext;
    while (at !== published) {
      const unit = (offset: number): number => texts[(at + offset) & mask] ?? 0;
      const index = (unit(0) | (unit(1) << 16)) >>> 0;
      const length = unit(2);
      const units: number[] = [];
      for (let i = 0; i < length; i++) units.push(unit(TEXT_HEADER_UNITS + i));
      found.push([index, String.fromCharCode(...units)]);
      at = (at + TEXT_HEADER_UNITS + length) | 0;
    }
    if (found.length > 0) {
      this.#textNext = at;
      Atomics.store(control, TEXT_TAKEN, at);
      Atomics.notify(control, TEXT_TAKEN);
    }
    return found;
  }
}
