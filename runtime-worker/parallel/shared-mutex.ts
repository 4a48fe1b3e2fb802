import type { Awaitable, Goroutine, Retry, Waitable } from '../core/goroutine.ts';
import { TRACE, WAIT_MUTEX } from '../core/recorder.ts';
import type { Locker } from '../core/sync/mutex.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { AGAIN, DONE, EXTRA, join, joinFirst, LENGTH, QUEUE_WORDS, RESULT, takeFirst } from './waiters.ts';

const LOCK = 0;
const HELD = 1;
const STARVING = 2;
/** A waiter has been woken and has not yet tried: another need not be. */
const WOKEN = 3;
const WAITERS = 4;

export const reserveMutex = (layout: Layout): number => layout.reserve(WAITERS + QUEUE_WORDS);

/** Microseconds after which a waiter puts the mutex into starvation mode (MU-6). */
const STARVING_AFTER = 1000;

/**
 * sync.Mutex for goroutines of several workers: free for all, until a waiter starves; then it is handed over, first
 * come first served (MU-5, MU-6).
 */
export class SharedMutex implements Locker, Waitable, Retry, Arrival {
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

  lock(): Awaitable<void> {
    const station = this.#station;
    const { words, scheduler } = station;
    const at = this.#at;
    if (this.tryLock()) return undefined;
    // Made before the lock is taken: there may be no memory for it.
    const waiter = station.waiter(0, -1);
    words[waiter + EXTRA] = this.#micros();
    lock(words, at + LOCK);
    const mine = words[at + HELD] === 0 && words[at + STARVING] === 0;
    if (mine) words[at + HELD] = 1;
    else join(station.memory, at + WAITERS, waiter);
    unlock(words, at + LOCK);
    if (mine) {
      station.free(waiter);
      this.#record(TRACE.lock);
      return undefined;
    }
    scheduler.retryWith(this);
    return station.park(waiter, WAIT_MUTEX, this, this);
  }

  /** True when it acquired the lock; never waits, and never passes a starving waiter (MU-4). */
  tryLock(): boolean {
    const { words } = this.#station;
    const at = this.#at;
    lock(words, at + LOCK);
    const free = words[at + HELD] === 0 && words[at + STARVING] === 0;
    if (free) words[at + HELD] = 1;
    unlock(words, at + LOCK);
    if (free) this.#record(TRACE.lock);
    return free;
  }

  /** Fatal when it is not locked: `sync: unlock of unlocked mutex` (MU-2). */
  unlock(): void {
    const station = this.#station;
    const { words } = station;
    const at = this.#at;
    lock(words, at + LOCK);
    if (words[at + HELD] === 0) {
      unlock(words, at + LOCK);
      station.scheduler.fatal('sync: unlock of unlocked mutex');
    }
    const handOver = words[at + STARVING] === 1;
    words[at + HELD] = 0;
    let waiter = 0;
    if (handOver || words[at + WOKEN] === 0) waiter = takeFirst(station.memory, at + WAITERS);
    if (waiter !== 0) {
      words[waiter + RESULT] = handOver ? DONE : AGAIN;
      words[at + (handOver ? HELD : WOKEN)] = 1;
    }
    unlock(words, at + LOCK);
    this.#record(TRACE.unlock);
    if (waiter !== 0) station.deliver(waiter);
  }

  arrived(waiter: number, goroutine: Goroutine): void {
    // It tries when it runs, not when it is woken: until then the lock is free for all.
    this.#station.scheduler.ready(goroutine, waiter, true);
  }

  /** @internal A woken waiter runs again: it was handed the lock, or tries for it. */
  retry(goroutine: Goroutine): unknown {
    const station = this.#station;
    const { words } = station;
    const at = this.#at;
    const waiter = goroutine.value as number;
    const starved = ((this.#micros() - words[waiter + EXTRA]!) | 0) > STARVING_AFTER;
    lock(words, at + LOCK);
    const handed = words[waiter + RESULT] === DONE;
    if (!handed) words[at + WOKEN] = 0;
    const mine = handed || words[at + HELD] === 0;
    if (mine) {
      words[at + HELD] = 1;
      if (!starved || words[at + WAITERS + LENGTH] === 0) words[at + STARVING] = 0;
    } else {
      if (starved) words[at + STARVING] = 1;
      joinFirst(station.memory, at + WAITERS, waiter);
    }
    unlock(words, at + LOCK);
    if (!mine) {
      station.scheduler.retryWith(this);
      return station.park(waiter, WAIT_MUTEX, this, this);
    }
    station.free(waiter);
    this.#record(TRACE.lock);
    return undefined;
  }

  #micros(): number {
    return Math.floor(this.#station.scheduler.clock.now / 1000) | 0;
  }

  #record(kind: number): void {
    const { scheduler, words } = this.#station;
    if (scheduler.recorder === null) return;
    scheduler.recorder.record(kind, scheduler.current.id, this.id, 0, words[this.#at + WAITERS + LENGTH]!);
  }
}
