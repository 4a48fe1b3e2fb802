import type { Goroutine } from './goroutine.ts';

const START = 64;
const COUNTER_MASK = 0x3fffffff;

/** The runnable goroutines, in the order they became so: a ring that grows. */
export class RunQueue {
  private ring: (Goroutine | null)[] = new Array<Goroutine | null>(START).fill(null);
  private mask = START - 1;
  private head = 0;
  private tail = 0;

  get size(): number {
    return (this.tail - this.head) & COUNTER_MASK;
  }

  get empty(): boolean {
    return this.head === this.tail;
  }

  push(goroutine: Goroutine): void {
    this.ring[this.tail & this.mask] = goroutine;
    this.tail = (this.tail + 1) & COUNTER_MASK;
    if (((this.tail - this.head) & COUNTER_MASK) > this.mask) this.grow();
  }

  /** Removes the head; null when there is none. */
  shift(): Goroutine | null {
    const head = this.head;
    if (head === this.tail) return null;
    const place = head & this.mask;
    const goroutine = this.ring[place] as Goroutine;
    this.ring[place] = null;
    this.head = (head + 1) & COUNTER_MASK;
    return goroutine;
  }

  /** Removes the one at `index` from the head, which takes its place. */
  take(index: number): Goroutine {
    const place = (this.head + index) & this.mask;
    const goroutine = this.ring[place] as Goroutine;
    this.ring[place] = this.ring[this.head & this.mask] as Goroutine;
    this.shift();
    return goroutine;
  }

  /** The number of the goroutine at `index` from the head; 0 when there is none. */
  idAt(index: number): number {
    return index < this.size ? (this.ring[(this.head + index) & this.mask]?.id ?? 0) : 0;
  }

  private grow(): void {
    const size = this.mask + 1;
    const larger = new Array<Goroutine | null>(size * 2).fill(null);
    for (let at = 0; at < size; at++) larger[at] = this.ring[(this.head + at) & this.mask] as Goroutine;
    this.ring = larger;
    this.mask = size * 2 - 1;
    this.head = 0;
    this.tail = size;
  }
}
