import type { Awaitable, Goroutine, Retry, Waitable } from '../core/goroutine.ts';
import { WAIT_COND } from '../core/recorder.ts';
import type { Locker } from '../core/sync/mutex.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { DONE, join, QUEUE_WORDS, RESULT, takeFirst } from './waiters.ts';

const LOCK = 0;
const WAITERS = 1;

export const reserveCond = (layout: Layout): number => layout.reserve(WAITERS + QUEUE_WORDS);

/** sync.Cond for goroutines of several workers; its locker is shared too. */
export class SharedCond implements Waitable, Retry, Arrival {
  readonly id: number;
  readonly name: string;
  readonly l: Locker;
  readonly #at: number;
  readonly #station: Station;

  constructor(station: Station, plan: ObjectPlan, locker: Locker) {
    this.id = plan.id;
    this.name = plan.name;
    this.l = locker;
    this.#at = plan.at;
    this.#station = station;
  }

  /** Takes a ticket, unlocks `l`, waits, and holds `l` again when it returns (CO-1). A signal is never lost (CO-10). */
  wait(): Awaitable<void> {
    const station = this.#station;
    const { words, scheduler } = station;
    const waiter = station.waiter(0, -1);
    lock(words, this.#at + LOCK);
    join(station.memory, this.#at + WAITERS, waiter);
    unlock(words, this.#at + LOCK);
    this.l.unlock();
    scheduler.retryWith(this);
    return station.park(waiter, WAIT_COND, this, this);
  }

  /** Wakes the one that has waited longest; lost when nobody waits (CO-3, CO-5). */
  signal(): void {
    const waiter = this.#take();
    if (waiter !== 0) this.#station.deliver(waiter);
  }

  /** Wakes everybody who waits at this moment (CO-4). */
  broadcast(): void {
    const { words, memory } = this.#station;
    const woken: number[] = [];
    lock(words, this.#at + LOCK);
    for (let waiter = takeFirst(memory, this.#at + WAITERS); waiter !== 0;) {
      words[waiter + RESULT] = DONE;
      woken.push(waiter);
      waiter = takeFirst(memory, this.#at + WAITERS);
    }
    unlock(words, this.#at + LOCK);
    for (const waiter of woken) this.#station.deliver(waiter);
  }

  arrived(waiter: number, goroutine: Goroutine): void {
    this.#station.free(waiter);
    this.#station.scheduler.ready(goroutine, undefined, true);
  }

  /** @internal */
  retry(_goroutine: Goroutine): unknown {
    return this.l.lock();
  }

  #take(): number {
    const { words, memory } = this.#station;
    lock(words, this.#at + LOCK);
    const waiter = takeFirst(memory, this.#at + WAITERS);
    if (waiter !== 0) words[waiter + RESULT] = DONE;
    unlock(words, this.#at + LOCK);
    return waiter;
  }
}
