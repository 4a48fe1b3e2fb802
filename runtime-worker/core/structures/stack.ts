import { scheduler } from '../active.ts';

/** Last in, first out; safe for concurrent use: every operation is atomic. */
export class Stack<T> {
  id = scheduler.nextObject();
  name = '';
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  push(value: T): void {
    this.items.push(value);
  }

  /** The newest value, removed; undefined when there is none. */
  pop(): T | undefined {
    return this.items.pop();
  }

  /** The newest value; undefined when there is none. */
  peek(): T | undefined {
    return this.items[this.items.length - 1];
  }
}
