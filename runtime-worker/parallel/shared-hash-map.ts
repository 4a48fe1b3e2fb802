import { panic } from '../core/panic.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';
import type { ObjectPlan, Station } from './station.ts';

const LOCK = 0;
const SIZE = 1;
const BUCKETS = 2;
const BUCKET_COUNT = 256;

/** Words of an entry. */
const NEXT = 0;
const HASH = 1;
const KEY = 2;
const VALUE = KEY + SLOT_WORDS;
const ENTRY_WORDS = VALUE + SLOT_WORDS;

export const reserveHashMap = (layout: Layout): number => layout.reserve(BUCKETS + BUCKET_COUNT);

/**
 * sync.Map for goroutines of several workers (SM-1, SM-2). Keys are what means the same everywhere: strings,
 * numbers, booleans, bigints, null and undefined. Values are copied in and out.
 */
export class SharedHashMap {
  readonly id: number;
  readonly name: string;
  readonly #at: number;
  readonly #station: Station;
  /** The last step linked its fresh entry. */
  #linked = false;

  constructor(station: Station, plan: ObjectPlan) {
    this.id = plan.id;
    this.name = plan.name;
    this.#at = plan.at;
    this.#station = station;
  }

  get size(): number {
    return Atomics.load(this.#station.words, this.#at + SIZE);
  }

  /** Undefined when there is none. */
  load(key: unknown): unknown {
    return this.#held(key, (entry) => (entry === 0 ? undefined : this.#value(entry)));
  }

  store(key: unknown, value: unknown): void {
    this.#with(key, value, (entry, fresh) => this.#put(entry, fresh));
  }

  /** The value there was, else `value`, now stored; `loaded` says which. */
  loadOrStore(key: unknown, value: unknown): [actual: unknown, loaded: boolean] {
    return this.#with(key, value, (entry, fresh) => {
      if (entry !== 0) return [this.#value(entry), true];
      this.#put(0, fresh);
      return [value, false];
    });
  }

  loadAndDelete(key: unknown): [value: unknown, loaded: boolean] {
    return this.#held(key, (entry) => {
      if (entry === 0) return [undefined, false];
      const value = this.#value(entry);
      this.#remove(entry);
      return [value, true];
    });
  }

  delete(key: unknown): void {
    this.#held(key, (entry) => {
      if (entry !== 0) this.#remove(entry);
    });
  }

  /** The value there was, if any. */
  swap(key: unknown, value: unknown): [previous: unknown, loaded: boolean] {
    return this.#with(key, value, (entry, fresh) => {
      const previous: [unknown, boolean] = entry === 0 ? [undefined, false] : [this.#value(entry), true];
      this.#put(entry, fresh);
      return previous;
    });
  }

  /** Compares as `===` does: copies of an object are never equal. */
  compareAndSwap(key: unknown, old: unknown, value: unknown): boolean {
    return this.#with(key, value, (entry, fresh) => {
      if (entry === 0 || this.#value(entry) !== old) return false;
      this.#put(entry, fresh);
      return true;
    });
  }

  compareAndDelete(key: unknown, old: unknown): boolean {
    return this.#held(key, (entry) => {
      if (entry === 0 || this.#value(entry) !== old) return false;
      this.#remove(entry);
      return true;
    });
  }

  /** Visits the keys there are when it begins, with what they hold when their turn comes, until `f` returns false. */
  range(f: (key: unknown, value: unknown) => unknown): void {
    for (const key of this.#keys()) {
      const held = this.#held(key, (entry) => (entry === 0 ? null : { value: this.#value(entry) }));
      if (held !== null && f(key, held.value) === false) return;
    }
  }

  clear(): void {
    for (const key of this.#keys()) this.delete(key);
  }

  /** One atomic step on the entry of a key; 0 when it has none. No code of the program runs inside. */
  #held<R>(key: unknown, step: (entry: number) => R): R {
    const { words } = this.#station;
    const hash = hashOf(key);
    lock(words, this.#at + LOCK);
    try {
      let entry = words[this.#bucket(hash)]!;
      while (entry !== 0 && !(words[entry + HASH] === hash && sameKey(this.#key(entry), key)))
        entry = words[entry + NEXT]!;
      return step(entry);
    } finally {
      unlock(words, this.#at + LOCK);
    }
  }

  /** The same, with a fresh entry of this key and value at hand, made before; what is left of it is freed after. */
  #with<R>(key: unknown, value: unknown, step: (entry: number, fresh: number) => R): R {
    const { words, slots, heap } = this.#station;
    const hash = hashOf(key);
    this.#station.pack(value);
    const fresh = this.#station.allocate(ENTRY_WORDS);
    slots.put(fresh + VALUE);
    this.#station.pack(key);
    slots.put(fresh + KEY);
    words[fresh + HASH] = hash;
    words[fresh + NEXT] = 0;
    this.#linked = false;
    const result = this.#held(key, (entry) => step(entry, fresh));
    // From the moment it is linked it belongs to all.
    if (!this.#linked) {
      slots.clear(fresh + KEY);
      slots.clear(fresh + VALUE);
      heap.free(fresh, ENTRY_WORDS);
    }
    return result;
  }

  /** Gives the entry the fresh one's value, or links the fresh one where there is none. */
  #put(entry: number, fresh: number): void {
    const { words, slots } = this.#station;
    if (entry !== 0) {
      slots.exchange(entry + VALUE, fresh + VALUE);
      return;
    }
    const bucket = this.#bucket(words[fresh + HASH]!);
    words[fresh + NEXT] = words[bucket]!;
    words[bucket] = fresh;
    words[this.#at + SIZE] = words[this.#at + SIZE]! + 1;
    this.#linked = true;
  }

  #remove(entry: number): void {
    const { words, slots, heap } = this.#station;
    let link = this.#bucket(words[entry + HASH]!);
    while (words[link] !== entry) link = words[link]! + NEXT;
    words[link] = words[entry + NEXT]!;
    slots.clear(entry + KEY);
    slots.clear(entry + VALUE);
    heap.free(entry, ENTRY_WORDS);
    words[this.#at + SIZE] = words[this.#at + SIZE]! - 1;
  }

  #keys(): unknown[] {
    const { words } = this.#station;
    const keys: unknown[] = [];
    lock(words, this.#at + LOCK);
    for (let bucket = 0; bucket < BUCKET_COUNT; bucket++) {
      for (let entry = words[this.#at + BUCKETS + bucket]!; entry !== 0; entry = words[entry + NEXT]!)
        keys.push(this.#key(entry));
    }
    unlock(words, this.#at + LOCK);
    return keys;
  }

  #key(entry: number): unknown {
    return this.#station.slots.peek(entry + KEY);
  }

  #value(entry: number): unknown {
    return this.#station.slots.peek(entry + VALUE);
  }

  #bucket(hash: number): number {
    return this.#at + BUCKETS + (hash & (BUCKET_COUNT - 1));
  }
}

/** Keys compare as in a JavaScript `Map`. */
const sameKey = (one: unknown, other: unknown): boolean => one === other || (one !== one && other !== other);

function hashOf(key: unknown): number {
  if ((typeof key === 'object' && key !== null) || typeof key === 'function' || typeof key === 'symbol')
    panic('a map that several workers use takes strings, numbers and booleans for keys');
  const text = Object.is(key, -0) ? '0' : String(key);
  let hash = typeof key === 'string' ? 7 : 3;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash ^ (hash >>> 15);
}
