import type { SharedMemory } from './memory.ts';
import type { SharedHeap } from './shared-heap.ts';
import type { Surroundings } from './value-codec.ts';
import { ValueDecoder } from './value-decoder.ts';
import { ValueEncoder } from './value-encoder.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A slot holds one value in four words: what it is, where its words are, and a double. Numbers and what takes a single
 * word fit; anything else lies in a block of the heap that belongs to the slot.
 */
export const SLOT_WORDS = 4;

const KIND = 0;
const BLOCK = 1;
const DOUBLE = 2;

/** A fresh slot is zero: undefined. */
const UNDEFINED = 0;
const NUMBER = 1;
const TRUE = 2;
const FALSE = 3;
const NULL = 4;
/** In a block of the heap. */
const WORDS = 5;
/** A single word, in the place of the block. */
const WORD = 6;

/**
 * Moves values in and out of slots. A value is packed before a lock is taken and unpacked after it was released:
 * between the two, only words move.
 */
export class Slots {
  readonly memory: SharedMemory;
  readonly #heap: SharedHeap;
  readonly #encoder: ValueEncoder;
  readonly #decoder: ValueDecoder;
  /** The value packed, or taken, last. */
  #kind = UNDEFINED;
  #block = 0;
  #number = 0;

  constructor(memory: SharedMemory, heap: SharedHeap, surroundings: Surroundings, vocabulary: Vocabulary) {
    this.memory = memory;
    this.#heap = heap;
    this.#encoder = new ValueEncoder(surroundings, vocabulary);
    this.#decoder = new ValueDecoder(surroundings, vocabulary);
    this.#decoder.from(memory.words);
  }

  /**
   * Makes a value ready to be put.
   * @throws CannotCross, SharedMemoryFull
   */
  pack(value: unknown): void {
    this.#block = 0;
    if (typeof value === 'number') {
      this.#kind = NUMBER;
      this.#number = value;
    } else if (value === undefined) this.#kind = UNDEFINED;
    else if (value === null) this.#kind = NULL;
    else if (value === true) this.#kind = TRUE;
    else if (value === false) this.#kind = FALSE;
    else this.#packWords(value);
  }

  /** Writes the packed value to a slot that holds none. */
  put(slot: number): void {
    const { words, doubles } = this.memory;
    words[slot + KIND] = this.#kind;
    words[slot + BLOCK] = this.#block;
    doubles[(slot + DOUBLE) >> 1] = this.#number;
  }

  /** The packed value lies in a block: it took longer to pack than it takes to send. */
  get isHeavy(): boolean {
    return this.#kind === WORDS;
  }

  /** Gives up a packed value that is not put anywhere. */
  drop(): void {
    if (this.#kind === WORDS) this.#free(this.#block);
    this.#kind = UNDEFINED;
  }

  /** Takes the value out of a slot; the slot holds none afterwards. */
  take(slot: number): void {
    const { words, doubles } = this.memory;
    this.#kind = words[slot + KIND]!;
    this.#block = words[slot + BLOCK]!;
    this.#number = doubles[(slot + DOUBLE) >> 1]!;
    words[slot + KIND] = UNDEFINED;
  }

  /** Copies a value out of a slot that keeps it. The caller holds the slot's lock. */
  peek(slot: number): unknown {
    const { words, doubles } = this.memory;
    const kind = words[slot + KIND]!;
    if (kind === NUMBER) return doubles[(slot + DOUBLE) >> 1]!;
    if (kind === WORDS) return this.#decoder.decode(words[slot + BLOCK]!);
    if (kind === WORD) return this.#decoder.decodeWord(words[slot + BLOCK]!);
    return plain(kind);
  }

  /** The number in a slot, or undefined where it holds something else. */
  number(slot: number): number | undefined {
    const { words, doubles } = this.memory;
    return words[slot + KIND] === NUMBER ? doubles[(slot + DOUBLE) >> 1] : undefined;
  }

  /** Replaces the number in a slot that holds one. */
  setNumber(slot: number, value: number): void {
    this.memory.doubles[(slot + DOUBLE) >> 1] = value;
  }

  /** The taken value. */
  unpack(): unknown {
    switch (this.#kind) {
      case NUMBER:
        return this.#number;
      case WORD:
        return this.#decoder.decodeWord(this.#block);
      case WORDS: {
        const value = this.#decoder.decode(this.#block);
        this.#free(this.#block);
        this.#kind = UNDEFINED;
        return value;
      }
      default:
        return plain(this.#kind);
    }
  }

  /** Moves a value from one slot to another that holds none. */
  move(from: number, to: number): void {
    const { words, doubles } = this.memory;
    words[to + KIND] = words[from + KIND]!;
    words[to + BLOCK] = words[from + BLOCK]!;
    doubles[(to + DOUBLE) >> 1] = doubles[(from + DOUBLE) >> 1]!;
    words[from + KIND] = UNDEFINED;
  }

  /** Writes the packed value in the place of another, which is freed. */
  replace(slot: number): void {
    const { words } = this.memory;
    if (words[slot + KIND] === WORDS) this.#free(words[slot + BLOCK]!);
    this.put(slot);
  }

  /** Exchanges what two slots hold. */
  exchange(one: number, other: number): void {
    const { words } = this.memory;
    for (let i = 0; i < SLOT_WORDS; i++) {
      const word = words[one + i]!;
      words[one + i] = words[other + i]!;
      words[other + i] = word;
    }
  }

  /** Frees what a slot holds. */
  clear(slot: number): void {
    this.take(slot);
    this.drop();
  }

  #packWords(value: unknown): void {
    const length = this.#encoder.encode(value);
    const { words } = this.#encoder;
    if (length === 2) {
      this.#kind = WORD;
      this.#block = words[1]!;
      return;
    }
    const block = this.#heap.allocate(length);
    const to = this.memory.words;
    // A view costs more than a short loop.
    if (length > 128) to.set(words.subarray(0, length), block);
    else for (let i = 0; i < length; i++) to[block + i] = words[i]!;
    this.#kind = WORDS;
    this.#block = block;
  }

  #free(block: number): void {
    this.#heap.free(block, this.memory.words[block]! >>> 1);
  }
}

function plain(kind: number): unknown {
  if (kind === UNDEFINED) return undefined;
  if (kind === NULL) return null;
  return kind === TRUE;
}
