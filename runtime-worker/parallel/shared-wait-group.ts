import type { Awaitable, Goroutine, Retry, Waitable } from '../core/goroutine.ts';
import { panic } from '../core/panic.ts';
import { TRACE, WAIT_GROUP } from '../core/recorder.ts';
import { WaitGroup } from '../core/sync/wait-group.ts';
import { lock, unlock } from './lock.ts';
import type { Layout, SharedMemory } from './memory.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { DONE, join, QUEUE_WORDS, RESULT, takeFirst } from './waiters.ts';

const LOCK = 0;
const COUNTER = 1;
const WAITERS = 2;

export const reserveWaitGroup = (layout: Layout): number => layout.reserve(WAITERS + QUEUE_WORDS);

/** Once, by the host. */
export function initWaitGroup(memory: SharedMemory, at: number, count: number): void {
  memory.words[at + COUNTER] = count;
}

/**
 * sync.WaitGroup for goroutines of several workers. The last `done` releases all that wait in the same critical
 * section, so an `add` never finds waiters at zero: the misuse of WG-6 cannot arise.
 */
export class SharedWaitGroup implements Waitable, Arrival, Retry {
  readonly id: number;
  readonly name: string;
  readonly #at: number;
  readonly #station: Station;

  constructor(station: Station, plan: ObjectPlan) {
    this.id = plan.id;
    this.name = plan.name;
    this.#at = plan.at;
    this.#station = station;
  }

  /** @throws Panic `sync: negative WaitGroup counter` (WG-2) */
  add(delta: number): void {
    const station = this.#station;
    const { words, memory, scheduler } = station;
    const at = this.#at;
    lock(words, at + LOCK);
    const counter = (words[at + COUNTER]! + delta) | 0;
    words[at + COUNTER] = counter;
    const released: number[] = [];
    if (counter === 0) {
      for (
        let waiter = takeFirst(memory, at + WAITERS);
        waiter !== 0;
        waiter = takeFirst(memory, at + WAITERS)
      ) {
        words[waiter + RESULT] = DONE;
        released.push(waiter);
      }
    }
    unlock(words, at + LOCK);
    scheduler.recorder?.record(TRACE.add, scheduler.current.id, this.id, delta >>> 0, counter >>> 0);
    if (counter < 0) panic('sync: negative WaitGroup counter');
    for (const waiter of released) station.deliver(waiter);
  }

  done(): void {
    this.add(-1);
  }

  /** @throws Panic `sync: WaitGroup is reused before previous Wait has returned` (WG-5) */
  wait(): Awaitable<void> {
    const station = this.#station;
    const { words, memory } = station;
    const at = this.#at;
    if (Atomics.load(words, at + COUNTER) === 0) return undefined;
    const waiter = station.waiter(0, -1);
    lock(words, at + LOCK);
    const over = words[at + COUNTER] === 0;
    if (!over) join(memory, at + WAITERS, waiter);
    unlock(words, at + LOCK);
    if (!over) {
      station.scheduler.retryWith(this);
      return station.park(waiter, WAIT_GROUP, this, this);
    }
    station.free(waiter);
    return undefined;
  }

  /** Adds one, runs `f` as a goroutine of this worker, and is done when it returns (WG-10). */
  go(f: () => unknown): void {
    // It asks of its group only to add and to be done.
    WaitGroup.prototype.go.call(this as unknown as WaitGroup, f);
  }

  /** A released waiter looks whether somebody has begun to use the group anew. */
  retry(): undefined {
    if (Atomics.load(this.#station.words, this.#at + COUNTER) !== 0)
      panic('sync: WaitGroup is reused before previous Wait has returned');
    return undefined;
  }

  arrived(waiter: number, goroutine: Goroutine): void {
    this.#station.free(waiter);
    this.#station.scheduler.ready(goroutine, undefined, true);
  }
}
