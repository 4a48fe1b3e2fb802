import { ASKED, scheduler, TRACED, watch } from './active.ts';
import { POINT, ScheduleDiverged, type Chooser, type Point, type RunnableView } from './chooser.ts';
import { MODE_RETRY, RUNNABLE, RUNNING, type Goroutine, type Retry } from './goroutine.ts';
import { HALT } from './panic.ts';
import { TRACE } from './recorder.ts';
import { RunQueue } from './run-queue.ts';
import type { SchedulerOptions } from './setup.ts';
import { Timekeeping } from './timekeeping.ts';

/** How far an operation that is being redone had come. */
const FRESH = 0;
const HELD = 1;
const PREEMPTED = 2;

/**
 * Whose turn it is, and where a turn ends early: before a visible operation, because the chooser or a person wants
 * that, or when a loop has used up its budget.
 */
export abstract class Turns extends Timekeeping implements RunnableView {
  readonly chooser: Chooser;
  readonly control: Int32Array;
  /** What an operation returns when it parked the running goroutine. */
  token: never;
  /** Bits of `watch`, while this machine runs. */
  watched = 0;
  /** Turns gone on with after a pause or a single step. */
  resumptions = 0;
  protected readonly queue = new RunQueue();
  protected readonly preempts: boolean;
  private readonly picksNext: boolean;
  private stepping = false;
  /** Goes next without a choice: it was only interrupted, by a pause or a single step. */
  private held: Goroutine | null = null;
  private redoing = FRESH;
  private redoNext = FRESH;
  /** The goroutine that last gave way of itself. */
  private yieldedId = 0;

  constructor(options: SchedulerOptions) {
    super(options);
    this.chooser = options.chooser;
    this.control = options.control ?? new Int32Array(3);
    this.picksNext = options.chooser.picksNext;
    this.preempts = options.chooser.preempts;
    this.token = undefined as never;
    this.setStepping(false);
    options.chooser.watch?.(this);
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
  protected rewatch(): void {
    const asked = this.stepping || this.redoing !== FRESH || (this.preempts && !this.queue.empty);
    this.watched = (asked ? ASKED : 0) | (this.recorder === null ? 0 : TRACED);
    if ((scheduler as Turns) === this) watch.on = this.watched;
  }

  // ---- the loop's side

  /** A slice of `goroutine` begins. */
  begin(goroutine: Goroutine): void {
    this.control[1] = goroutine.id | 0;
    if (this.recorder !== null) this.recorder.record(TRACE.running, goroutine.id, goroutine.at, 0, 0);
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

  /** True when nobody stands in the queue. */
  get idle(): boolean {
    return this.queue.empty && this.held === null;
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
