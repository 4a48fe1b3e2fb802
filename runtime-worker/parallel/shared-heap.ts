import { lock, unlock } from './lock.ts';
import { LINE, type Layout, type SharedMemory } from './memory.ts';

/**
 * Blocks of shared memory in size classes of powers of two, from 64 bytes. Each worker keeps a few free blocks of
 * each class to itself; what it has too many of goes back to all, in handfuls. Blocks never change class.
 */

const SMALLEST_WORDS = 16;
const CLASSES = 27;
/** Words of a free block that all may take: the next one, and the blocks that come with it. */
const CARRIED = 1;
/** Free blocks of one class a worker keeps, and how many go with one that it gives back. Large blocks go alone. */
const KEPT = 64;
const HANDFUL = SMALLEST_WORDS - CARRIED;
const LARGEST_KEPT_CLASS = 8;

/** Words of the heap's head. */
const LOCK = 0;
const NEXT = 1;
const END = 2;
const IN_USE = 3;
const FREE = LINE;
const HEAD_WORDS = LINE + CLASSES;

/** Shared memory is full: the run is over its limit. */
export class SharedMemoryFull extends Error {
  override readonly name = 'SharedMemoryFull';
}

export const reserveHeap = (layout: Layout): number => layout.reserve(HEAD_WORDS);

/** Makes an empty heap of everything from `from` on. Once, by the host. */
export function initHeap(memory: SharedMemory, head: number, from: number): void {
  memory.words[head + NEXT] = from;
  memory.words[head + END] = memory.words.length;
}

/** One worker's way into the heap. */
export class SharedHeap {
  readonly #words: Int32Array;
  readonly #head: number;
  /** By class: how many are kept, and which. Not arrays: what they inherit is slow where the intrinsics are frozen. */
  readonly #counts = new Int32Array(LARGEST_KEPT_CLASS + 1);
  readonly #kept = new Int32Array((LARGEST_KEPT_CLASS + 1) * (KEPT + 1));

  constructor(memory: SharedMemory, head: number) {
    this.#words = memory.words;
    this.#head = head;
  }

  /**
   * The address of a block of at least `words` words. Its content is left from before.
   * @throws SharedMemoryFull
   */
  allocate(words: number): number {
    const size = classOf(words);
    if (size > LARGEST_KEPT_CLASS) {
      const freed = this.#pop(size);
      return freed !== 0 ? freed : this.#carve(size);
    }
    if (this.#counts[size] === 0) this.#fetch(size);
    return this.#counts[size] === 0 ? this.#carve(size) : this.#unkeep(size);
  }

  /** Gives a block back; `words` as it was asked for. */
  free(at: number, words: number): void {
    const size = classOf(words);
    if (size > LARGEST_KEPT_CLASS) return this.#push(size, at);
    this.#keep(size, at);
    if (this.#counts[size]! > KEPT) this.#return(size);
  }

  /** Bytes taken from the memory so far: it never shrinks. */
  get used(): number {
    return this.#words[this.#head + IN_USE]! * 4;
  }

  #keep(size: number, at: number): void {
    const count = this.#counts[size]!;
    this.#kept[size * (KEPT + 1) + count] = at;
    this.#counts[size] = count + 1;
  }

  #unkeep(size: number): number {
    const count = this.#counts[size]! - 1;
    this.#counts[size] = count;
    return this.#kept[size * (KEPT + 1) + count]!;
  }

  /** Moves a handful of free blocks here. */
  #fetch(size: number): void {
    const words = this.#words;
    if (words[this.#head + FREE + size] === 0) return;
    const carrier = this.#pop(size);
    if (carrier === 0) return;
    for (let i = 0; i < HANDFUL; i++) this.#keep(size, words[carrier + CARRIED + i]!);
    this.#keep(size, carrier);
  }

  /**
   * The last of a handful carries the addresses of the others: one line to read instead of one a block (1250 against
   * 1400 ns an object through a channel).
   */
  #return(size: number): void {
    const words = this.#words;
    const carrier = this.#unkeep(size);
    for (let i = 0; i < HANDFUL; i++) words[carrier + CARRIED + i] = this.#unkeep(size);
    this.#push(size, carrier);
  }

  #push(size: number, at: number): void {
    const words = this.#words;
    const free = this.#head + FREE + size;
    lock(words, this.#head + LOCK);
    words[at] = words[free]!;
    words[free] = at;
    unlock(words, this.#head + LOCK);
  }

  /** 0 when there is none. */
  #pop(size: number): number {
    const words = this.#words;
    const free = this.#head + FREE + size;
    lock(words, this.#head + LOCK);
    const at = words[free]!;
    if (at !== 0) words[free] = words[at]!;
    unlock(words, this.#head + LOCK);
    return at;
  }

  #carve(size: number): number {
    const words = this.#words;
    const head = this.#head;
    const need = SMALLEST_WORDS << size;
    lock(words, head + LOCK);
    const at = words[head + NEXT]!;
    const fits = at + need <= words[head + END]!;
    if (fits) {
      words[head + NEXT] = at + need;
      words[head + IN_USE] = words[head + IN_USE]! + need;
    }
    unlock(words, head + LOCK);
    if (!fits) throw new SharedMemoryFull(`no ${need * 4} bytes of shared memory left`);
    return at;
  }
}

function classOf(words: number): number {
  const size = words <= SMALLEST_WORDS ? 0 : 32 - Math.clz32((words - 1) >> 4);
  if (size >= CLASSES) throw new SharedMemoryFull(`a value of ${words * 4} bytes is too large to share`);
  return size;
}
