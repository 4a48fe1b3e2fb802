import { encodePieces } from './batch-bytes.ts';
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
import { REMEMBERED } from './strings.ts';

type Text = readonly [index: number, text: string];

/** Texts kept while nobody takes records. */
const MOST_TEXTS = 1 << 16;

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
  #strings: Text[] = [];
  /** Records overwritten since the last batch. */
  #missed = 0;

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
    this.heed();
    const count = Math.max(0, Math.min((published - this.#next) | 0, most));
    const strings = this.#strings;
    if (count === 0 && strings.length === 0) return null;
    this.#strings = [];
    return this.#options.lossless ? this.#whole(count, strings) : this.#newest(published, most, strings);
  }

  /**
   * Keeps up with a flight recorder whose records nobody takes: with its texts, which its writer would lose, and with
   * the count of what it overwrites, which would pass 2^31 in minutes.
   */
  heed(): void {
    this.#strings.push(...this.#texts());
    if (this.#options.lossless) return;
    this.#missed += this.#skipOverwritten(Atomics.load(this.#memory.control, PUBLISHED));
    if (this.#strings.length <= MOST_TEXTS) return;
    // The first ones are names, which records go on to use; the newest stand in the records that are kept.
    this.#strings.splice(REMEMBERED, this.#strings.length - MOST_TEXTS / 2);
  }

  /**
   * The last batch of a writer that was ended in the middle of something, after all others: a `dropped` of one. What
   * it had not published is lost, the record of what it was doing at least; how many more there were nobody knows.
   */
  cut(): ArrayBuffer {
    this.dropped++;
    return this.#batch([droppedRecord(1)], []);
  }

  #batch(records: readonly Uint32Array[], strings: readonly Text[]): ArrayBuffer {
    const batch = encodePieces({ worker: this.#options.worker, first: this.#sequence, records, strings });
    for (const piece of records) this.#sequence += piece.length / 4;
    return batch;
  }

  #whole(count: number, strings: readonly Text[]): ArrayBuffer {
    const { control } = this.#memory;
    const batch = this.#batch(this.#pieces(count), strings);
    this.taken += count;
    this.#next = (this.#next + count) | 0;
    Atomics.store(control, TAKEN, this.#next);
    Atomics.notify(control, TAKEN);
    return batch;
  }

  /** What a flight recorder still has: the writer may go round while we copy. */
  #newest(published: number, most: number, strings: readonly Text[]): ArrayBuffer {
    let missed = this.#missed;
    this.#missed = 0;
    const count = Math.max(0, Math.min((published - this.#next) | 0, most));
    const copies = this.#pieces(count).map((piece) => piece.slice());
    const before = this.#next;
    const late = Math.min(this.#skipOverwritten(Atomics.load(this.#memory.control, PUBLISHED)), count);
    missed += late;
    this.#next = (before + count) | 0;
    this.taken += count - late;
    this.dropped += missed;
    const kept = withoutFirst(copies, late * 4);
    return this.#batch(missed === 0 ? kept : [droppedRecord(missed), ...kept], strings);
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

  /** The next records, where they lie: in two pieces where the ring begins again. */
  #pieces(count: number): readonly Uint32Array[] {
    const { records } = this.#memory;
    const from = (this.#next & (this.#capacity - 1)) * 4;
    const straight = Math.min(count * 4, records.length - from);
    return [records.subarray(from, from + straight), records.subarray(0, count * 4 - straight)];
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

const droppedRecord = (count: number): Uint32Array =>
  Uint32Array.of(KIND.dropped << 24, Math.min(count, 0xffffffff), 0, 0);

function withoutFirst([head, tail]: readonly Uint32Array[], words: number): readonly Uint32Array[] {
  if (head === undefined || tail === undefined) return [];
  return words < head.length ? [head.subarray(words), tail] : [tail.subarray(words - head.length)];
}
