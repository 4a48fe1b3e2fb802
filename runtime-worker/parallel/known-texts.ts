import type { SharedMemory } from './memory.ts';
import type { SharedHeap } from './shared-heap.ts';
import { SharedTable } from './shared-table.ts';
import { TAG_BITS, TAG_MASK } from './value-codec.ts';
import { readText, wordsOfText } from './value-text.ts';

export const MOST_TEXTS = 4096;

/** Units of a text that may get a number: fewer are as short as the number, more seldom come twice. */
export const SHORTEST = 2;
export const LONGEST = 40;

/** Places of the index: twice as many as texts, and a power of two. */
const INDEX = 2 * MOST_TEXTS;
/** Places of the door. A power of two. */
const DOOR = 4096;

/** Other texts that a place may meet in a row before it stops comparing. */
const STEADY = 8;
/** Elements of an array in a field whose places are told apart: a power of two. */
const INSIDE = 4;

/**
 * A field of a shape, or an element of an array in it, and the text that stands there each time: a constant is then
 * known without being read (120 against 180 ns for an object with a number and one of 17 units).
 */
export class TextPlace {
  number = -1;
  #text = '';
  #steady = STEADY;
  #inside: readonly TextPlace[] | null = null;
  readonly #isInside: boolean;

  constructor(isInside = false) {
    this.#isInside = isInside;
  }

  holds(text: string): boolean {
    if (this.#steady === 0) return false;
    if (this.#text === text && this.number !== -1) {
      this.#steady = STEADY;
      return true;
    }
    this.#steady--;
    return false;
  }

  /** This text stands here, and has this number. */
  hold(text: string, number: number): void {
    if (this.#steady === 0) return;
    this.#text = text;
    this.number = number;
  }

  /** The place of an element; arrays inside of arrays are not told apart. */
  inside(element: number): TextPlace {
    if (this.#isInside) return this;
    this.#inside ??= Array.from({ length: INSIDE }, () => new TextPlace(true));
    return this.#inside[element & (INSIDE - 1)]!;
  }
}

/** Short texts that have come twice, by number. They are compared as words: that costs a text nothing it has not cost. */
export class KnownTexts {
  readonly #words: Int32Array;
  readonly #table: SharedTable<string>;
  /** By hash, on the first free place from there: a number, counted from 1. */
  readonly #index = new Int32Array(INDEX);
  /** By hash: the hash of a text that has come once. */
  readonly #door = new Int32Array(DOOR);
  #turn = 0;

  constructor(memory: SharedMemory, heap: SharedHeap, at: number) {
    this.#words = memory.words;
    this.#table = new SharedTable(memory, heap, at, {
      most: MOST_TEXTS,
      read: textAt,
      learnt: (_, number) => this.#learn(number),
    });
  }

  text(number: number): string {
    return this.#table.entry(number);
  }

  /**
   * The number of the text that is written in the words from `from` to `to`, or -1. One that has come before gets a
   * number for the next time.
   */
  numberOf(words: Int32Array, from: number, to: number): number {
    const hash = hashOf(words, from, to);
    const number = this.#find(hash, words, from, to);
    if (number === -1) this.#meet(hash, words, from, to);
    return number;
  }

  #find(hash: number, words: Int32Array, from: number, to: number): number {
    for (let place = hash & (INDEX - 1); ; place = (place + 1) & (INDEX - 1)) {
      const number = this.#index[place]! - 1;
      if (number === -1 || this.#isSame(this.#table.address(number), words, from, to)) return number;
    }
  }

  #isSame(address: number, words: Int32Array, from: number, to: number): boolean {
    const known = this.#words;
    // The head has the length: beyond it nothing is compared.
    for (let i = from; i < to; i++) if (known[address + i - from] !== words[i]) return false;
    return true;
  }

  #meet(hash: number, words: Int32Array, from: number, to: number): void {
    if (this.#table.full) return;
    const place = (hash >>> 16) & (DOOR - 1);
    const there = this.#door[place]!;
    if (there === hash) this.#table.add(words, from, to, () => this.#find(hash, words, from, to) !== -1);
    // Two that share a place must not turn each other out for ever.
    else if (there === 0 || ++this.#turn % 3 !== 0) this.#door[place] = hash;
  }

  #learn(number: number): void {
    const address = this.#table.address(number);
    let place = hashOf(this.#words, address, address + wordsOfText(this.#words[address]!)) & (INDEX - 1);
    while (this.#index[place] !== 0) place = (place + 1) & (INDEX - 1);
    this.#index[place] = number + 1;
  }
}

function hashOf(words: Int32Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ words[i]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** The short text that begins with its head at `at`. */
export function textAt(words: Int32Array, at: number): string {
  const head = words[at]!;
  return readText(words, at + 1, head & TAG_MASK, head >>> TAG_BITS);
}
