import { scheduler } from '../active.ts';

/** sync.Map: safe for concurrent use, every operation atomic (SM-1, SM-2). A key compares as in a JavaScript `Map`. */
export class HashMap<K, V> {
  id = scheduler.nextObject();
  name = '';
  private readonly entries = new Map<K, V>();

  get size(): number {
    return this.entries.size;
  }

  /** Undefined when there is none. */
  load(key: K): V | undefined {
    return this.entries.get(key);
  }

  store(key: K, value: V): void {
    this.entries.set(key, value);
  }

  /** The value there was, else `value`, now stored; `loaded` says which. */
  loadOrStore(key: K, value: V): [actual: V, loaded: boolean] {
    if (this.entries.has(key)) return [this.entries.get(key) as V, true];
    this.entries.set(key, value);
    return [value, false];
  }

  loadAndDelete(key: K): [value: V | undefined, loaded: boolean] {
    const value = this.entries.get(key);
    return [value, this.entries.delete(key)];
  }

  delete(key: K): void {
    this.entries.delete(key);
  }

  /** The value there was, if any. */
  swap(key: K, value: V): [previous: V | undefined, loaded: boolean] {
    const loaded = this.entries.has(key);
    const held = this.entries.get(key);
    this.entries.set(key, value);
    return [held, loaded];
  }

  compareAndSwap(key: K, old: V, value: V): boolean {
    if (!this.entries.has(key) || this.entries.get(key) !== old) return false;
    this.entries.set(key, value);
    return true;
  }

  compareAndDelete(key: K, old: V): boolean {
    if (!this.entries.has(key) || this.entries.get(key) !== old) return false;
    return this.entries.delete(key);
  }

  /** Visits each key at most once, until `f` returns false; `f` may change the map. No snapshot. */
  range(f: (key: K, value: V) => unknown): void {
    for (const [key, value] of this.entries) if (f(key, value) === false) return;
  }

  clear(): void {
    this.entries.clear();
  }
}
