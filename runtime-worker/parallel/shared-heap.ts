import { lock, unlock } from './lock.ts';
import { LINE, type Layout, type SharedMemory } from './memory.ts';

/**
 * Blocks of shared memory in size classes of powers of two, from 64 bytes. Each worker keeps a few free blocks of
 * each class to itself; what it has too many of goes back to all, in handfuls. Blocks never change class.
 */

const SMALLEST_WORDS = 16;
const CLASSES = 27;
/** Free blocks of one class a worker keeps, and how many it moves at a time. Large blocks are not kept. */
const KEPT = 64;
const HANDFUL = 32;
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
  readonly #kept: number[][] = Array.from({ length: LARGEST_KEPT_CLASS + 1 }, () => []);

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
    if (size > LARGEST_KEPT_CLASS) return this.#carve(size);
    const kept = this.#kept[size] as number[];
    const block = kept.pop();
    if (block !== undefined) return block;
    this.#fetch(size, kept);
    return kept.pop() ?? this.#carve(size);
  }

  /** Gives a block back; `words` as it was asked for. */
  free(at: number, words: number): void {
    const size = classOf(words);
    if (size > LARGEST_KEPT_CLASS) return this.#return(size, [at]);
    const kept = this.#kept[size] as number[];
    kept.push(at);
    if (kept.length > KEPT) this.#return(size, kept.splice(0, HANDFUL));
  }

  /** Bytes taken from the memory so far: it never shrinks. */
  get used(): number {
    return this.#words[this.#head + IN_USE]! * 4;
  }

  /** Moves a handful of free blocks here. */
  #fetch(size: number, kept: number[]): void {
    const words = this.#words;
    const free = this.#head + FREE + size;
    if (words[free] === 0) return;
    lock(words, this.#head + LOCK);
    for (let at = words[free]!, n = 0; at !== 0 && n < HANDFUL; n++) {
      kept.push(at);
      at = words[free] = words[at]!;
    }
    unlock(words, this.#head + LOCK);
  }

  #return(size: number, blocks: readonly number[]): void {
    const words = this.#words;
    const free = this.#head + FREE + size;
    lock(words, this.#head + LOCK);
    for (const at of blocks) {
      words[at] = words[free]!;
      words[free] = at;
    }
    unlock(words, this.#head + LOCK);
  }

  #carve(size: number): number {
    const words = this.#words;
    const head = this.#head;
    const need = SMALLEST_WORDS << size;
    lock(words, head + LOCK);
    const freed = words[head + FREE + size]!;
    if (freed !== 0) words[head + FREE + size] = words[freed]!;
    const at = freed !== 0 ? freed : words[head + NEXT]!;
    const fits = freed !== 0 || at + need <= words[head + END]!;
    if (freed === 0 && fits) {
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
