import { NOBODY } from '../../shared/trace/events.ts';
import { ASKED } from './active.ts';
import {
  MODE_SELECT,
  MODE_THROW,
  PARKED,
  RUNNABLE,
  RUNNING,
  type Goroutine,
  type Waitable,
  type Waiter,
} from './goroutine.ts';
import { Outside } from './outside.ts';
import { RuntimeError } from './panic.ts';
import { TRACE, WAIT_OUTSIDE } from './recorder.ts';
import type { Driver, SchedulerOptions } from './setup.ts';
import { Turns } from './turns.ts';
import type { SelectWaiter } from './wait-queue.ts';

/** Objects made while running are numbered from here. */
export const FIRST_DYNAMIC_OBJECT = 1 << 20;

/**
 * Who runs, who waits, and when it is over. Goroutines park and become ready here and nowhere else:
 *  - one goroutine runs at a time, the others are runnable (in the queue) or parked;
 *  - a parked goroutine is made ready exactly once;
 *  - time passes, and a deadlock is seen, only when nobody can run.
 */
export class Scheduler extends Turns {
  readonly driver: Driver;
  readonly inputs: Readonly<Record<string, string>>;
  readonly print: (text: string) => void;
  /** Values passed straight from goroutine to goroutine, put into buffers, and taken out of them. */
  handovers = 0;
  put = 0;
  taken = 0;
  /** While it runs: nobody need be told who becomes runnable. One look instead of three, at every wake-up. */
  private quiet = false;
  protected readonly foreign = new Outside();
  private objects: number;

  constructor(options: SchedulerOptions) {
    super(options);
    this.objects = options.firstObject ?? FIRST_DYNAMIC_OBJECT;
    this.driver = options.driver;
    this.print = options.print;
    this.inputs = options.inputs ?? {};
    options.recorder?.record(TRACE.clock, 0, 0, 0, 0);
  }

  // ---- the operations' side

  /**
   * Parks the running goroutine; returns the token its operation must return.
   * `reason`: an index of `WAIT_REASONS`. `object`: what it waits on, null for none.
   */
  park(reason: number, object: Waitable | null): never {
    const goroutine = this.current;
    if (goroutine.status !== RUNNING) throw this.misused(goroutine);
    goroutine.status = PARKED;
    goroutine.reason = reason;
    goroutine.object = object;
    goroutine.at = this.registers.at;
    if (this.recorder !== null)
      this.recorder.record(
        TRACE.parked,
        goroutine.id,
        object === null ? 0xffffffff : object.id,
        reason,
        goroutine.at,
      );
    return this.token;
  }

  /**
   * Makes a parked goroutine runnable, with the result of the operation it is parked on; `error` is thrown there
   * instead when it is not undefined.
   */
  ready(goroutine: Goroutine, value: unknown, ok: boolean, error?: unknown): void {
    if (goroutine.status !== PARKED) return;
    goroutine.ok = ok;
    if (error === undefined) goroutine.value = value;
    else {
      goroutine.value = error;
      goroutine.mode |= MODE_THROW;
    }
    this.enqueue(goroutine);
    if (this.recorder !== null) this.woken(goroutine);
    if (!this.inRun) this.options.wake?.();
  }

  /** Completes a waiter's operation: it has left its queue. A select's other cases leave theirs (SE-10). */
  wake(waiter: Waiter, value: unknown, ok: boolean): void {
    const { goroutine } = waiter;
    goroutine.ok = ok;
    if (waiter.index >= 0) this.fire(waiter as SelectWaiter, value);
    else goroutine.value = value;
    goroutine.status = RUNNABLE;
    this.queue.push(goroutine);
    if (!this.quiet) this.noticed(goroutine);
  }

  /** A goroutine has become runnable. */
  private noticed(goroutine: Goroutine): void {
    if (this.preempts && (this.watched & ASKED) === 0) this.rewatch();
    if (this.recorder !== null) this.woken(goroutine);
    if (!this.inRun) this.options.wake?.();
  }

  /** Wakes a waiter with an error: its operation panics there. */
  fail(waiter: Waiter, error: Error): void {
    const { goroutine } = waiter;
    if (error instanceof RuntimeError) error.elsewhere = true;
    if (waiter.index >= 0) this.fire(waiter as SelectWaiter, undefined);
    goroutine.mode &= ~MODE_SELECT;
    this.ready(goroutine, undefined, false, error);
  }

  private fire(waiter: SelectWaiter, value: unknown): void {
    const { goroutine } = waiter;
    goroutine.value = waiter;
    waiter.value = value;
    waiter.channel = null;
    goroutine.mode |= MODE_SELECT;
    const cases = goroutine.cases as SelectWaiter[];
    for (let at = 0; at < goroutine.caseCount; at++) {
      const other = cases[at] as SelectWaiter;
      if (other.channel !== null) {
        other.channel.removeCase(other);
        other.value = undefined;
      }
    }
    goroutine.caseCount = 0;
  }

  private woken(goroutine: Goroutine): void {
    const by = this.current === this.nobody ? NOBODY : this.current.id;
    const object = goroutine.object;
    this.recorder?.recordNaming(TRACE.woken, goroutine.id, by, object === null ? 0xffffffff : object.id, 0);
  }

  /** The number of an object made while running. */
  nextObject(): number {
    return this.objects++;
  }

  // ---- the loop's side

  setInRun(on: boolean): void {
    this.inRun = on;
    this.quiet = on && this.recorder === null && !this.preempts;
  }

  get sends(): number {
    return this.handovers + this.put;
  }

  get receives(): number {
    return this.handovers + this.taken;
  }

  /** The case that fired, as the body of a select sees it: its index, with the value in the registers. */
  takeFired(fired: SelectWaiter): number {
    this.registers.value = fired.value;
    fired.value = undefined;
    return fired.index;
  }

  /** Goroutines waiting for promises that are none of the runtime's. */
  get outside(): number {
    return this.foreign.pending;
  }

  /**
   * Nobody can run. Lets time pass, takes what came from outside, or sees that it is over.
   * `sleeping`: until `nextTimer`. `outside`: until something outside happens.
   */
  rest(): 'more' | 'sleeping' | 'outside' | 'ended' {
    this.current = this.nobody;
    if (this.foreign.deliver((goroutine, value) => this.ready(goroutine, value, false))) return 'more';
    if (this.foreign.needsTurn()) return 'outside';
    const due = this.nextTimer();
    if (due !== null) {
      if (this.clock.kind === 'virtual') {
        this.patience.renew();
        if (due > this.clock.now) this.setTime(due);
        this.fireDue();
        return 'more';
      }
      this.sample();
      if (!this.idle) return 'more';
      return this.nextTimer() === null ? this.rest() : 'sleeping';
    }
    if (this.foreign.pending > 0) return 'outside';
    if (this.options.idle !== undefined) {
      this.options.idle();
      if (this.outcome !== null) return 'ended';
      return this.idle ? 'outside' : 'more';
    }
    this.endOfRun();
    return 'ended';
  }

  // ---- outside

  /** Parks the running goroutine until a promise that is not the runtime's settles. */
  parkOutside(promise: PromiseLike<unknown>): never {
    const token = this.park(WAIT_OUTSIDE, null);
    this.foreign.wait(this.current, promise, () => {
      if (!this.inRun) this.options.wake?.();
    });
    return token;
  }
}
