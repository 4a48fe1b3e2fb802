import { onDone, type Context } from '../core/context.ts';
import type { Awaitable, Goroutine, Retry, Waitable } from '../core/goroutine.ts';
import { panic } from '../core/panic.ts';
import { WAIT_RECEIVE, WAIT_SELECT } from '../core/recorder.ts';
import { lock, unlock } from './lock.ts';
import type { Layout, SharedMemory } from './memory.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { CLOSED, DONE, EXTRA, FIRST, join, leave, QUEUE, QUEUE_WORDS, RESULT } from './waiters.ts';

const LOCK = 0;
const TOTAL = 1;
const HELD = 2;
const WAITERS = 3;

export const reserveSemaphore = (layout: Layout): number => layout.reserve(WAITERS + QUEUE_WORDS);

/** Once, by the host. */
export function initSemaphore(memory: SharedMemory, at: number, size: number): void {
  memory.words[at + TOTAL] = size;
}

/** semaphore.Weighted for goroutines of several workers: strictly first come first served (SW-1, SW-2). */
export class SharedSemaphore implements Waitable, Arrival {
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

  /** Null once it holds `n`; the context's error when that ends first, also where tokens are free (SW-3, SW-6). */
  acquire(ctx: Context, n = 1): Awaitable<Error | null> {
    const station = this.#station;
    const { words, memory, scheduler } = station;
    const at = this.#at;
    const error = ctx.err();
    if (error !== null) return error;
    if (this.tryAcquire(n)) return null;
    const waiter = station.waiter(0, -1);
    words[waiter + EXTRA] = n;
    lock(words, at + LOCK);
    // More than there will ever be: it waits for the context alone, and nobody waits behind it.
    const hopeless = n > words[at + TOTAL]!;
    const granted = this.#take(n);
    if (!granted && !hopeless) join(memory, at + WAITERS, waiter);
    unlock(words, at + LOCK);
    if (granted) {
      station.free(waiter);
      return null;
    }
    const goroutine = scheduler.current;
    const off = onDone(ctx, () => this.#abandon(waiter, goroutine));
    scheduler.retryWith(new Acquired(this, ctx, n, off));
    return station.park(waiter, hopeless ? WAIT_RECEIVE : WAIT_SELECT, this, this);
  }

  /** False when it would have to wait, also behind others (SW-1). */
  tryAcquire(n = 1): boolean {
    const { words } = this.#station;
    lock(words, this.#at + LOCK);
    const granted = this.#take(n);
    unlock(words, this.#at + LOCK);
    return granted;
  }

  /** @throws Panic `semaphore: released more than held` (SW-4) */
  release(n = 1): void {
    const { words } = this.#station;
    const at = this.#at;
    lock(words, at + LOCK);
    words[at + HELD] = words[at + HELD]! - n;
    const tooMuch = words[at + HELD]! < 0;
    const served = tooMuch ? [] : this.#serve();
    unlock(words, at + LOCK);
    if (tooMuch) panic('semaphore: released more than held');
    for (const waiter of served) this.#station.deliver(waiter);
  }

  arrived(waiter: number, goroutine: Goroutine): void {
    this.#station.free(waiter);
    this.#station.scheduler.ready(goroutine, undefined, true);
  }

  /** The context ended: the request leaves the queue, and the ones behind it may go (SW-5). */
  #abandon(waiter: number, goroutine: Goroutine): void {
    const station = this.#station;
    const { words } = station;
    const at = this.#at;
    lock(words, at + LOCK);
    const granted = words[waiter + RESULT] === DONE;
    if (!granted) words[waiter + RESULT] = CLOSED;
    if (words[waiter + QUEUE] !== 0) leave(station.memory, waiter);
    const served = this.#serve();
    unlock(words, at + LOCK);
    for (const other of served) station.deliver(other);
    // Granted a moment ago: it is on its way home, and finds the context ended.
    if (granted) return;
    station.forget(waiter);
    station.free(waiter);
    station.scheduler.ready(goroutine, undefined, false);
  }

  #take(n: number): boolean {
    const { words } = this.#station;
    const at = this.#at;
    if (words[at + WAITERS + FIRST] !== 0 || words[at + TOTAL]! - words[at + HELD]! < n) return false;
    words[at + HELD] = words[at + HELD]! + n;
    return true;
  }

  /** Grants from the head of the queue what there is; returns whom. */
  #serve(): number[] {
    const { words, memory } = this.#station;
    const at = this.#at;
    const served: number[] = [];
    for (let first = words[at + WAITERS + FIRST]!; first !== 0; first = words[at + WAITERS + FIRST]!) {
      const n = words[first + EXTRA]!;
      if (words[at + TOTAL]! - words[at + HELD]! < n) break;
      leave(memory, first);
      words[at + HELD] = words[at + HELD]! + n;
      words[first + RESULT] = DONE;
      served.push(first);
    }
    return served;
  }
}

class Acquired implements Retry {
  readonly #semaphore: SharedSemaphore;
  readonly #ctx: Context;
  readonly #n: number;
  readonly #off: (() => void) | null;

  constructor(semaphore: SharedSemaphore, ctx: Context, n: number, off: (() => void) | null) {
    this.#semaphore = semaphore;
    this.#ctx = ctx;
    this.#n = n;
    this.#off = off;
  }

  retry(goroutine: Goroutine): unknown {
    this.#off?.();
    const error = this.#ctx.err();
    // Granted and cancelled at the same time: the tokens go back (SW-6).
    if (error !== null && goroutine.ok) this.#semaphore.release(this.#n);
    return error;
  }
}
