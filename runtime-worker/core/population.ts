import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import { callersOf, panicOutcome, ThrowTrace } from './ending.ts';
import { DEAD, Goroutine, type EntryPoint, type GoFunction, type Lineage } from './goroutine.ts';
import { LiveGoroutines } from './live-goroutines.ts';
import { GOEXIT, HALT, isStackOverflow } from './panic.ts';
import { TRACE, type Recorder } from './recorder.ts';
import { NO_SITES, reportGoroutine, siteOfError, type SiteTable } from './report.ts';
import type { Registers, SchedulerOptions } from './setup.ts';

/** The goroutines of a run, from their start to their end, and how the run itself ends. */
export abstract class Population {
  readonly recorder: Recorder | null;
  readonly registers: Registers;
  /** The running goroutine; `nobody` between slices. */
  current: Goroutine;
  readonly nobody: Goroutine;
  /** Goroutines started so far. */
  started = 0;
  main: Goroutine | null = null;
  outcome: Outcome | null = null;
  table: SiteTable = NO_SITES;
  /** Set while `run` is on the stack. */
  inRun = false;
  protected readonly options: SchedulerOptions;
  private readonly alive = new LiveGoroutines();
  private readonly throwTrace = new ThrowTrace();
  private ids = 0;
  private mainGone = false;

  constructor(options: SchedulerOptions) {
    this.options = options;
    this.recorder = options.recorder;
    this.registers = options.registers;
    this.nobody = new Goroutine(0, null, null, null, 0, null);
    this.current = this.nobody;
  }

  /** Puts a goroutine in the queue of those that can run. */
  protected abstract enqueue(goroutine: Goroutine): void;

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
    this.alive.add(goroutine);
    this.started++;
    this.enqueue(goroutine);
    const recorder = this.recorder;
    if (recorder !== null)
      recorder.recordNaming(
        TRACE.created,
        goroutine.id,
        parent?.id ?? 0,
        recorder.text(goroutine.name()),
        ordinal,
      );
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
    this.alive.remove(goroutine);
    if (this.recorder !== null) this.recorder.record(TRACE.ended, goroutine.id, how, 0, 0);
    if (how === 2) return;
    if (goroutine === this.main) {
      if (how === 0) this.end({ end: 'done' });
      else this.mainGone = true;
    }
    goroutine.entry?.ended?.();
  }

  /** Live goroutines. */
  get live(): number {
    return this.alive.count;
  }

  /** An exception is about to leave a frame: where the goroutine stood when it was thrown, for the report. */
  traceFrames(goroutine: Goroutine, thrown: unknown): void {
    this.throwTrace.note(goroutine, thrown);
  }

  /** An exception left the goroutine's outermost function. */
  crash(goroutine: Goroutine, thrown: unknown): void {
    if (this.outcome !== null || thrown === HALT) return;
    if (thrown === GOEXIT) {
      this.finish(goroutine, 1);
      return;
    }
    if (isStackOverflow(thrown)) {
      goroutine.at = siteOfError(thrown, this.table) || this.registers.at;
      this.end({ end: 'fatal', message: 'stack overflow', goroutines: [this.report(goroutine)] });
      return;
    }
    this.endInPanic(goroutine, thrown);
  }

  private endInPanic(goroutine: Goroutine, thrown: unknown): void {
    goroutine.at = siteOfError(thrown, this.table) || this.registers.at;
    const places = [goroutine.at, ...this.throwTrace.callers(goroutine, thrown)];
    const report: GoroutineReport = { ...reportGoroutine(goroutine, this.table, places), state: 'running' };
    const outcome = panicOutcome(goroutine, thrown, report);
    if (outcome.end === 'panic') {
      const text = outcome.chain.at(-1)?.text ?? '';
      this.recorder?.record(TRACE.panic, goroutine.id, this.recorder.text(text), goroutine.at, 0);
      this.finish(goroutine, 2);
    }
    this.end(outcome);
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
    return reportGoroutine(goroutine, this.table, [goroutine.at, ...callersOf(goroutine)]);
  }

  /** Every live goroutine, main first. */
  reports(): GoroutineReport[] {
    const rank = (goroutine: Goroutine): number => Number(goroutine !== this.main);
    return [...this.alive.all()].sort((one, other) => rank(one) - rank(other)).map((one) => this.report(one));
  }

  goroutines(): Generator<Goroutine, void, undefined> {
    return this.alive.all();
  }

  /** Nobody can ever run again: the program is done, or deadlocked (DL-1, GO-7). */
  endOfRun(): void {
    if (this.live > 0)
      this.end({
        end: 'deadlock',
        message: 'all goroutines are asleep - deadlock!',
        goroutines: this.reports(),
      });
    else if (this.mainGone)
      this.end({
        end: 'deadlock',
        message: 'no goroutines (main called runtime.Goexit) - deadlock!',
        goroutines: [],
      });
    else this.end({ end: 'done' });
  }

  misused(goroutine: Goroutine): Error {
    if (goroutine === this.nobody) return new Error('an operation that waits was called outside a goroutine');
    return new Error('an operation was started before the one before it was awaited');
  }
}
