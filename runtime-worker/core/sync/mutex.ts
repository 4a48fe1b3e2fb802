import {
  ownWaiter,
  WaitQueue,
  type Awaitable,
  type Goroutine,
  type Retry,
  type Waitable,
} from '../goroutine.ts';
import { TRACE, WAIT_MUTEX } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../scheduler.ts';

/** What `Cond` takes: a mutex, an RWMutex, or its read half. */
export interface Locker {
  lock(): Awaitable<void>;
  unlock(): void;
}

/** A waiter that has waited longer puts the mutex into starvation mode (MU-6). */
const STARVING_AFTER = 1_000_000;
/** The same where virtual time stands still: so many times woken, and beaten to it. */
const STARVING_TRIES = 16;

/** The mutex in a word, as in Go; the bits of `watch` are others, so that one comparison sees both. */
const FREE = 0;
const LOCKED = 1;
const STARVING = 2;
/** Somebody waits. */
const WAITED = 4;

/** When a waiter began to wait, and how often it was beaten. */
class LockWait {
  readonly since: number;
  tries = 0;

  constructor(since: number) {
    this.since = since;
  }
}

/**
 * sync.Mutex. Unlocked, it is free for all: a new arrival may beat the waiter that was woken, who then queues at
 * the front (MU-5). A waiter that fails for more than a millisecond makes it hand over directly, first come first
 * served, until the queue is empty or moves again (MU-6). It has no owner (MU-3) and is not re-entrant (MU-1).
 */
export class Mutex implements Locker, Waitable, Retry {
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
    const waiter = ownWaiter(s.current);
    waiter.value = new LockWait(s.clock.now);
    this.waiting++;
    this.word |= WAITED;
    this.waiters.push(waiter);
    s.retryWith(this);
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

  /** @internal A woken waiter tries again; `ok` says that the lock was handed to it. */
  retry(goroutine: Goroutine): unknown {
    const s = scheduler;
    const waiter = ownWaiter(goroutine);
    const wait = waiter.value as LockWait;
    const starved = s.clock.now - wait.since > STARVING_AFTER || wait.tries >= STARVING_TRIES;
    if (goroutine.ok) {
      if (!starved || this.waiters.first === null) this.word &= ~STARVING;
    } else {
      this.woken = false;
      if ((this.word & (LOCKED | STARVING)) !== 0) {
        wait.tries++;
        if (starved) this.word |= STARVING;
        this.waiters.unshift(waiter);
        s.retryWith(this);
        return s.park(WAIT_MUTEX, this);
      }
      this.word |= LOCKED;
    }
    waiter.value = undefined;
    if (--this.waiting === 0) this.word &= ~WAITED;
    if (s.recorder !== null) s.recorder.record(TRACE.lock, goroutine.id, this.id, 0, this.waiting);
    return undefined;
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
