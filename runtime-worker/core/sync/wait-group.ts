import type { Awaitable, Goroutine, GoFunction, Retry, Waitable } from '../goroutine.ts';
import { GOEXIT, HALT, panic, PanicRecord } from '../panic.ts';
import { TRACE, WAIT_GROUP } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../active.ts';
import { WaitQueue } from '../wait-queue.ts';

/** sync.WaitGroup: waits for a counter to come down to zero. */
export class WaitGroup implements Waitable, Retry {
  id = scheduler.nextObject();
  name = '';
  private counter: number;
  private readonly waiters = new WaitQueue();

  constructor(count = 0) {
    this.counter = count;
  }

  /** @throws Panic `sync: negative WaitGroup counter` (WG-2) */
  add(delta: number): void {
    const s = scheduler;
    const counter = this.counter + delta;
    this.counter = counter;
    if (s.recorder !== null) s.recorder.record(TRACE.add, s.current.id, this.id, delta >>> 0, counter >>> 0);
    if (counter < 0) panic('sync: negative WaitGroup counter');
    if (counter === 0) while (this.waiters.first !== null) s.wake(this.waiters.shift(), undefined, true);
  }

  done(): void {
    this.add(-1);
  }

  /** @throws Panic `sync: WaitGroup is reused before previous Wait has returned` (WG-5) */
  wait(): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.wait());
    if (this.counter === 0) return undefined;
    this.waiters.push(s.current);
    s.retryWith(this);
    return s.park(WAIT_GROUP, this);
  }

  /** @internal A released waiter looks whether somebody has begun to use the group anew. */
  retry(): unknown {
    if (this.counter !== 0) panic('sync: WaitGroup is reused before previous Wait has returned');
    return undefined;
  }

  /** Adds one, runs `f` as a goroutine, and is done when it returns; a panic in it ends the program (WG-10). */
  go(f: () => unknown): void {
    this.add(1);
    scheduler.spawn(groupTask as unknown as GoFunction, [this, f]);
  }

  /** @internal For invariants and dumps. */
  get state(): { readonly counter: number; readonly waiting: number } {
    return { counter: this.counter, waiting: this.waiters.length() };
  }
}

function* groupTask(group: WaitGroup, f: () => unknown): Generator<unknown, void, unknown> {
  const { driver, current } = scheduler;
  try {
    const step = driver.settle(f());
    if (driver.waits(step)) yield step;
  } catch (thrown) {
    if (thrown === GOEXIT) group.done();
    else if (thrown !== HALT) panicAgain(current, thrown);
    throw thrown;
  }
  group.done();
}

/** `panic(recover())`: the same value, in a deferred call. */
function panicAgain(goroutine: Goroutine, thrown: unknown): void {
  const held = goroutine.panicking;
  const first = held !== null && held.thrown === thrown ? held : new PanicRecord(thrown, null);
  first.recovered = true;
  first.rising = false;
  goroutine.panicking = new PanicRecord(thrown, first);
}
