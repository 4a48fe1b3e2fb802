import { NOBODY } from '../../shared/trace/events.ts';
import { POINT, ScheduleDiverged, type Chooser, type Point, type RunnableView } from './chooser.ts';
import type { Clock } from './clock.ts';
import {
  MODE_RETRY,
  MODE_SELECT,
  MODE_THROW,
  PARKED,
  RUNNABLE,
  RUNNING,
  type Goroutine,
  type Retry,
  type Waitable,
  type Waiter,
} from './goroutine.ts';
import { Outside } from './outside.ts';
import { HALT, RuntimeError } from './panic.ts';
import { Patience } from './patience.ts';
import { Population } from './population.ts';
import { TRACE, WAIT_OUTSIDE } from './recorder.ts';
import { RunQueue } from './run-queue.ts';
import type { Driver, SchedulerOptions } from './setup.ts';
import { TimerHeap } from './timers.ts';
import type { SelectWaiter } from './wait-queue.ts';

/** The machine that is running: what `new Mutex()` or `go` of a body refers to. */
export let scheduler: Scheduler;

export function activate(active: Scheduler): void {
  scheduler = active;
  watch.on = active.watched;
}

/**
 * What the running machine wants of an operation that need not wait, as bits: zero when it may just be done. One
 * object for all machines is a constant of optimized code; through `scheduler`, a lock and its unlock took 5.9 ns
 * instead of 5.3.
 */
export const watch = { on: 0 };

/** Visible operations must ask `interrupts` first. */
export const ASKED = 8;
/** What happens is recorded. */
export const TRACED = 16;

/** Objects made while running are numbered from here. */
export const FIRST_DYNAMIC_OBJECT = 1 << 20;
/** How far an operation that is being redone had come. */
const FRESH = 0;
const HELD = 1;
const PREEMPTED = 2;

/**
 * Who runs, who waits, and when it is over. Goroutines park and become ready here and nowhere else:
 *  - one goroutine runs at a time, the others are runnable (in the queue) or parked;
 *  - a parked goroutine is made ready exactly once;
 *  - time passes, and a deadlock is seen, only when nobody can run.
 */
export class Scheduler extends Population implements RunnableView {
  readonly clock: Clock;
  readonly chooser: Chooser;
  readonly driver: Driver;
  readonly control: Int32Array;
  readonly inputs: Readonly<Record<string, string>>;
  readonly timers = new TimerHeap();
  readonly print: (text: string) => void;
  /** What an operation returns when it parked the running goroutine. */
  token: never;
  /** Bits of `watch`, while this machine runs. */
  watched = 0;
  /** Values passed straight from goroutine to goroutine, put into buffers, and taken out of them. */
  handovers = 0;
  put = 0;
  taken = 0;
  /** While it runs: nobody need be told who becomes runnable. One look instead of three, at every wake-up. */
  private quiet = false;
  /** Turns of goroutines so far, however often they were interrupted by pauses and single steps. */
  slices = 0;
  /** Turns gone on with after a pause or a single step. */
  resumptions = 0;
  protected readonly foreign = new Outside();

  private readonly picksNext: boolean;
  private readonly preempts: boolean;
  private stepping = false;
  private readonly queue = new RunQueue();
  private readonly patience: Patience;
  /** Goes next without a choice: it was only interrupted, by a pause or a single step. */
  private held: Goroutine | null = null;
  private redoing = FRESH;
  private redoNext = FRESH;
  private objects: number;
  /** The goroutine that last gave way of itself. */
  private yieldedId = 0;

  constructor(options: SchedulerOptions) {
    super(options);
    this.objects = options.firstObject ?? FIRST_DYNAMIC_OBJECT;
    this.clock = options.clock;
    this.chooser = options.chooser;
    this.driver = options.driver;
    this.control = options.control ?? new Int32Array(3);
    this.print = options.print;
    this.inputs = options.inputs ?? {};
    this.picksNext = options.chooser.picksNext;
    this.preempts = options.chooser.preempts;
    this.setStepping(false);
    this.token = undefined as never;
    this.patience = new Patience(options.clock);
    options.chooser.watch?.(this);
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

  protected enqueue(goroutine: Goroutine): void {
    goroutine.status = RUNNABLE;
    this.queue.push(goroutine);
    if (this.preempts && (this.watched & ASKED) === 0) this.rewatch();
  }

  /**
   * Asked by a visible operation before it begins, when it is to ask (`ASKED`): true when the goroutine must give way
   * first. The operation then returns `redo(…)`.
   */
  interrupts(): boolean {
    const had = this.redoing;
    if (had === FRESH && !this.stepping && this.queue.empty) return false;
    this.redoing = FRESH;
    if (this.stepping && had === FRESH) {
      this.redoNext = HELD;
      this.hold();
      return true;
    }
    if (!this.preempts || had === PREEMPTED || this.queue.empty) return false;
    if (this.decide(POINT.preempt, 2) === 0) return false;
    this.redoNext = PREEMPTED;
    this.giveWay(2);
    return true;
  }

  /** The same for an access that cannot wait: the body yields, and makes the access when it runs again. */
  interruptsAccess(): boolean {
    if (!this.stepping) return this.interrupts();
    this.hold();
    this.retryWith(PREEMPT_NOW);
    return true;
  }

  /** Puts off the operation at hand until its goroutine runs again. */
  redo(operation: () => unknown): never {
    this.retryWith(new Redo(operation, this.redoNext));
    return this.token;
  }

  /** @internal */
  redoAs(stage: number, operation: () => unknown): unknown {
    this.redoing = stage;
    this.rewatch();
    try {
      return operation();
    } finally {
      this.redoing = FRESH;
      this.rewatch();
    }
  }

  /** The goroutine at hand does this first when it runs again. */
  retryWith(retry: Retry): void {
    this.current.retry = retry;
    this.current.mode |= MODE_RETRY;
  }

  /** Puts the running goroutine at the tail of the queue. `why`: 0 gosched, 1 budget used up, 2 preempted. */
  giveWay(why: number): void {
    const goroutine = this.current;
    if (goroutine.status !== RUNNING) throw this.misused(goroutine);
    goroutine.at = this.registers.at;
    goroutine.ok = this.registers.ok;
    goroutine.value = undefined;
    if (why !== 2) this.yieldedId = goroutine.id;
    this.enqueue(goroutine);
    if (this.recorder !== null) this.recorder.record(TRACE.yielded, goroutine.id, why, goroutine.at, 0);
  }

  private hold(): void {
    const goroutine = this.current;
    goroutine.at = this.registers.at;
    goroutine.ok = this.registers.ok;
    goroutine.value = undefined;
    goroutine.status = RUNNABLE;
    this.held = goroutine;
  }

  /** A body used up its budget. True when it must yield. */
  tick(): boolean {
    if (this.current.status !== RUNNING) return true;
    this.control[2] = this.registers.at;
    if (Atomics.load(this.control, 0) !== 0) this.hold();
    else {
      this.patience.spendBudget();
      this.giveWay(1);
    }
    return true;
  }

  /**
   * A function that cannot wait has used up its budget: nobody else may run, but it stops and pauses with the rest.
   * @throws Unwind HALT, when the run is to stop
   */
  poll(): void {
    this.control[2] = this.registers.at;
    this.options.hold?.();
    if (Atomics.load(this.control, 0) !== 2) return;
    this.end({ end: 'stopped' });
    throw HALT;
  }

  /** One visible operation a slice, without changing the schedule: for single steps and slow motion. */
  setStepping(on: boolean): void {
    this.stepping = on;
    this.rewatch();
  }

  /** Nobody can come before an operation while nobody else can run: then it need not ask. */
  private rewatch(): void {
    const asked = this.stepping || this.redoing !== FRESH || (this.preempts && !this.queue.empty);
    this.watched = (asked ? ASKED : 0) | (this.recorder === null ? 0 : TRACED);
    if (scheduler === this) watch.on = this.watched;
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

  /** A slice of `goroutine` begins. */
  begin(goroutine: Goroutine): void {
    this.control[1] = goroutine.id | 0;
    if (this.recorder !== null) this.recorder.record(TRACE.running, goroutine.id, goroutine.at, 0, 0);
  }

  /** The case that fired, as the body of a select sees it: its index, with the value in the registers. */
  takeFired(fired: SelectWaiter): number {
    this.registers.value = fired.value;
    fired.value = undefined;
    return fired.index;
  }

  /** The goroutine that goes next, taken from the queue; null when nobody can run. */
  pick(): Goroutine | null {
    const { held, queue } = this;
    if (held !== null) {
      this.held = null;
      this.resumptions++;
      return held;
    }
    if (!this.picksNext) {
      const first = queue.shift();
      if (first !== null) this.countTurn();
      return first;
    }
    if (queue.empty) return null;
    this.countTurn();
    const { size } = queue;
    if (size > 1) return queue.take(this.decide(POINT.next, size));
    const last = queue.shift();
    if (this.preempts) this.rewatch();
    return last;
  }

  /** Counted where a turn begins and nowhere else, so that the clock is looked at in the same places again. */
  private countTurn(): void {
    this.slices++;
    if (this.patience.spend()) this.passTime();
  }

  /** How many stand in the queue. */
  get queued(): number {
    return this.queue.size;
  }

  /** True for the goroutine a pause or a single step has interrupted: it goes next. */
  isHeld(goroutine: Goroutine): boolean {
    return this.held === goroutine;
  }

  runnable(index: number): number {
    return this.queue.idAt(index);
  }

  running(): number {
    return this.current.id;
  }

  gaveWay(goroutine: number): boolean {
    return this.yieldedId === goroutine;
  }

  /**
   * Asks the chooser. A recorded schedule that does not fit ends the run there: no body may catch that.
   * @throws Unwind HALT, then
   */
  decide(point: Point, options: number): number {
    try {
      return this.chooser.choose(point, options);
    } catch (failure) {
      if (!(failure instanceof ScheduleDiverged)) throw failure;
      this.end({ end: 'failed', message: failure.message });
      throw HALT;
    }
  }

  /** Goroutines waiting for promises that are none of the runtime's. */
  get outside(): number {
    return this.foreign.pending;
  }

  /** True when nobody stands in the queue. */
  get idle(): boolean {
    return this.queue.empty && this.held === null;
  }

  private passTime(): void {
    const nanos = this.patience.charge();
    if (this.clock.kind === 'real') this.sample();
    else {
      this.setTime(this.clock.now + nanos);
      this.fireDue();
    }
  }

  private sample(): void {
    if (this.clock.sample(this.slices)) this.recordTime();
    this.fireDue();
  }

  private setTime(now: number): void {
    this.clock.now = now;
    this.recordTime();
  }

  private recordTime(): void {
    const now = this.clock.now;
    this.recorder?.record(TRACE.clock, 0, now % 2 ** 32, Math.floor(now / 2 ** 32), 0);
  }

  /** Nanoseconds on the run's clock at which the first timer is due; null when there is none. */
  nextTimer(): number | null {
    return this.timers.first()?.when ?? null;
  }

  private fireDue(): void {
    const { timers } = this;
    for (let top = timers.first(); top !== null && top.when <= this.clock.now; top = timers.first()) {
      const ties = timers.takeTies();
      const was = this.current;
      this.current = this.nobody;
      while (ties.length > 0) {
        const at = ties.length > 1 ? this.decide(POINT.timer, ties.length) : 0;
        ties.splice(at, 1)[0]?.fire();
      }
      this.current = was;
    }
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

/** After a single step: what would have been asked without it. */
const PREEMPT_NOW: Retry = {
  retry(): unknown {
    return scheduler.redoAs(HELD, () => (scheduler.interrupts() ? scheduler.token : undefined));
  },
};

class Redo implements Retry {
  private readonly operation: () => unknown;
  private readonly stage: number;

  constructor(operation: () => unknown, stage: number) {
    this.operation = operation;
    this.stage = stage;
  }

  retry(): unknown {
    return scheduler.redoAs(this.stage, this.operation);
  }
}
