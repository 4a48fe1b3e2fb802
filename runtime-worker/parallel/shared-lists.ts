import { address } from '../core/values.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';
import type { ObjectPlan, Station } from './station.ts';

/** Queue and Stack for goroutines of several workers: every operation is atomic, values are copied. */

const LOCK = 0;
const SIZE = 1;
const FIRST = 2;
const LAST = 3;

/** Words of a node of a list. */
const NEXT = 0;
const PREVIOUS = 1;
const VALUE = 2;
const NODE_WORDS = VALUE + SLOT_WORDS;

export const reserveList = (layout: Layout): number => layout.reserve(4);

/** A list in shared memory: what a queue and a stack have in common. */
class SharedList {
  readonly id: number;
  readonly name: string;
  protected readonly at: number;
  protected readonly station: Station;

  constructor(station: Station, plan: ObjectPlan) {
    this.id = plan.id;
    this.name = plan.name;
    this.at = plan.at;
    this.station = station;
  }

  /** What is printed of it is not what it is made of, which is the memory of the run. */
  toString(): string {
    return address(this);
  }

  get size(): number {
    return Atomics.load(this.station.words, this.at + SIZE);
  }

  push(value: unknown): void {
    const { words, slots } = this.station;
    const { at } = this;
    this.station.pack(value);
    const node = this.station.allocate(NODE_WORDS);
    slots.put(node + VALUE);
    lock(words, at + LOCK);
    const last = words[at + LAST]!;
    words[node + NEXT] = 0;
    words[node + PREVIOUS] = last;
    if (last === 0) words[at + FIRST] = node;
    else words[last + NEXT] = node;
    words[at + LAST] = node;
    words[at + SIZE] = words[at + SIZE]! + 1;
    unlock(words, at + LOCK);
  }

  protected takeFrom(end: typeof FIRST | typeof LAST): unknown {
    const { words, slots, heap } = this.station;
    const { at } = this;
    lock(words, at + LOCK);
    const node = words[at + end]!;
    if (node === 0) {
      unlock(words, at + LOCK);
      return undefined;
    }
    const next = words[node + NEXT]!;
    const previous = words[node + PREVIOUS]!;
    if (previous === 0) words[at + FIRST] = next;
    else words[previous + NEXT] = next;
    if (next === 0) words[at + LAST] = previous;
    else words[next + PREVIOUS] = previous;
    words[at + SIZE] = words[at + SIZE]! - 1;
    unlock(words, at + LOCK);
    slots.take(node + VALUE);
    heap.free(node, NODE_WORDS);
    return slots.unpack();
  }

  protected look(end: typeof FIRST | typeof LAST): unknown {
    const { words, slots } = this.station;
    lock(words, this.at + LOCK);
    const node = words[this.at + end]!;
    const value = node === 0 ? undefined : slots.peek(node + VALUE);
    unlock(words, this.at + LOCK);
    return value;
  }
}

/** First in, first out. */
export class SharedQueue extends SharedList {
  /** The oldest value, removed; undefined when there is none. */
  pop(): unknown {
    return this.takeFrom(FIRST);
  }

  peek(): unknown {
    return this.look(FIRST);
  }
}

/** Last in, first out. */
export class SharedStack extends SharedList {
  /** The newest value, removed; undefined when there is none. */
  pop(): unknown {
    return this.takeFrom(LAST);
  }

  peek(): unknown {
    return this.look(LAST);
  }
}
