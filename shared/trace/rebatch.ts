import { decodeBatch, encodeBatch } from './batch-bytes.ts';
import { EVENTS } from './events.ts';

/** Records in a batch of a run file. */
const BATCH_RECORDS = 4096;

/** Which words of a record are indices into the string table, by kind. */
const STRING_WORDS: readonly (readonly number[])[] = EVENTS.map((row) =>
  [row.a[1], row.b[1], row.c[1]].flatMap((field, word) => (field === 'string' ? [word + 1] : [])),
);

/** One worker's records on their way into batches. */
interface Lane {
  first: number;
  readonly words: Uint32Array;
  filled: number;
}

/**
 * Cuts a trace anew, into batches of one size. While a run goes on, batches are cut when a reader has time for them;
 * in a file the same events are to be the same bytes, whoever watched. A string stands in the batch of the first
 * record that refers to it.
 */
export class Rebatcher {
  readonly #lanes = new Map<number, Lane>();
  readonly #strings = new Map<number, string>();

  /** Takes a batch; gives those that are full. A damaged batch is passed on as it is: it is evidence. */
  push(bytes: ArrayBuffer): readonly ArrayBuffer[] {
    const batch = decodeBatch(bytes);
    if (batch === null) return [bytes];
    for (const [index, text] of batch.strings) this.#strings.set(index, text);
    const lane = this.#lane(batch.worker, batch.first);
    const full: ArrayBuffer[] = [];
    for (let at = 0; at < batch.records.length;) {
      const piece = batch.records.subarray(at, at + lane.words.length - lane.filled);
      lane.words.set(piece, lane.filled);
      lane.filled += piece.length;
      at += piece.length;
      if (lane.filled === lane.words.length) full.push(this.#cut(batch.worker, lane));
    }
    return full;
  }

  /** What is left, by worker. */
  end(): readonly ArrayBuffer[] {
    return [...this.#lanes]
      .filter(([, lane]) => lane.filled > 0)
      .sort(([a], [b]) => a - b)
      .map(([worker, lane]) => this.#cut(worker, lane));
  }

  #lane(worker: number, first: number): Lane {
    const known = this.#lanes.get(worker);
    if (known) return known;
    const fresh: Lane = { first, words: new Uint32Array(BATCH_RECORDS * 4), filled: 0 };
    this.#lanes.set(worker, fresh);
    return fresh;
  }

  #cut(worker: number, lane: Lane): ArrayBuffer {
    const records = lane.words.subarray(0, lane.filled);
    const bytes = encodeBatch({ worker, first: lane.first, records, strings: this.#newStrings(records) });
    lane.first += records.length / 4;
    lane.filled = 0;
    return bytes;
  }

  /** Strings these records are the first to refer to, in that order. */
  #newStrings(records: Uint32Array): (readonly [number, string])[] {
    const found: (readonly [number, string])[] = [];
    if (this.#strings.size === 0) return found;
    for (let at = 0; at < records.length; at += 4) {
      for (const word of STRING_WORDS[(records[at] as number) >>> 24] ?? []) {
        const index = records[at + word] as number;
        const text = this.#strings.get(index);
        if (text === undefined) continue;
        this.#strings.delete(index);
        found.push([index, text]);
      }
    }
    return found;
  }
}
