import type { Awaitable, Goroutine, Waitable } from '../goroutine.ts';
import { TRACE, WAIT_MUTEX, WAIT_READ_LOCK, WAIT_WRITE_LOCK } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../active.ts';
import type { Locker } from './mutex.ts';
import { WaitQueue } from '../wait-queue.ts';

/**
 * sync.RWMutex: any number of readers or one writer (RW-1). From the moment a writer calls `lock`, new readers wait
 * (RW-2); its `unlock` lets in every reader that queued meanwhile, then the next writer (RW-11). Not tied to
 * goroutines (RW-8), no upgrade, no downgrade (RW-6).
 */
export class RWMutex implements Locker, Waitable {
  id = scheduler.nextObject();
  name = '';
  /** Readers inside. */
  private readers = 0;
  /** A writer is inside. */
  private writing = false;
  /** The writer that has announced itself and waits for readers to leave. */
  private readonly announced = new WaitQueue();
  /** Readers that came after a writer announced itself. */
  private readonly held = new WaitQueue();
  /** Writers behind the first: they wait for Go's inner mutex. */
  private readonly writers = new WaitQueue();

  lock(): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.lock());
    const waiter = s.current;
    if (this.writing || this.announced.first !== null) {
      this.writers.push(waiter);
      return s.park(WAIT_MUTEX, this);
    }
    if (this.readers > 0) {
      this.announced.push(waiter);
      return s.park(WAIT_WRITE_LOCK, this);
    }
    this.writing = true;
    this.traceLock(s.current, 0);
    return undefined;
  }

  /** Fatal when it is not locked for writing: `sync: Unlock of unlocked RWMutex` (RW-5). */
  unlock(): void {
    const s = scheduler;
    if (!this.writing) s.fatal('sync: Unlock of unlocked RWMutex');
    this.writing = false;
    if (s.recorder !== null) s.recorder.record(TRACE.unlock, s.current.id, this.id, 0, this.waiting());
    while (this.held.first !== null) {
      const waiter = this.held.shift();
      this.readers++;
      this.traceLock(waiter.goroutine, 1);
      s.wake(waiter, undefined, true);
    }
    if (this.writers.first === null) return;
    const waiter = this.writers.shift();
    if (this.readers === 0) {
      this.admit(waiter.goroutine);
      s.wake(waiter, undefined, true);
    } else {
      // It leaves Go's inner mutex and announces itself: the readers just let in are the last before it.
      this.announced.push(waiter);
      waiter.goroutine.reason = WAIT_WRITE_LOCK;
    }
  }

  rLock(): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.rLock());
    if (this.writing || this.announced.first !== null) {
      this.held.push(s.current);
      return s.park(WAIT_READ_LOCK, this);
    }
    this.readers++;
    this.traceLock(s.current, 1);
    return undefined;
  }

  /** Fatal when nobody reads: `sync: RUnlock of unlocked RWMutex` (RW-4). */
  rUnlock(): void {
    const s = scheduler;
    if (this.readers === 0) s.fatal('sync: RUnlock of unlocked RWMutex');
    this.readers--;
    if (s.recorder !== null) s.recorder.record(TRACE.unlock, s.current.id, this.id, 1, this.waiting());
    if (this.readers > 0 || this.announced.first === null) return;
    const waiter = this.announced.shift();
    this.admit(waiter.goroutine);
    s.wake(waiter, undefined, true);
  }

  /** Fails if anybody is inside (RW-7). */
  tryLock(): boolean {
    if (this.writing || this.readers > 0 || this.announced.first !== null) return false;
    this.admit(scheduler.current);
    return true;
  }

  /** Fails if a writer is inside or waits (RW-7). */
  tryRLock(): boolean {
    if (this.writing || this.announced.first !== null) return false;
    this.readers++;
    this.traceLock(scheduler.current, 1);
    return true;
  }

  /** A locker whose `lock` and `unlock` are `rLock` and `rUnlock` (RW-9). */
  rLocker(): Locker {
    return { lock: () => this.rLock(), unlock: () => this.rUnlock() };
  }

  private admit(writer: Goroutine): void {
    this.writing = true;
    this.traceLock(writer, 0);
  }

  private traceLock(goroutine: Goroutine, mode: number): void {
    const recorder = scheduler.recorder;
    if (recorder !== null) recorder.record(TRACE.lock, goroutine.id, this.id, mode, this.waiting());
  }

  private waiting(): number {
    return this.announced.length() + this.held.length() + this.writers.length();
  }

  /** @internal For invariants and dumps. */
  get state(): { readonly readers: number; readonly writing: boolean; readonly waiting: number } {
    return { readers: this.readers, writing: this.writing, waiting: this.waiting() };
  }
}
