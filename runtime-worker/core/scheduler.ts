import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import { NOBODY } from '../../shared/trace/events.ts';
import { POINT, ScheduleDiverged, type Chooser, type Point, type RunnableView } from './chooser.ts';
import type { Clock } from './clock.ts';
import {
  DEAD,
  Goroutine,
  MODE_RETRY,
  MODE_SELECT,
  MODE_THROW,
  PARKED,
  RUNNABLE,
  RUNNING,
  Waiter,
  type EntryPoint,
  type GoFunction,
  type Lineage,
  type Retry,
  type Waitable,
} from './goroutine.ts';
import { GOEXIT, HALT, isStackOverflow, PanicRecord, panicLines, UnprintablePanic } from './panic.ts';
import { TRACE, WAIT_OUTSIDE, type Recorder } from './recorder.ts';
import { NO_SITES, reportGoroutine, siteOfError, type SiteTable } from './report.ts';
import { TimerHeap } from './timers.ts';

/**
 * Who runs, who waits, and when it is over. Goroutines park and become ready here and nowhere else:
 *  - one goroutine runs at a time, the others are runnable (in the queue) or parked;
 *  - a parked goroutine is made ready exactly once;
 *  - time passes, and a deadlock is seen, only when nobody can run.
 */
export interface SchedulerOptions {
  readonly clock: Clock;
  readonly chooser: Chooser;
  readonly recorder: Recorder | null;
  /** What the program prints, verbatim. */
  readonly print: (text: string) => void;
  readonly driver: Driver;
  readonly registers: Registers;
  /** Input name to text. */
  readonly inputs?: Readonly<Record<string, string>>;
  /**
   * Word 0 is polled: 0 run, 1 pause, 2 stop. Word 1 is the number of the goroutine that ran last, word 2 the site
   * where one last used up its budget: what is known of a thread that is gone.
   */
  readonly control?: Int32Array;
  /**
   * Called when nothing can run here, no timer is due and no promise is pending. With it the machine never decides
   * by itself that the program is over or deadlocked: it is one of several.
   */
  readonly idle?: () => void;
  /** Called when a goroutine becomes ready while the machine is not in `run`, which has work again. */
  readonly wake?: () => void;
  /** Called once, at the moment the program ends. */
  readonly ended?: (outcome: Outcome) => void;
}

/** How bodies are continued: compiled generators, or promises. */
export interface Driver {
  /** The value of `await value`, or a token: of a function that may park, a thenable, or anything else. */
  settle(value: unknown): unknown;
  /** True for a token, of an operation or of `settle`. */
  waits(value: unknown): boolean;
}

/** What the running goroutine keeps at hand; saved and restored when it parks. */
export class Registers {
  /** Second result of the last receive (CH-13). */
  ok = false;
  /** What the last select received. */
  value: unknown = undefined;
  /** The site of the operation at hand. */
  at = 0;
}

/** The machine that is running: what `new Mutex()` or `go` of a body refers to. */
export let scheduler: Scheduler;

export function activate(active: Scheduler): void {
  scheduler = active;
}

const QUEUE_START = 64;
const COUNTER_MASK = 0x3fffffff;
/** Objects made while running are numbered from here. */
export const FIRST_DYNAMIC_OBJECT = 1 << 20;
/** Virtual time: slices at one instant before spinning begins to cost time, and what a slice then costs. */
const SLICES_PER_INSTANT = 10_000;
const SLICES_PER_CHARGE = 16;
const NANOS_PER_SLICE = 1000;
/** A goroutine that used up its budget counts as so many slices. */
const BUDGET_SLICES = 100;
/** Real time is read every so many slices. */
const SLICES_PER_SAMPLE = 64;

/** How far an operation that is being redone had come. */
const FRESH = 0;
const HELD = 1;
const PREEMPTED = 2;

export class Scheduler implements RunnableView {
  readonly clock: Clock;
  readonly chooser: Chooser;
  readonly recorder: Recorder | null;
  readonly driver: Driver;
  readonly registers: Registers;
  readonly control: Int32Array;
  readonly inputs: Readonly<Record<string, string>>;
  readonly timers = new TimerHeap();
  readonly print: (text: string) => void;
  /** The running goroutine; `nobody` between slices. */
  current: Goroutine;
  readonly nobody: Goroutine;
  /** What an operation returns when it parked the running goroutine. */
  token: never;
  /** Visible operations must ask `interrupts` first. */
  shaky: boolean;
  sends = 0;
  receives = 0;
  slices = 0;
  live = 0;
  started = 0;
  main: Goroutine | null = null;
  outcome: Outcome | null = null;
  table: SiteTable = NO_SITES;
  /** Goroutines waiting for something outside: a promise that is not the runtime's. */
  outside = 0;

  /** Set while `run` is on the stack. */
  inRun = false;

  private readonly picksNext: boolean;
  private readonly preempts: boolean;
  private readonly options: SchedulerOptions;
  private stepping = false;
  private queue: (Goroutine | null)[] = new Array<Goroutine | null>(QUEUE_START).fill(null);
  private mask = QUEUE_START - 1;
  private head = 0;
  private tail = 0;
  /** Goes next without a choice: it was only interrupted, by a pause or a single step. */
  private held: Goroutine | null = null;
  private redoing = FRESH;
  private redoNext = FRESH;
  private ids = 0;
  private objects = FIRST_DYNAMIC_OBJECT;
  private patience: number;
  private firstLive: Goroutine | null = null;
  private lastLive: Goroutine | null = null;
  private mainGone = false;
  /** Foreign promises that have settled, in order; delivered when nobody can run. */
  private settled: (() => void)[] = [];
  private outsideTurn = false;
  private yieldedId = 0;
  private thrownAt: {
    readonly goroutine: Goroutine;
    readonly thrown: unknown;
    readonly places: readonly number[];
  } | null = null;

  constructor(options: SchedulerOptions) {
    this.options = options;
    this.clock = options.clock;
    this.chooser = options.chooser;
    this.recorder = options.recorder;
    this.driver = options.driver;
    this.registers = options.registers;
    this.control = options.control ?? new Int32Array(3);
    this.print = options.print;
    this.inputs = options.inputs ?? {};
    this.picksNext = options.chooser.picksNext;
    this.preempts = options.chooser.preempts;
    this.shaky = this.preempts;
    this.nobody = new Goroutine(0, null, null, null, 0, null);
    this.current = this.nobody;
    this.token = undefined as never;
    this.patience = options.clock.kind === 'virtual' ? SLICES_PER_INSTANT : SLICES_PER_SAMPLE;
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
      this.recorder.record(TRACE.parked, goroutine.id, object === null ? 0xffffffff : object.id, reason, goroutine.at);
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
    const goroutine = waiter.goroutine;
    goroutine.ok = ok;
    if (waiter.index >= 0) this.fire(goroutine, waiter, value);
    else goroutine.value = value;
    this.enqueue(goroutine);
    if (this.recorder !== null) this.woken(goroutine);
    if (!this.inRun) this.options.wake?.();
  }

  /** Wakes a waiter with an error: its operation panics there. */
  fail(waiter: Waiter, error: Error): void {
    const goroutine = waiter.goroutine;
    if (waiter.index >= 0) this.fire(goroutine, waiter, undefined);
    goroutine.mode &= ~MODE_SELECT;
    this.ready(goroutine, undefined, false, error);
  }

  private fire(goroutine: Goroutine, waiter: Waiter, value: unknown): void {
    goroutine.value = waiter.index;
    waiter.value = value;
    goroutine.fired = waiter;
    goroutine.mode |= MODE_SELECT;
    const cases = goroutine.cases as Waiter[];
    for (let at = 0; at < goroutine.caseCount; at++) {
      const other = cases[at] as Waiter;
      if (other.queue !== null) {
        other.queue.remove(other);
        other.value = undefined;
      }
    }
    goroutine.caseCount = 0;
  }

  private woken(goroutine: Goroutine): void {
    const by = this.current === this.nobody ? NOBODY : this.current.id;
    const object = goroutine.object;
    this.recorder?.record(TRACE.woken, goroutine.id, by, object === null ? 0xffffffff : object.id, 0);
  }

  private enqueue(goroutine: Goroutine): void {
    goroutine.status = RUNNABLE;
    this.queue[this.tail & this.mask] = goroutine;
    this.tail = (this.tail + 1) & COUNTER_MASK;
    if (((this.tail - this.head) & COUNTER_MASK) > this.mask) this.grow();
  }

  private grow(): void {
    const size = this.mask + 1;
    const larger = new Array<Goroutine | null>(size * 2).fill(null);
    for (let at = 0; at < size; at++) larger[at] = this.queue[(this.head + at) & this.mask] as Goroutine;
    this.queue = larger;
    this.mask = size * 2 - 1;
    this.head = 0;
    this.tail = size;
  }

  /**
   * Asked by a visible operation before it begins, when `shaky`: true when the goroutine must give way first. The
   * operation then returns `redo(…)`.
   */
  interrupts(): boolean {
    const had = this.redoing;
    this.redoing = FRESH;
    if (this.stepping && had === FRESH) {
      this.redoNext = HELD;
      this.hold();
      return true;
    }
    if (!this.preempts || had === PREEMPTED || this.head === this.tail) return false;
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
    try {
      return operation();
    } finally {
      this.redoing = FRESH;
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
      this.patience -= BUDGET_SLICES;
      this.giveWay(1);
    }
    return true;
  }

  /** One visible operation a slice, without changing the schedule: for single steps and slow motion. */
  setStepping(on: boolean): void {
    this.stepping = on;
    this.shaky = on || this.preempts;
  }

  misused(goroutine: Goroutine): Error {
    if (goroutine === this.nobody) return new Error('an operation that waits was called outside a goroutine');
    return new Error('an operation was started before the one before it was awaited');
  }

  /** The number of an object made while running. */
  nextObject(): number {
    return this.objects++;
  }

  // ---- goroutines

  /** Starts `fn(...args)` as a goroutine of the running one (GO-1). */
  spawn(fn: GoFunction, args: readonly unknown[] | null): Goroutine {
    const parent = this.current.offspring();
    return this.start(fn, args, parent, ++parent.children, null);
  }

  start(
    fn: GoFunction,
    args: readonly unknown[] | null,
    parent: Lineage | null,
    ordinal: number,
    entry: EntryPoint | null,
  ): Goroutine {
    const goroutine = new Goroutine(++this.ids, fn, args, parent, ordinal, entry);
    const last = this.lastLive;
    goroutine.before = last;
    if (last === null) this.firstLive = goroutine;
    else last.after = goroutine;
    this.lastLive = goroutine;
    this.live++;
    this.started++;
    this.enqueue(goroutine);
    const recorder = this.recorder;
    if (recorder !== null)
      recorder.record(TRACE.created, goroutine.id, parent?.id ?? 0, recorder.text(goroutine.name()), ordinal);
    if (!this.inRun) this.options.wake?.();
    return goroutine;
  }

  /** Numbers the first goroutine: 1 when there is a main, 2 when main is only implied. */
  numberFrom(first: number): void {
    this.ids = first - 1;
  }

  /** The goroutine's function has returned (`how` 0), or it has gone by Goexit (1) or panic (2). */
  finish(goroutine: Goroutine, how: number): void {
    goroutine.status = DEAD;
    goroutine.body = null;
    goroutine.fn = null;
    goroutine.args = null;
    const { before, after } = goroutine;
    if (before === null) this.firstLive = after;
    else before.after = after;
    if (after === null) this.lastLive = before;
    else after.before = before;
    goroutine.before = goroutine.after = null;
    this.live--;
    if (this.recorder !== null) this.recorder.record(TRACE.ended, goroutine.id, how, 0, 0);
    if (how === 2) return;
    if (goroutine === this.main) {
      if (how === 0) this.end({ end: 'done' });
      else this.mainGone = true;
    }
    goroutine.entry?.ended?.();
  }

  /** An exception is about to leave a frame: where the goroutine stood when it was thrown, for the report. */
  traceFrames(goroutine: Goroutine, thrown: unknown): void {
    const { thrownAt } = this;
    if (thrownAt !== null && thrownAt.thrown === thrown && thrownAt.goroutine === goroutine) return;
    this.thrownAt = { goroutine, thrown, places: callers(goroutine) };
  }

  /** An exception left the goroutine's outermost function. */
  crash(goroutine: Goroutine, thrown: unknown): void {
    if (this.outcome !== null || thrown === HALT) return;
    if (thrown === GOEXIT) {
      this.finish(goroutine, 1);
      return;
    }
    if (isStackOverflow(thrown)) {
      this.end({ end: 'fatal', message: 'stack overflow', goroutines: [this.report(goroutine)] });
      return;
    }
    this.endInPanic(goroutine, thrown);
  }

  private endInPanic(goroutine: Goroutine, thrown: unknown): void {
    const held = goroutine.panicking;
    const record = held !== null && held.thrown === thrown ? held : new PanicRecord(thrown, null);
    goroutine.at = siteOfError(thrown, this.table) || this.registers.at;
    const { thrownAt } = this;
    const known = thrownAt !== null && thrownAt.thrown === thrown && thrownAt.goroutine === goroutine;
    const below = known ? thrownAt.places : [];
    const report: GoroutineReport = {
      ...reportGoroutine(goroutine, this.table, [goroutine.at, ...below]),
      state: 'running',
    };
    try {
      const chain = panicLines(record);
      const recorder = this.recorder;
      if (recorder !== null) {
        const text = chain[chain.length - 1]?.text ?? '';
        recorder.record(TRACE.panic, goroutine.id, recorder.text(text), goroutine.at, 0);
      }
      this.finish(goroutine, 2);
      this.end({ end: 'panic', chain, goroutine: report });
    } catch (failure) {
      if (!(failure instanceof UnprintablePanic)) throw failure;
      const message = `panic while printing panic value: ${failure.message}`;
      this.end({ end: 'fatal', message, goroutines: [report] });
    }
  }

  /** The program is over. The first ending stands. */
  end(outcome: Outcome): void {
    if (this.outcome !== null) return;
    this.outcome = outcome;
    this.options.ended?.(outcome);
  }

  /**
   * A fatal error of Go's runtime, in the running goroutine: no deferred call sees it (PN-14).
   * @throws always
   */
  fatal(message: string): never {
    this.current.at = this.registers.at;
    this.end({ end: 'fatal', message, goroutines: [this.report(this.current)] });
    throw HALT;
  }

  /** @throws always (GO-5) */
  exit(code: number): never {
    this.end({ end: 'exit', code });
    throw HALT;
  }

  report(goroutine: Goroutine): GoroutineReport {
    return reportGoroutine(goroutine, this.table, [goroutine.at, ...callers(goroutine)]);
  }

  /** Every live goroutine, main first. */
  reports(): GoroutineReport[] {
    const reports: GoroutineReport[] = [];
    for (let at = this.firstLive; at !== null; at = at.after) reports.push(this.report(at));
    const main = this.main;
    return main === null ? reports : [...reports].sort((one, other) => Number(other.id === main.id) - Number(one.id === main.id));
  }

  *goroutines(): Generator<Goroutine, void, undefined> {
    for (let at = this.firstLive; at !== null; at = at.after) yield at;
  }

  // ---- the loop's side

  /** A slice of `goroutine` begins. */
  begin(goroutine: Goroutine): void {
    this.slices++;
    this.control[1] = goroutine.id;
    if (this.recorder !== null) this.recorder.record(TRACE.running, goroutine.id, goroutine.at, 0, 0);
  }

  /** The case that fired, as the body of a select sees it: its index, with the value in the registers. */
  takeFired(goroutine: Goroutine): number {
    const fired = goroutine.fired as Waiter;
    goroutine.fired = null;
    this.registers.value = fired.value;
    fired.value = undefined;
    return fired.index;
  }

  /** The goroutine that goes next, taken from the queue; null when nobody can run. */
  pick(): Goroutine | null {
    if (--this.patience <= 0) this.passTime();
    const held = this.held;
    if (held !== null) {
      this.held = null;
      return held;
    }
    const head = this.head;
    if (head === this.tail) return null;
    const place = head & this.mask;
    let goroutine = this.queue[place] as Goroutine;
    if (this.picksNext) {
      const count = (this.tail - head) & COUNTER_MASK;
      if (count > 1) {
        const chosen = (head + this.decide(POINT.next, count)) & this.mask;
        const taken = this.queue[chosen] as Goroutine;
        this.queue[chosen] = goroutine;
        goroutine = taken;
      }
    }
    this.queue[place] = null;
    this.head = (head + 1) & COUNTER_MASK;
    return goroutine;
  }

  /** How many stand in the queue. */
  get queued(): number {
    return (this.tail - this.head) & COUNTER_MASK;
  }

  /** True for the goroutine a pause or a single step has interrupted: it goes next. */
  isHeld(goroutine: Goroutine): boolean {
    return this.held === goroutine;
  }

  runnable(index: number): number {
    return this.queue[(this.head + index) & this.mask]?.id ?? 0;
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
    return this.head === this.tail && this.held === null;
  }

  private passTime(): void {
    if (this.clock.kind === 'real') {
      this.patience = SLICES_PER_SAMPLE;
      this.sample();
      return;
    }
    // Everything that could run at this instant has run ten thousand times: it spins, or waits by spinning. Time
    // has to pass for it, or it would never end.
    const slices = SLICES_PER_CHARGE - this.patience;
    this.patience = SLICES_PER_CHARGE;
    this.setTime(this.clock.now + slices * NANOS_PER_SLICE);
    this.fireDue();
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
    if (this.deliver()) return 'more';
    // A promise that has settled must be given its turn before time moves.
    if (this.outside > 0 && !this.outsideTurn) {
      this.outsideTurn = true;
      return 'outside';
    }
    this.outsideTurn = false;
    const due = this.nextTimer();
    if (due !== null) {
      if (this.clock.kind === 'virtual') {
        this.patience = SLICES_PER_INSTANT;
        if (due > this.clock.now) this.setTime(due);
        this.fireDue();
        return 'more';
      }
      this.sample();
      if (!this.idle) return 'more';
      return this.nextTimer() === null ? this.rest() : 'sleeping';
    }
    if (this.outside > 0) return 'outside';
    if (this.options.idle !== undefined) {
      this.options.idle();
      if (this.outcome !== null) return 'ended';
      return this.idle ? 'outside' : 'more';
    }
    this.endOfRun();
    return 'ended';
  }

  /** Nobody can ever run again: the program is done, or deadlocked (DL-1, GO-7). */
  endOfRun(): void {
    if (this.live > 0)
      this.end({ end: 'deadlock', message: 'all goroutines are asleep - deadlock!', goroutines: this.reports() });
    else if (this.mainGone)
      this.end({ end: 'deadlock', message: 'no goroutines (main called runtime.Goexit) - deadlock!', goroutines: [] });
    else this.end({ end: 'done' });
  }

  // ---- outside

  /** Parks the running goroutine until a promise that is not the runtime's settles. */
  parkOutside(promise: PromiseLike<unknown>): never {
    const goroutine = this.current;
    const token = this.park(WAIT_OUTSIDE, null);
    this.outside++;
    const settle = (value: unknown, mode: number): void => {
      this.outside--;
      this.settled.push(() => {
        this.ready(goroutine, value, false);
        goroutine.mode |= mode;
      });
      if (!this.inRun) this.options.wake?.();
    };
    promise.then(
      (value) => settle(value, 0),
      (thrown: unknown) => settle(thrown, MODE_THROW),
    );
    return token;
  }

  private deliver(): boolean {
    if (this.settled.length === 0) return false;
    const settled = this.settled;
    this.settled = [];
    this.outsideTurn = false;
    for (const wake of settled) wake();
    return true;
  }
}

/** Where the frames below the one on top stand, innermost first. */
function callers(goroutine: Goroutine): number[] {
  const places: number[] = [];
  for (let frame = goroutine.caller; frame !== null; frame = frame.caller) places.push(frame.at);
  return places;
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
