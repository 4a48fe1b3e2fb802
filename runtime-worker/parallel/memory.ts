/**
 * The memory the workers of one run share. Addresses are indices of 32-bit words; everything that is allocated
 * begins on an even word, so that doubles fit.
 *
 * The fixed part is laid out by `Layout`, the same way on every thread; the rest is the heap of `shared-heap.ts`.
 */
export class SharedMemory {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  /** A double at word `a` is `doubles[a >> 1]`. */
  readonly doubles: Float64Array;
  readonly bytes: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }
}

/** Words in a cache line: what different threads write often stands in lines of its own. */
export const LINE = 16;

/** Hands out the fixed part of the memory, from its beginning. */
export class Layout {
  #next = LINE;

  /** The address of `words` zeroed words, in lines of their own. */
  reserve(words: number): number {
    const at = this.#next;
    this.#next += Math.ceil(words / LINE) * LINE;
    return at;
  }

  /** Where the heap begins. */
  get end(): number {
    return this.#next;
  }
}
