import { scheduler } from '../active.ts';

/** sync.Pool: items for reuse. Nothing may be assumed about which one `get` gives (PL-1). */
export class Pool<T> {
  id = scheduler.nextObject();
  name = '';
  private readonly make: (() => T) | null;
  private readonly items: T[] = [];

  /** `make` is called by `get` when there is nothing to give. */
  constructor(make?: () => T) {
    this.make = make ?? null;
  }

  /** Some item put earlier, else a new one, else null. */
  get(): T {
    const item = this.items.pop();
    if (item !== undefined) return item;
    return this.make === null ? (null as T) : this.make();
  }

  /** Null is ignored (PL-2). */
  put(item: T): void {
    if (item !== null && item !== undefined) this.items.push(item);
  }
}
