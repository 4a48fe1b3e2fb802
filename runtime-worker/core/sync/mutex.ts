import { ownWaiter, WaitQueue, type Awaitable, type Goroutine, type Retry, type Waitable } from '../goroutine.ts';
import { TRACE, WAIT_MUTEX } from '../recorder.ts';
import { scheduler } from '../scheduler.ts';

/** What `Cond` takes: a mutex, an RWMutex, or its read half. */
export interface Locker {
  lock(): Awaitable<void>;
  unlock(): void;
}

/** A waiter that has waited longer puts the mutex into starvation mode (MU-6). */
const STARVING_AFTER = 1_000_000;
/** The same where virtual time stands still: so many times woken, and beaten to it. */
const STARVING_TRIES = 16;

/**
 * sync.Mutex. Unlocked, it is free for all: a new arrival may beat the waiter that was woken, who then queues at
 * the front (MU-5). A waiter that fails for more than a millisecond makes it hand over directly, first come first
 * served, until the queue is empty or moves again (MU-6). It has no owner (MU-3) and is not re-entrant (MU-1).
 */
export class Mutex implements Locker, Waitable, Retry {
  id = scheduler.nextObject();
  name = '';
  private locked = false;
  private starving = false;
  /** A waiter has been woken and not yet tried: another need not be. */
  private woken = false;
  private readonly waiters = new WaitQueue();
  /** When a waiter began to wait, and how often it was beaten. */
  private readonly waits = new Map<Goroutine, { readonly since: number; tries: number }>();

  lock(): Awaitable<void> {
    const s = scheduler;
    if (s.shaky && s.interrupts()) return s.redo(() => this.lock());
    return this.lockNow();
  }

  /** A lock that nothing may come before. */
  lockNow(): Awaitable<void> {
    const s = scheduler;
    if (!this.locked && !this.starving) {
      this.locked = true;
      if (s.recorder !== null) s.recorder.record(TRACE.lock, s.current.id, this.id, 0, this.waits.size);
      return undefined;
    }
    const goroutine = s.current;
    this.waits.set(goroutine, { since: s.clock.now, tries: 0 });
    this.waiters.push(ownWaiter(goroutine));
    s.retryWith(this);
    return s.park(WAIT_MUTEX, this);
  }

  /** True when it acquired the lock; never waits, and never passes a starving waiter (MU-4). */
  tryLock(): boolean {
    if (this.locked || this.starving) return false;
    const s = scheduler;
    this.locked = true;
    if (s.recorder !== null) s.recorder.record(TRACE.lock, s.current.id, this.id, 0, this.waits.size);
    return true;
  }

  /** Fatal when it is not locked: `sync: unlock of unlocked mutex` (MU-2). */
  unlock(): void {
    const s = scheduler;
    if (!this.locked) s.fatal('sync: unlock of unlocked mutex');
    if (s.recorder !== null) s.recorder.record(TRACE.unlock, s.current.id, this.id, 0, this.waits.size);
    this.locked = false;
    if (this.waiters.first === null) return;
    if (this.starving) {
      // Handed over: nobody can take it in between.
      this.locked = true;
      s.wake(this.waiters.shift(), undefined, true);
      return;
    }
    if (this.woken) return;
    this.woken = true;
    s.wake(this.waiters.shift(), undefined, false);
  }

  /** @internal A woken waiter tries again; `ok` says that the lock was handed to it. */
  retry(goroutine: Goroutine): unknown {
    const s = scheduler;
    const wait = this.waits.get(goroutine) ?? { since: s.clock.now, tries: 0 };
    const waited = s.clock.now - wait.since > STARVING_AFTER || wait.tries >= STARVING_TRIES;
    if (goroutine.ok) {
      this.waits.delete(goroutine);
      if (!waited || this.waiters.first === null) this.starving = false;
    } else {
      this.woken = false;
      if (this.locked || this.starving) {
        wait.tries++;
        if (waited && this.locked) this.starving = true;
        this.waiters.unshift(ownWaiter(goroutine));
        s.retryWith(this);
        return s.park(WAIT_MUTEX, this);
      }
      this.waits.delete(goroutine);
      this.locked = true;
    }
    if (s.recorder !== null) s.recorder.record(TRACE.lock, goroutine.id, this.id, 0, this.waits.size);
    return undefined;
  }

  /** @internal For invariants and dumps. */
  get state(): { readonly locked: boolean; readonly starving: boolean; readonly waiting: number } {
    return { locked: this.locked, starving: this.starving, waiting: this.waits.size };
  }
}
