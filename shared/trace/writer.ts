import { FOREIGN, KIND, NOBODY } from './events.ts';
import { Interner, LOST_TEXT } from './strings.ts';
import {
  PUBLISHED,
  PUBLISH_EVERY,
  TAKEN,
  TEXT_HEADER_UNITS,
  TEXT_PUBLISHED,
  TEXT_TAKEN,
  type TraceMemory,
} from './memory.ts';

export interface WriterOptions {
  readonly worker: number;
  /**
   * True: a full ring makes the writer wait for the reader. False, the flight recorder: the newest records replace
   * the oldest, and the reader counts what it lost.
   */
  readonly lossless: boolean;
  /** Nanoseconds; one reading is recorded per 256 records. Null where every change of the clock is recorded. */
  readonly clock: (() => number) | null;
  /** Called while the writer waits; false gives the waiting up, and what is written from then on is lost. */
  readonly mayWait: () => boolean;
}

/** Writes records into trace memory. One writer per memory; see `drain.ts` for the other end. */
export class TraceWriter {
  /** Records and texts lost because the writer was not allowed to wait. */
  lost = 0;
  /**
   * Put into the high bits of goroutines that records name: the worker they are on. While a program is loaded it is
   * 0: its first goroutines are children of main, which is on worker 0.
   */
  namesWorker = 0;
  readonly #memory: TraceMemory;
  readonly #records: Uint32Array;
  readonly #mask: number;
  readonly #options: WriterOptions;
  readonly #strings: Interner;
  #next = 0;
  /** The value of `#next` at which the ring is full; never reached by the flight recorder. */
  #limit: number;
  #textNext = 0;

  constructor(memory: TraceMemory, options: WriterOptions) {
    this.#memory = memory;
    this.#records = memory.records;
    this.#mask = memory.records.length / 4 - 1;
    this.#options = options;
    this.#strings = new Interner(options.worker);
    this.#limit = options.lossless ? this.#mask + 1 : -1;
    if (options.clock !== null) this.#sample(options.clock);
  }

  /** Records written so far, modulo 2^32. */
  get written(): number {
    return this.#next >>> 0;
  }

  /** `goroutine`: its number within this worker. Fields as `EVENTS` says. */
  record(kind: number, goroutine: number, a: number, b: number, c: number): void {
    if (this.#next === this.#limit && !this.#room()) return;
    const at = (this.#next & this.#mask) << 2;
    const records = this.#records;
    records[at] = (kind << 24) | (goroutine & 0xffffff);
    records[at + 1] = this.namesWorker === 0 ? a : this.#named(kind, a);
    records[at + 2] = b;
    records[at + 3] = c;
    this.#next = (this.#next + 1) | 0;
    if ((this.#next & (PUBLISH_EVERY - 1)) === 0) this.#filled();
  }

  /** The index of a text, for fields of kind `string`. */
  text(text: string): number {
    const clipped = Interner.clip(text);
    const known = this.#strings.known(clipped);
    if (known !== undefined) return known;
    if (!this.#textRoom(clipped.length + TEXT_HEADER_UNITS)) {
      this.lost++;
      return LOST_TEXT;
    }
    const index = this.#strings.add(clipped);
    if (index === undefined) {
      this.lost++;
      return LOST_TEXT;
    }
    this.#put(index, clipped);
    return index;
  }

  /** Lets the reader see everything written so far. */
  flush(): void {
    Atomics.store(this.#memory.control, PUBLISHED, this.#next);
  }

  #named(kind: number, a: number): number {
    const names = (kind === KIND.created || kind === KIND.woken) && a !== 0 && a !== NOBODY;
    if (!names) return a;
    return (a & FOREIGN) !== 0 ? a & ~FOREIGN : (this.namesWorker << 24) | a;
  }

  #filled(): void {
    this.flush();
    if (this.#options.clock !== null) this.#sample(this.#options.clock);
  }

  #sample(clock: () => number): void {
    const now = clock();
    this.record(KIND.clock, 0, now % 0x1_0000_0000, Math.floor(now / 0x1_0000_0000), 0);
  }

  /** Waits until a record fits. False: the record is lost. */
  #room(): boolean {
    const { control } = this.#memory;
    if (!this.#options.lossless) {
      // The flight recorder met a limit that is only a number: it moves on.
      this.#limit = (this.#next - 1) | 0;
      return true;
    }
    this.flush();
    for (;;) {
      const taken = Atomics.load(control, TAKEN);
      this.#limit = (taken + this.#mask + 1) | 0;
      if (this.#next !== this.#limit) return true;
      if (!this.#options.mayWait()) {
        this.lost++;
        return false;
      }
      Atomics.wait(control, TAKEN, taken, WAIT_MS);
    }
  }

  #textRoom(units: number): boolean {
    const { control, texts } = this.#memory;
    for (;;) {
      const taken = Atomics.load(control, TEXT_TAKEN);
      if (((this.#textNext - taken) | 0) + units <= texts.length) return true;
      if (!this.#options.lossless || !this.#options.mayWait()) return false;
      this.flush();
      Atomics.wait(control, TEXT_TAKEN, taken, WAIT_MS);
    }
  }

  #put(index: number, text: string): void {
    const { control, texts } = this.#memory;
    const mask = texts.length - 1;
    let at = this.#textNext;
    texts[at++ & mask] = index & 0xffff;
    texts[at++ & mask] = index >>> 16;
    texts[at++ & mask] = text.length;
    for (let i = 0; i < text.length; i++) texts[at++ & mask] = text.charCodeAt(i);
    this.#textNext = at | 0;
    Atomics.store(control, TEXT_PUBLISHED, this.#textNext);
  }
}

/** How long one wait lasts before `mayWait` is asked again. */
const WAIT_MS = 50;
