import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import v8 from 'node:v8';
import { parseSchedule } from '../../shared/schedule/schedule.ts';
import { traceMemory } from '../../shared/trace/memory.ts';
import { TraceWriter } from '../../shared/trace/writer.ts';
import { bindings } from '../core/bindings.ts';
import { Channel } from '../core/channel.ts';
import type { Chooser } from '../core/chooser.ts';
import { replayOf } from '../core/choosers/from-schedule.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import { RealClock, VirtualClock, type Clock } from '../core/clock.ts';
import { Goroutine, type GoFunction } from '../core/goroutine.ts';
import { CancelContext } from '../core/context.ts';
import { load, siteTable } from '../core/load.ts';
import { Machine, type RunState } from '../core/machine.ts';
import { TimerEntry } from '../core/timers.ts';
import { SelectWaiter, WaitQueue } from '../core/wait-queue.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import { Inbox } from '../parallel/doorbell.ts';
import { SharedMemory } from '../parallel/memory.ts';
import { evaluate, hardenReachable, shifted } from './compartment.ts';
import { Pacing } from './pacing.ts';
import { PrintRing } from './print-ring.ts';
import { Signals, STOP, WorkerControl } from './run-memory.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import type { Ending, FromThread, ThreadData } from './thread.ts';
import { wallNanos } from './wall-clock.ts';

/** Slices between two looks at what the host wants. */
const SLICES = 2000;
/** Nanoseconds between two reports to the host, while there is work. */
const REPORT_EVERY = 1_000_000;
/** Milliseconds between two looks at the heap. */
const HEAP_EVERY = 50;
const LONG = 60_000;

/** One worker's part in a run: its machine, and the loop that runs it. */
export class ThreadRun {
  readonly data: ThreadData;
  readonly plan: RunPlan;
  readonly memory: SharedMemory;
  readonly control: WorkerControl;
  readonly inbox: Inbox;
  readonly print: PrintRing;
  readonly recorder: TraceWriter | null;
  readonly signals: Signals;
  readonly say: (message: FromThread) => void;
  #heapAt = 0;
  #heap = 0;
  #reportedAt = 0;

  constructor(data: ThreadData, say: (message: FromThread) => void) {
    this.data = data;
    this.say = say;
    this.plan = planRun(data.executable, data.options);
    this.memory = new SharedMemory(data.memory);
    const words = this.plan.workers[data.worker];
    if (words === undefined) throw new Error('invariant broken: a worker has its place in the plan');
    this.control = new WorkerControl(this.memory, words);
    this.inbox = new Inbox(this.memory, words.inbox);
    this.signals = new Signals(this.memory, words, data.executable.objects.length);
    this.print = new PrintRing(data.print);
    this.recorder = this.#newRecorder();
  }

  /** False once the host has asked for the end: then nobody takes what is printed or traced. */
  readonly mayWait = (): boolean => this.control.commanded !== STOP;

  readonly printText = (text: string): void => this.print.print(text, this.mayWait);

  #newRecorder(): TraceWriter | null {
    const { trace, options, worker } = this.data;
    if (trace === null) return null;
    return new TraceWriter(traceMemory(trace.buffer, trace.size), {
      worker,
      lossless: options.trace === 'lossless',
      clock: null,
      mayWait: this.mayWait,
    });
  }

  /** Evaluates the program's code for a machine, and puts it there. */
  loadInto(
    machine: Machine,
    loading: Parameters<typeof load>[3],
    names: Readonly<Record<string, unknown>>,
  ): void {
    const { executable } = this.data;
    const given = Object.freeze({ ...bindings, ...names });
    // What a program makes while it runs is of these classes, or of those it is given.
    hardenReachable([given, machine, Channel, CancelContext, Goroutine, SelectWaiter, WaitQueue, TimerEntry]);
    const functions = evaluate(executable)(given) as readonly GoFunction[];
    load(machine, executable, functions, loading);
    hardenReachable(machine.objectTable);
    machine.table = { ...siteTable(executable), positions: shifted(executable.positions), stackOf };
  }

  /**
   * Lets the host see how far this worker is, if it has not for a while. A round of ping-pong took a sixth longer with
   * a report at every look.
   */
  reportNowAndThen(machine: Machine): void {
    if (machine.clock.lately - this.#reportedAt >= REPORT_EVERY) this.report(machine);
  }

  /** Lets the host see how far this worker is. */
  report(machine: Machine): void {
    this.recorder?.flush();
    const now = performance.now();
    this.#reportedAt = machine.clock.lately;
    if (now >= this.#heapAt) {
      this.#heapAt = now + HEAP_EVERY;
      this.#heap = v8.getHeapStatistics().used_heap_size;
    }
    const { steps, live, goroutines, time, sends, receives } = machine.counts;
    this.control.report({
      steps,
      goroutines: live,
      started: goroutines,
      time,
      sends,
      receives,
      heap: this.#heap,
    });
  }

  /** Tells the host that the program has ended here, and the others to stop, unless one of them was first. */
  end(machine: Machine, ending: Ending): void {
    this.report(machine);
    if (!this.print.close()) return;
    this.say({ type: 'ended', ending });
    // The host will tell them, too; until its message is read they would run on (GO-4).
    this.plan.workers.forEach((words, worker) => {
      if (worker !== this.data.worker) new WorkerControl(this.memory, words).command(STOP);
    });
  }

  /** Hands over what is left to tell. Nothing of the program runs here afterwards. */
  leave(): void {
    this.recorder?.flush();
    this.say({ type: 'left', lost: this.recorder?.lost ?? 0 });
  }
}

/** Bodies see no stacks; lockdown leaves this thread a way to ask for them. */
const { getStackString: stackOf } = globalThis as unknown as { getStackString: (error: Error) => string };

/** Deterministic mode: one machine, its own choices and its own time. */
export async function runDeterministic(run: ThreadRun): Promise<void> {
  const machine = deterministicMachine(run, () => pacing.hold());
  run.loadInto(machine, {}, {});
  run.say({ type: 'ready' });
  const pacing = new Pacing(machine, run.control, run.inbox, (asked) => {
    run.report(machine);
    run.say({ type: 'paused', asked });
  });
  let quiet = false;
  for (;;) {
    heed(run, machine);
    const { maxSteps } = run.data.options;
    const left = maxSteps > 0 ? maxSteps - machine.step : Infinity;
    if (left <= 0) {
      return run.end(machine, {
        outcome: { end: 'out-of-budget', steps: machine.step },
        schedule: machine.schedule(),
      });
    }
    const state: RunState = pacing.run(Math.min(SLICES, left));
    run.report(machine);
    if (state === 'ended') break;
    if (state === 'sleeping') run.inbox.sleep(untilTimer(machine));
    else if (state === 'outside') {
      // Settled promises take one turn of the event loop. After that nothing here can settle one any more.
      if (quiet && !pacing.paused) run.inbox.sleep(LONG);
      await eventLoopTurn();
    }
    quiet = state === 'outside';
  }
  const { outcome } = machine;
  if (outcome === null) throw new Error('invariant broken: a machine that has ended has an outcome');
  run.end(machine, { outcome, schedule: machine.schedule() });
}

/** Hears the bell: a person may have signalled a context. */
function heed(run: ThreadRun, machine: Machine): void {
  if (run.inbox.empty) return;
  if (!run.inbox.take([])) return;
  for (const object of run.signals.take()) machine.signal(object);
}

/** Milliseconds until the next timer is due; the machine has just read its clock. */
export function untilTimer(machine: Machine): number {
  const due = machine.nextTimer();
  if (due === null) return LONG;
  return Math.min(LONG, Math.max(0, (due - machine.clock.now) / 1e6));
}

/** @throws Error, a sentence for a person, when the schedule is of another program or none */
function deterministicMachine(run: ThreadRun, hold: () => void): Machine {
  const { options, executable } = run.data;
  let chooser: Chooser = new SeededChooser(options.seed);
  let clock: Clock = options.clock === 'virtual' ? new VirtualClock() : new RealClock(wallNanos, true);
  if (options.schedule !== null) {
    const parsed = parseSchedule(options.schedule);
    if (!parsed.ok) throw new Error(`this is not a schedule that can be replayed (${parsed.error.code})`);
    const replay = replayOf(parsed.value, executable.digest);
    if (!replay.ok) throw new Error('this schedule was made by another program');
    ({ chooser, clock } = replay.value);
  }
  return new Machine({
    clock,
    chooser,
    recorder: run.recorder,
    print: run.printText,
    control: run.control.machine,
    driver: new ResumableDriver(),
    inputs: inputsOf(run.data),
    hold,
  });
}

/** The text of each input: the run's, or the sample the document holds. */
export const inputsOf = ({ executable, options }: ThreadData): Readonly<Record<string, string>> =>
  Object.fromEntries(executable.inputs.map(({ name, sample }) => [name, options.inputs[name] ?? sample]));
