import type { Awaitable, Goroutine, Waitable } from '../core/goroutine.ts';
import { TRACE, WAIT_MUTEX, WAIT_READ_LOCK, WAIT_WRITE_LOCK } from '../core/recorder.ts';
import type { Locker } from '../core/sync/mutex.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { DONE, EXTRA, FIRST, join, LENGTH, QUEUE_WORDS, RESULT, takeFirst } from './waiters.ts';

const LOCK = 0;
const READERS = 1;
const WRITING = 2;
/** The writer that has announced itself and waits for readers to leave: one at most. */
const ANNOUNCED = 3;
/** Readers that came after a writer announced itself. */
const READERS_HELD = ANNOUNCED + QUEUE_WORDS;
/** Writers behind the first: they wait for Go's inner mutex (RW-10). */
const WRITERS = READERS_HELD + QUEUE_WORDS;

export const reserveRWMutex = (layout: Layout): number => layout.reserve(WRITERS + QUEUE_WORDS);

/** What a waiter waits for, in its `EXTRA` word. */
const FOR_READING = 1;
const FOR_WRITING = 0;
const BEHIND_A_WRITER = 2;

/**
 * sync.RWMutex for goroutines of several workers. From the moment a writer calls `lock`, new readers wait (RW-2);
 * its `unlock` lets in every reader that queued meanwhile, then the next writer (RW-11).
 */
export class SharedRWMutex implements Locker, Waitable, Arrival {
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
    return this.#enter(FOR_WRITING);
  }

  rLock(): Awaitable<void> {
    return this.#enter(FOR_READING);
  }

  /** Fails if anybody is inside (RW-7). */
  tryLock(): boolean {
    const { words } = this.#station;
    lock(words, this.#at + LOCK);
    const entered = this.#tryWrite();
    unlock(words, this.#at + LOCK);
    if (entered) this.#record(TRACE.lock, this.#station.scheduler.current.id, 0);
    return entered;
  }

  /** Fails if a writer is inside or waits (RW-7). */
  tryRLock(): boolean {
    const { words } = this.#station;
    lock(words, this.#at + LOCK);
    const entered = this.#tryRead();
    unlock(words, this.#at + LOCK);
    if (entered) this.#record(TRACE.lock, this.#station.scheduler.current.id, 1);
    return entered;
  }

  /** Fatal when it is not locked for writing: `sync: Unlock of unlocked RWMutex` (RW-5). */
  unlock(): void {
    const station = this.#station;
    const { words, memory, scheduler } = station;
    const at = this.#at;
    lock(words, at + LOCK);
    if (words[at + WRITING] === 0) {
      unlock(words, at + LOCK);
      scheduler.fatal('sync: Unlock of unlocked RWMutex');
    }
    words[at + WRITING] = 0;
    const entered: number[] = [];
    for (
      let reader = takeFirst(memory, at + READERS_HELD);
      reader !== 0;
      reader = takeFirst(memory, at + READERS_HELD)
    )
      entered.push(reader);
    words[at + READERS] = words[at + READERS]! + entered.length;
    const writer = takeFirst(memory, at + WRITERS);
    if (writer !== 0) {
      words[writer + EXTRA] = FOR_WRITING;
      if (words[at + READERS] === 0) {
        words[at + WRITING] = 1;
        entered.push(writer);
      } else {
        // It leaves Go's inner mutex and announces itself: the readers just let in are the last before it.
        join(memory, at + ANNOUNCED, writer);
      }
    }
    for (const waiter of entered) words[waiter + RESULT] = DONE;
    unlock(words, at + LOCK);
    this.#record(TRACE.unlock, scheduler.current.id, 0);
    for (const waiter of entered) station.deliver(waiter);
  }

  /** Fatal when nobody reads: `sync: RUnlock of unlocked RWMutex` (RW-4). */
  rUnlock(): void {
    const station = this.#station;
    const { words, memory, scheduler } = station;
    const at = this.#at;
    lock(words, at + LOCK);
    if (words[at + READERS] === 0) {
      unlock(words, at + LOCK);
      scheduler.fatal('sync: RUnlock of unlocked RWMutex');
    }
    words[at + READERS] = words[at + READERS]! - 1;
    const writer = words[at + READERS] === 0 ? takeFirst(memory, at + ANNOUNCED) : 0;
    if (writer !== 0) {
      words[at + WRITING] = 1;
      words[writer + RESULT] = DONE;
    }
    unlock(words, at + LOCK);
    this.#record(TRACE.unlock, scheduler.current.id, 1);
    if (writer !== 0) station.deliver(writer);
  }

  /** A locker whose `lock` and `unlock` are `rLock` and `rUnlock` (RW-9). */
  rLocker(): Locker {
    return { lock: () => this.rLock(), unlock: () => this.rUnlock() };
  }

  arrived(waiter: number, goroutine: Goroutine): void {
    const mode = this.#station.words[waiter + EXTRA] === FOR_READING ? 1 : 0;
    this.#station.free(waiter);
    this.#record(TRACE.lock, goroutine.id, mode);
    this.#station.scheduler.ready(goroutine, undefined, true);
  }

  /** A writer's reason changes while it waits: when it comes first, it waits for readers. */
  reason(waiter: number): number {
    const waits = this.#station.words[waiter + EXTRA];
    return waits === FOR_READING ? WAIT_READ_LOCK : waits === FOR_WRITING ? WAIT_WRITE_LOCK : WAIT_MUTEX;
  }

  #enter(wanted: number): Awaitable<void> {
    const station = this.#station;
    const { words } = station;
    const at = this.#at;
    if (wanted === FOR_READING ? this.tryRLock() : this.tryLock()) return undefined;
    const waiter = station.waiter(0, -1);
    lock(words, at + LOCK);
    const entered = wanted === FOR_READING ? this.#tryRead() : this.#tryWrite();
    if (!entered) this.#queue(waiter, wanted);
    unlock(words, at + LOCK);
    if (!entered) return station.park(waiter, this.reason(waiter), this, this);
    station.free(waiter);
    this.#record(TRACE.lock, station.scheduler.current.id, wanted);
    return undefined;
  }

  #queue(waiter: number, wanted: number): void {
    const { words, memory } = this.#station;
    const at = this.#at;
    const behind =
      wanted === FOR_WRITING && (words[at + WRITING] === 1 || words[at + ANNOUNCED + FIRST] !== 0);
    words[waiter + EXTRA] = behind ? BEHIND_A_WRITER : wanted;
    join(memory, at + (wanted === FOR_READING ? READERS_HELD : behind ? WRITERS : ANNOUNCED), waiter);
  }

  #tryWrite(): boolean {
    const { words } = this.#station;
    const at = this.#at;
    if (words[at + WRITING] !== 0 || words[at + READERS] !== 0 || words[at + ANNOUNCED + FIRST] !== 0)
      return false;
    words[at + WRITING] = 1;
    return true;
  }

  #tryRead(): boolean {
    const { words } = this.#station;
    const at = this.#at;
    if (words[at + WRITING] !== 0 || words[at + ANNOUNCED + FIRST] !== 0) return false;
    words[at + READERS] = words[at + READERS]! + 1;
    return true;
  }

  #record(kind: number, goroutine: number, mode: number): void {
    const { scheduler, words } = this.#station;
    if (scheduler.recorder === null) return;
    const waiting = [ANNOUNCED, READERS_HELD, WRITERS].reduce(
      (sum, queue) => sum + words[this.#at + queue + LENGTH]!,
      0,
    );
    scheduler.recorder.record(kind, goroutine, this.id, mode, waiting);
  }
}
