import type { Awaitable, Goroutine, Retry, Waitable } from '../goroutine.ts';
import { TRACE, WAIT_MUTEX } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../active.ts';
import { WaitQueue } from '../wait-queue.ts';

/** What `Cond` takes: a mutex, an RWMutex, or its read half. */
export interface Locker {
  lock(): Awaitable<void>;
  unlock(): void;
}

/**
 * Nanoseconds: a waiter that has waited longer puts the mutex into starvation mode (MU-6). By the last sample of the
 * clock: a contended lock takes 130 ns, and 190 with readings of its own.
 */
const STARVING_AFTER = 1_000_000;
/** The same where virtual time stands still: so many times woken, and beaten to it. */
const STARVING_TRIES = 16;

/** The mutex in a word, as in Go; the bits of `watch` are others, so that one comparison sees both. */
const FREE = 0;
const LOCKED = 1;
const STARVING = 2;
/** Somebody waits. */
const WAITED = 4;

/** A wait for a mutex: when it began, and how often its goroutine was woken and beaten to the lock. */
class LockWait implements Retry {
  private readonly mutex: Mutex;
  private readonly since: number;
  private tries = 0;

  constructor(mutex: Mutex, since: number) {
    this.mutex = mutex;
    this.since = since;
  }

  /** Beaten to it, or handed the lock: has it waited too long? */
  get starved(): boolean {
    return this.tries >= STARVING_TRIES || scheduler.clock.lately - this.since > STARVING_AFTER;
  }

  retry(goroutine: Goroutine): unknown {
    if (this.mutex.acquire(goroutine, this)) return undefined;
    const s = scheduler;
    this.tries++;
    s.retryWith(this);
    return s.park(WAIT_MUTEX, this.mutex);
  }
}

/**
 * sync.Mutex. Unlocked, it is free for all: a new arrival may beat the waiter that was woken, who then queues at
 * the front (MU-5). A waiter that fails for more than a millisecond makes it hand over directly, first come first
 * served, until the queue is empty or moves again (MU-6). It has no owner (MU-3) and is not re-entrant (MU-1).
 */
export class Mutex implements Locker, Waitable {
  id = scheduler.nextObject();
  name = '';
  private word = FREE;
  /** Goroutines in `lock`, the one that has been woken among them. */
  private waiting = 0;
  /** A waiter has been woken and has yet to try: another need not be. */
  private woken = false;
  private readonly waiters = new WaitQueue();

  lock(): Awaitable<void> {
    if ((this.word | watch.on) === FREE) {
      this.word = LOCKED;
      return undefined;
    }
    return this.lockSlowly();
  }

  private lockSlowly(): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.lock());
    if (this.tryLock()) return undefined;
    this.waiting++;
    this.word |= WAITED;
    this.waiters.push(s.current);
    s.retryWith(new LockWait(this, s.clock.lately));
    return s.park(WAIT_MUTEX, this);
  }

  /** True when it acquired the lock; never waits, and never passes a starving waiter (MU-4). */
  tryLock(): boolean {
    if ((this.word & (LOCKED | STARVING)) !== 0) return false;
    const s = scheduler;
    this.word |= LOCKED;
    if (s.recorder !== null) s.recorder.record(TRACE.lock, s.current.id, this.id, 0, this.waiting);
    return true;
  }

  /** Fatal when it is not locked: `sync: unlock of unlocked mutex` (MU-2). */
  unlock(): void {
    if ((this.word | watch.on) === LOCKED) this.word = FREE;
    else this.unlockSlowly();
  }

  private unlockSlowly(): void {
    const s = scheduler;
    if ((this.word & LOCKED) === 0) s.fatal('sync: unlock of unlocked mutex');
    if (s.recorder !== null) s.recorder.record(TRACE.unlock, s.current.id, this.id, 0, this.waiting);
    const first = this.waiters.first;
    if ((this.word & STARVING) !== 0 && first !== null) {
      // Handed over, locked as it is: nobody can take it in between.
      s.wake(this.waiters.shift(), undefined, true);
      return;
    }
    this.word &= WAITED;
    if (first === null || this.woken) return;
    this.woken = true;
    s.wake(this.waiters.shift(), undefined, false);
  }

  /**
   * @internal A woken waiter tries again; `ok` says that the lock was handed to it. False when it was beaten, and
   * stands at the head of the queue once more.
   */
  acquire(goroutine: Goroutine, wait: LockWait): boolean {
    if (goroutine.ok) {
      if (this.waiters.first === null || !wait.starved) this.word &= ~STARVING;
    } else {
      this.woken = false;
      if ((this.word & (LOCKED | STARVING)) !== 0) {
        if (wait.starved) this.word |= STARVING;
        this.waiters.unshift(goroutine);
        return false;
      }
      this.word |= LOCKED;
    }
    if (--this.waiting === 0) this.word &= ~WAITED;
    const recorder = scheduler.recorder;
    if (recorder !== null) recorder.record(TRACE.lock, goroutine.id, this.id, 0, this.waiting);
    return true;
  }

  /** @internal A waiter has been woken and has yet to try. */
  get wakes(): boolean {
    return this.woken;
  }

  /** @internal For invariants and dumps. */
  get state(): { readonly locked: boolean; readonly starving: boolean; readonly waiting: number } {
    return {
      locked: (this.word & LOCKED) !== 0,
      starving: (this.word & STARVING) !== 0,
      waiting: this.waiting,
    };
  }
}
