import type { SharedHeap } from './shared-heap.ts';
import type { SharedMemory } from './memory.ts';

/** What a table is made of: how an entry is read, and who is told of it. */
export interface TableKind<T> {
  /** How many entries there may be. */
  readonly most: number;
  /** The entry whose words begin at `at`. */
  read(words: Int32Array, at: number): T;
  /** An entry of this worker or of another has got its number. */
  learnt(entry: T, number: number): void;
}

/**
 * A table in shared memory that only grows, the same on all workers: entry n is the one at the address in word n. A
 * worker that adds one writes it first and then puts its address into the first word that is free; the exchange
 * that succeeds publishes it. Whoever has been told a number, under a lock or through an inbox, finds the entry.
 */
export class SharedTable<T> {
  readonly #memory: SharedMemory;
  readonly #heap: SharedHeap;
  readonly #at: number;
  readonly #kind: TableKind<T>;
  /** As far as this worker has looked. */
  readonly #entries: T[] = [];

  constructor(memory: SharedMemory, heap: SharedHeap, at: number, kind: TableKind<T>) {
    this.#memory = memory;
    this.#heap = heap;
    this.#at = at;
    this.#kind = kind;
  }

  get entries(): readonly T[] {
    return this.#entries;
  }

  /** Where the words of an entry are that this worker knows. */
  address(number: number): number {
    return this.#memory.words[this.#at + number]!;
  }

  get full(): boolean {
    return this.#entries.length >= this.#kind.most;
  }

  /** The entry of a number that another worker has told. */
  entry(number: number): T {
    if (number >= this.#entries.length) this.#catchUp();
    const entry = this.#entries[number];
    if (entry === undefined)
      throw new Error(`invariant broken: entry ${number} is told before it is published`);
    return entry;
  }

  /**
   * Adds the entry whose words are `from` to `to` of `source`, while there is room and `isKnown` says no.
   * @throws SharedMemoryFull
   */
  add(source: Int32Array, from: number, to: number, isKnown: () => boolean): void {
    const { words } = this.#memory;
    this.#catchUp();
    if (this.full || isKnown()) return;
    const block = this.#heap.allocate(to - from);
    for (let i = from; i < to; i++) words[block + i - from] = source[i]!;
    while (!this.full && !isKnown()) {
      const published = Atomics.compareExchange(words, this.#at + this.#entries.length, 0, block) === 0;
      this.#catchUp();
      if (published) return;
    }
    this.#heap.free(block, to - from);
  }

  #catchUp(): void {
    const { words } = this.#memory;
    while (!this.full) {
      const number = this.#entries.length;
      const address = Atomics.load(words, this.#at + number);
      if (address === 0) return;
      const entry = this.#kind.read(words, address);
      this.#entries.push(entry);
      this.#kind.learnt(entry, number);
    }
  }
}
