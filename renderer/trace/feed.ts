import { decodeBatch } from '../../shared/trace/batch-bytes.ts';
import { KIND } from '../../shared/trace/events.ts';
import type { TraceStore } from './store.ts';

/**
 * Puts batches into a store. A single machine's records are taken as they come. Several workers' records are merged
 * by their clocks: what is newer than `HELD_BACK` is kept until the others have had time to report, so that a channel
 * two workers share is seen filling and draining in the order it did.
 *
 * A real clock is sampled now and then. Records between two samples are spread evenly between them. Records after a
 * worker's last sample go on at its pace, but not past the moment their batch arrived.
 */
export class Feed {
  readonly #store: TraceStore;
  /** One worker runs it all: nobody to wait for. */
  readonly #alone: boolean;
  readonly #workers = new Map<number, WorkerFeed>();
  /** The smallest difference seen between arriving and having happened, in nanoseconds. */
  #delay = Number.POSITIVE_INFINITY;

  constructor(store: TraceStore, workers = 1) {
    this.#store = store;
    this.#alone = workers <= 1;
  }

  /** Takes a batch; bytes that are not one are counted as one damaged record. `arrived`: milliseconds on any clock. */
  take(bytes: ArrayBuffer, arrived: number): void {
    const batch = decodeBatch(bytes);
    if (batch === null) {
      this.#store.damaged++;
      return;
    }
    this.#store.damaged += batch.damagedStrings;
    for (const [index, text] of batch.strings) this.#store.strings.set(index, text);
    const count = batch.records.length / 4;
    if (this.#store.axis.kind === 'virtual') {
      this.#store.apply(batch.worker, batch.records, 0, count, 0, 0);
      return;
    }
    let worker = this.#workers.get(batch.worker);
    if (worker === undefined) {
      worker = new WorkerFeed(batch.worker);
      this.#workers.set(batch.worker, worker);
    }
    this.#spread(worker, batch.records, count, arrived * 1e6);
    if (this.#alone && this.#workers.size === 1) this.flush();
    else this.#merge(this.#newest() - HELD_BACK);
  }

  /** Takes everything that was held back: nothing older can arrive. */
  flush(): void {
    this.#merge(Number.POSITIVE_INFINITY);
  }

  get holding(): boolean {
    for (const worker of this.#workers.values()) if (worker.stretches.length > 0) return true;
    return false;
  }

  /** Gives the records of a batch their positions. */
  #spread(worker: WorkerFeed, words: Uint32Array, count: number, arrived: number): void {
    let from = 0;
    for (let i = 0; i < count; i++) {
      if ((words[i << 2] as number) >>> 24 !== KIND.clock) continue;
      const reading = (words[(i << 2) + 2] as number) * 0x1_0000_0000 + (words[(i << 2) + 1] as number);
      const position = this.#store.axis.positionOfReading(reading);
      if (Number.isNaN(position)) {
        this.#store.damaged++;
        continue;
      }
      this.#delay = Math.min(this.#delay, arrived - position);
      if (i > from && position > worker.at) worker.pace = (position - worker.at) / (i - from);
      worker.add(words, from, i, position);
      from = i;
    }
    // A worker that never told its clock stands where the others are.
    const now = Number.isFinite(this.#delay) ? arrived - this.#delay : worker.at;
    worker.add(words, from, count, Math.min(now, worker.at + (count - from) * worker.pace * LEEWAY));
  }

  #newest(): number {
    let newest = 0;
    for (const worker of this.#workers.values()) newest = Math.max(newest, worker.at);
    return newest;
  }

  /** Applies what stands before `until`, of all workers in one order. */
  #merge(until: number): void {
    for (;;) {
      let first: WorkerFeed | null = null;
      let limit = until;
      for (const worker of this.#workers.values()) {
        if (worker.stretches.length === 0) continue;
        if (first === null) first = worker;
        else if (worker.next < first.next) {
          limit = Math.min(limit, first.next);
          first = worker;
        } else limit = Math.min(limit, worker.next);
      }
      if (first === null || first.next > until) return;
      first.apply(this.#store, limit);
    }
  }
}

/** How long several workers' records wait for one another, in nanoseconds: more than a batch takes to be sent. */
const HELD_BACK = 25e6;

/** A worker may slow down this much between two samples before its records are drawn too close together. */
const LEEWAY = 4;

/** Records that follow one another at equal distances. */
interface Stretch {
  readonly words: Uint32Array;
  from: number;
  readonly to: number;
  /** Position of record `from`. */
  position: number;
  readonly spacing: number;
}

class WorkerFeed {
  readonly worker: number;
  readonly stretches: Stretch[] = [];
  /** Position of the newest record. */
  at = 0;
  /** Nanoseconds a record between its last two samples. */
  pace = Number.POSITIVE_INFINITY;

  constructor(worker: number) {
    this.worker = worker;
  }

  /** Position of the oldest record that was not applied. */
  get next(): number {
    return this.stretches[0]?.position ?? Number.POSITIVE_INFINITY;
  }

  /** Records `from` to `to` happened between the newest before them and `until`. */
  add(words: Uint32Array, from: number, to: number, until: number): void {
    const count = to - from;
    const end = Math.max(this.at, until);
    if (count > 0) {
      const spacing = (end - this.at) / (count + 1);
      this.stretches.push({ words, from, to, position: this.at + spacing, spacing });
    }
    this.at = end;
  }

  /** Applies the oldest stretch up to `limit`, at least one record of it. */
  apply(store: TraceStore, limit: number): void {
    const stretch = this.stretches[0];
    if (stretch === undefined) return;
    const { words, from, to, position, spacing } = stretch;
    const fitting =
      spacing > 0 && limit < Number.POSITIVE_INFINITY
        ? Math.floor((limit - position) / spacing) + 1
        : to - from;
    const count = Math.min(to - from, Math.max(1, fitting));
    store.apply(this.worker, words, from, from + count, position, spacing);
    if (from + count === to) this.stretches.shift();
    else {
      stretch.from = from + count;
      stretch.position = position + spacing * count;
    }
  }
}
