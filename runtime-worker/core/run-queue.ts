import type { Goroutine } from './goroutine.ts';

const START = 64;

/** The runnable goroutines, in the order they became so: a ring that grows. */
export class RunQueue {
  private ring: (Goroutine | null)[] = new Array<Goroutine | null>(START).fill(null);
  private mask = START - 1;
  private head = 0;
  private tail = 0;

  constructor() {
    // Code is optimized for fields that never changed so far, and thrown away when the ring first grows in a hot loop.
    this.grow();
    this.tail = 0;
  }

  get size(): number {
    return (this.tail - this.head) & this.mask;
  }

  get empty(): boolean {
    return this.head === this.tail;
  }

  push(goroutine: Goroutine): void {
    const { tail } = this;
    this.ring[tail] = goroutine;
    this.tail = (tail + 1) & this.mask;
    if (this.tail === this.head) this.grow();
  }

  /** Removes the head; null when there is none. */
  shift(): Goroutine | null {
    const { head, ring } = this;
    if (head === this.tail) return null;
    const goroutine = ring[head] as Goroutine;
    ring[head] = null;
    this.head = (head + 1) & this.mask;
    return goroutine;
  }

  /** Removes the one at `index` from the head, which takes its place. */
  take(index: number): Goroutine {
    const place = (this.head + index) & this.mask;
    const goroutine = this.ring[place] as Goroutine;
    this.ring[place] = this.ring[this.head] as Goroutine;
    this.shift();
    return goroutine;
  }

  /** The number of the goroutine at `index` from the head; 0 when there is none. */
  idAt(index: number): number {
    return index < this.size ? (this.ring[(this.head + index) & this.mask]?.id ?? 0) : 0;
  }

  /** The ring is full, its end come round to its beginning. */
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
