/**
 * Strings of a trace. A record names a string by its index: the worker in the high 8 bits, the string's number
 * within that worker in the low 24. The writer's side keeps what it has given a number; the reader's side what
 * arrived.
 */

/** The index of a text that was lost because nobody took the ones before it. */
export const LOST_TEXT = 0xffffffff;
/** UTF-16 units of a text that are kept; a longer one ends in an ellipsis. */
export const LONGEST_TEXT = 4096;

const NUMBERS = 0x00ff_ffff;
/** Log lines rarely repeat: names do. Beyond this many, a new text gets a number but is not remembered. */
export const REMEMBERED = 4096;

/** Gives texts their indices: the same text the same index, as long as it is remembered. */
export class Interner {
  readonly #known = new Map<string, number>();
  readonly #base: number;
  #next = 0;

  constructor(worker: number) {
    this.#base = (worker << 24) >>> 0;
  }

  /** The text as it is kept. */
  static clip(text: string): string {
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
  }

  known(text: string): number | undefined {
    return this.#known.get(text);
  }

  /** A new index for a text; undefined when the worker has used up its numbers. */
  add(text: string): number | undefined {
    // The last number of the last worker would be LOST_TEXT.
    if (this.#next >= NUMBERS) return undefined;
    const index = this.#base + this.#next++;
    if (this.#known.size < REMEMBERED) this.#known.set(text, index);
    return index;
  }
}

/** The strings of a run, as they arrive. */
export class StringTable {
  readonly #texts = new Map<number, string>();

  get size(): number {
    return this.#texts.size;
  }

  set(index: number, text: string): void {
    this.#texts.set(index, text);
  }

  /** The text, or `?` and its index where it never arrived. */
  get(index: number): string {
    return this.#texts.get(index) ?? (index === LOST_TEXT ? '…' : `?${index}`);
  }

  entries(): IterableIterator<[number, string]> {
    return this.#texts.entries();
  }
}
