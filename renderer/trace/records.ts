/**
 * Records of one lane, in order of position: small chunks of 32-bit words that grow to `LONGEST`, so that a goroutine
 * of six events costs a hundred bytes and one of a million costs nothing extra.
 *
 * Every record begins with the same two words:
 *
 *   word 0   low 32 bits of the position
 *   word 1   code (5 bits), high 7 bits of the position, value (20 bits)
 *
 * Positions are counted in units of a power of two of nanoseconds, one for a whole store; see `widen`.
 */
export class Records {
  /** Words a record. */
  readonly stride: number;
  count = 0;
  /** Nanoseconds a unit. */
  unit: number;
  readonly chunks: Uint32Array[] = [];
  /** Position of the newest record, in units. */
  #last = 0;
  #tail: Uint32Array = NO_WORDS;
  #tailAt = 0;

  constructor(stride: number, unit: number) {
    this.stride = stride;
    this.unit = unit;
  }

  /** Bytes held. */
  get bytes(): number {
    let sum = 0;
    for (const chunk of this.chunks) sum += chunk.byteLength;
    return sum;
  }

  /** Adds a record; one that stands before the newest is moved up to it. The position must fit: see `REACH`. */
  push(position: number, code: number, value: number, third: number, fourth: number): void {
    let units = Math.floor(position / this.unit);
    if (units < this.#last) units = this.#last;
    else this.#last = units;
    let at = this.#tailAt;
    if (at === this.#tail.length) {
      this.#grow();
      at = 0;
    }
    const tail = this.#tail;
    tail[at] = units;
    tail[at + 1] = (code << 27) | (((units / TWO_32) & 0x7f) << 20) | (value > VALUE_MAX ? VALUE_MAX : value);
    if (this.stride > 2) tail[at + 2] = third;
    if (this.stride > 3) tail[at + 3] = fourth;
    this.#tailAt = at + this.stride;
    this.count++;
  }

  position(index: number): number {
    const chunk = this.chunks[chunkOf(index)] as Uint32Array;
    return positionIn(chunk, (index - firstOf(index)) * this.stride) * this.unit;
  }

  code(index: number): number {
    return (this.word(index, 1) >>> 27) & 31;
  }

  value(index: number): number {
    return this.word(index, 1) & VALUE_MAX;
  }

  word(index: number, word: number): number {
    const chunk = this.chunks[chunkOf(index)] as Uint32Array;
    return chunk[(index - firstOf(index)) * this.stride + word] as number;
  }

  /** Index of the last record at or before a position; -1 when there is none. */
  at(position: number): number {
    const units = position / this.unit;
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (positionIn(this.chunks[middle] as Uint32Array, 0) <= units) low = middle + 1;
      else high = middle;
    }
    const found = low - 1;
    if (found < 0) return -1;
    const chunk = this.chunks[found] as Uint32Array;
    const first = startOfChunk(found);
    low = 0;
    high = Math.min(chunk.length / this.stride, this.count - first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (positionIn(chunk, middle * this.stride) <= units) low = middle + 1;
      else high = middle;
    }
    return first + low - 1;
  }

  /** Doubles the unit `times` times: positions get coarser and reach further. */
  widen(times: number): void {
    const factor = 2 ** times;
    const { stride } = this;
    for (const chunk of this.chunks) {
      for (let at = 0; at < chunk.length; at += stride) {
        const units = Math.floor(positionIn(chunk, at) / factor);
        chunk[at] = units;
        chunk[at + 1] = ((chunk[at + 1] as number) & KEPT_BITS) | (((units / TWO_32) & 0x7f) << 20);
      }
    }
    this.unit *= factor;
    this.#last = Math.floor(this.#last / factor);
  }

  #grow(): void {
    const size = sizeOfChunk(this.chunks.length);
    this.#tail = new Uint32Array(size * this.stride);
    this.#tailAt = 0;
    this.chunks.push(this.#tail);
  }
}

export const VALUE_MAX = 0xfffff;
/** Positions reach this many units. */
export const REACH = 2 ** 39;
const TWO_32 = 0x1_0000_0000;
const KEPT_BITS = ~(0x7f << 20);
const NO_WORDS = new Uint32Array(0);

/** Chunks hold 8, 8, 16, 32 … records and then `LONGEST` each. */
export const LONGEST = 512;
const SMALL_CHUNKS = 7;
const LONGEST_BITS = 9;

/** Position of the record that begins at word `at`, in units. */
export const positionIn = (chunk: Uint32Array, at: number): number =>
  (((chunk[at + 1] as number) >>> 20) & 0x7f) * TWO_32 + (chunk[at] as number);

/** Which chunk holds a record. */
export const chunkOf = (index: number): number =>
  index >= LONGEST
    ? SMALL_CHUNKS + ((index - LONGEST) >>> LONGEST_BITS)
    : index < 8
      ? 0
      : 29 - Math.clz32(index);

/** Index of the first record of the chunk that holds `index`. */
const firstOf = (index: number): number =>
  index >= LONGEST ? index & ~(LONGEST - 1) : index < 8 ? 0 : 1 << (31 - Math.clz32(index));

/** Index of a chunk's first record. */
export const startOfChunk = (chunk: number): number =>
  chunk >= SMALL_CHUNKS ? LONGEST * (chunk - SMALL_CHUNKS + 1) : chunk === 0 ? 0 : 4 << chunk;

const sizeOfChunk = (chunk: number): number =>
  chunk >= SMALL_CHUNKS ? LONGEST : chunk === 0 ? 8 : 4 << chunk;
