import type { Awaitable, Goroutine, Retry, Waitable } from '../goroutine.ts';
import { WAIT_COND } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../active.ts';
import type { Locker } from './mutex.ts';
import { WaitQueue } from '../wait-queue.ts';

/** sync.Cond: a place to wait for a condition that another goroutine makes true, under `l`. */
export class Cond implements Waitable, Retry {
  id = scheduler.nextObject();
  name = '';
  /** The lock: any locker, also the read half of an RWMutex (CO-11). */
  readonly l: Locker;
  private readonly waiters = new WaitQueue();

  constructor(locker: Locker) {
    this.l = locker;
  }

  /**
   * Takes a ticket, unlocks `l`, waits, and holds `l` again when it returns (CO-1, CO-10). The condition may be false
   * again by then: wait in a loop (CO-2). Fatal when `l` is not held (CO-7).
   */
  wait(): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.wait());
    this.l.unlock();
    this.waiters.push(s.current);
    s.retryWith(this);
    return s.park(WAIT_COND, this);
  }

  /** @internal */
  retry(_goroutine: Goroutine): unknown {
    return this.l.lock();
  }

  /** Wakes the one that has waited longest; lost when nobody waits (CO-3, CO-5). */
  signal(): void {
    if (this.waiters.first !== null) scheduler.wake(this.waiters.shift(), undefined, true);
  }

  /** Wakes everybody who waits at this moment (CO-4). */
  broadcast(): void {
    while (this.waiters.first !== null) scheduler.wake(this.waiters.shift(), undefined, true);
  }

  /** @internal For invariants and dumps. */
  get waiting(): number {
    return this.waiters.length();
  }
}
