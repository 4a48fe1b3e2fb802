import { scheduler } from '../active.ts';

/** First in, first out; safe for concurrent use: every operation is atomic. */
export class Queue<T> {
  id = scheduler.nextObject();
  name = '';
  private items: (T | undefined)[] = new Array<T | undefined>(16).fill(undefined);
  private head = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  push(value: T): void {
    if (this.count === this.items.length) this.grow();
    this.items[(this.head + this.count) & (this.items.length - 1)] = value;
    this.count++;
  }

  /** The oldest value, removed; undefined when there is none. */
  pop(): T | undefined {
    if (this.count === 0) return undefined;
    const value = this.items[this.head];
    this.items[this.head] = undefined;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.count--;
    return value;
  }

  /** The oldest value; undefined when there is none. */
  peek(): T | undefined {
    return this.count === 0 ? undefined : this.items[this.head];
  }

  private grow(): void {
    const { items, head } = this;
    const larger = new Array<T | undefined>(items.length * 2).fill(undefined);
    for (let at = 0; at < items.length; at++) larger[at] = items[(head + at) & (items.length - 1)];
    this.items = larger;
    this.head = 0;
  }
}
