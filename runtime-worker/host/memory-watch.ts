/** MiB beside the run's own: what a thread takes before it does anything, and the host's buffers. */
const PER_WORKER = 64;
const OVERHEAD = 128;
const MIB = 1 << 20;

/**
 * Watches the memory of the whole process while a run lasts: the last resort, for what neither the heaps' limits nor
 * the meter of array buffers see.
 */
export class MemoryWatch {
  readonly #limit: number;
  readonly #workers: number;
  readonly #before = process.memoryUsage.rss();
  #told = this.#before;
  #now = this.#before;

  /** `limit`: MiB of the run. */
  constructor(limit: number, workers: number) {
    this.#limit = limit;
    this.#workers = workers;
  }

  look(): void {
    this.#now = process.memoryUsage.rss();
  }

  /** The run takes more than it may. */
  get exceeded(): boolean {
    return (this.#now - this.#before) / MIB > this.#limit + OVERHEAD + PER_WORKER * this.#workers;
  }

  /** Memory has grown a good part of the limit since `tell`: the end may be near, and nobody knows of whom yet. */
  get growsFast(): boolean {
    return (this.#now - this.#told) / MIB > this.#limit / 8;
  }

  tell(): void {
    this.#told = this.#now;
  }
}
