import type { RunId } from '../../shared/base/ids.ts';
import { TraceDrain } from '../../shared/trace/drain.ts';
import { traceBytes, traceMemory, type TraceMemory, type TraceSize } from '../../shared/trace/memory.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import type { FromHost, RunOptions } from '../protocol.ts';
import { SharedMemory } from '../parallel/memory.ts';
import { Aggregator, BATCHES_PER_SECOND } from './aggregator.ts';
import { lastSeen } from './last-seen.ts';
import { MemoryWatch } from './memory-watch.ts';
import { PrintRing, printBytes } from './print-ring.ts';
import { initRun, planRun, runBytes, type RunPlan } from './run-plan.ts';
import { PAUSE, RUN, Signals, STOP, WorkerControl, type Counters } from './run-memory.ts';
import { GATE_BYTES, StartGate } from './start-gate.ts';
import type { FromThread, ThreadData } from './thread.ts';
import type { RunThread, StartThread } from './threads.ts';
import { wallNanos } from './wall-clock.ts';

type WithoutRun<M> = M extends { readonly run: RunId } ? Omit<M, 'run'> : never;

export interface RunPort {
  send(message: FromHost): void;
  /** Where trace batches go. */
  sendBatch(batch: ArrayBuffer): void;
}

/**
 * A worker's rings. Drained sixty times a second, they must hold what it writes in between: at the 1 << 18 records of
 * one among many, a lone worker was held to 15 million a second.
 */
const traceSize = (workers: number): TraceSize => ({
  records: Math.max(1 << 18, 1 << (20 - Math.ceil(Math.log2(workers)))),
  textUnits: 1 << 18,
});
/** Milliseconds between two progress messages, and from the start to the first. */
const PROGRESS_EVERY = 250;
const FIRST_PROGRESS = 50;
/** Milliseconds a worker gets to stop by itself; ending a thread from outside takes some ten more. */
const STOP_PATIENCE = 50;
/**
 * Milliseconds workers get, from when they were asked to stop, to hand over what they recorded and to end. The other
 * workers of a run that ends by itself are in no hurry: only one inside a long operation of the language is late.
 */
const END_PATIENCE = 200;
/**
 * Milliseconds workers get to come to rest before the host answers for them. A body inside one long operation of the
 * language (a sort, a search, a regular expression) cannot be held there; it rests at its next check.
 */
const PAUSE_PATIENCE = 70;
const MIB = 1 << 20;

/** One execution: its threads, its memory, and what is told of it. `ended` is sent once, last. */
export class HostRun {
  readonly id: RunId;
  readonly #executable: Executable;
  readonly #options: RunOptions;
  readonly #plan: RunPlan;
  readonly #port: RunPort;
  readonly #ended: () => void;
  readonly #newThread: StartThread;
  readonly #controls: readonly WorkerControl[];
  readonly #signals: readonly Signals[];
  readonly #print: PrintRing;
  readonly #aggregator: Aggregator;
  readonly #threads: RunThread[] = [];
  /** Each settles once its thread is gone. */
  readonly #exits: Promise<void>[] = [];
  /** Workers that have said their last word. */
  readonly #left = new Set<number>();
  readonly #gate = new SharedArrayBuffer(GATE_BYTES);
  readonly #began = wallNanos();
  readonly #watch: MemoryWatch;
  readonly #timer: NodeJS.Timeout;
  readonly #asleep = new Map<number, Extract<FromThread, { type: 'asleep' }>>();
  readonly #paused = new Set<number>();
  #toldPaused = false;
  #restTimer: NodeJS.Timeout | undefined;
  #ready = 0;
  #over = false;
  /** Trace records that writers had to drop. */
  #lost = 0;
  /** By `performance.now`; from then on, what has not stopped is ended from outside. */
  #deadline = Infinity;
  #progressAt = Infinity;

  /** @throws Error, a sentence for a person, when the program cannot be run with these options */
  constructor(
    id: RunId,
    executable: Executable,
    options: RunOptions,
    port: RunPort,
    newThread: StartThread,
    ended: () => void,
  ) {
    this.id = id;
    this.#executable = executable;
    this.#options = options;
    this.#port = port;
    this.#newThread = newThread;
    this.#ended = ended;
    const plan = planRun(executable, options);
    this.#plan = plan;
    this.#watch = new MemoryWatch(options.memory, plan.workers.length);
    const memory = new SharedMemory(new SharedArrayBuffer(runBytes(plan, options)));
    initRun(plan, memory, executable);
    this.#controls = plan.workers.map((words) => new WorkerControl(memory, words));
    this.#signals = plan.workers.map((words) => new Signals(memory, words, executable.objects.length));
    const print = new SharedArrayBuffer(printBytes);
    this.#print = new PrintRing(print);
    const traces = plan.workers.map(() => this.#newTrace());
    const lossless = options.trace === 'lossless';
    const drains = traces.flatMap((trace, worker) =>
      trace === null ? [] : [new TraceDrain(trace.memory, { worker, lossless })],
    );
    this.#aggregator = new Aggregator(drains, lossless, (batch) => port.sendBatch(batch));
    for (const control of this.#controls) {
      if (options.paused) control.command(PAUSE);
      control.pace = options.pace;
    }
    const share = Math.max(16, Math.floor(options.memory / plan.workers.length)) * MIB;
    plan.workers.forEach((_, worker) => {
      const trace = traces[worker] ?? null;
      this.#startThread({
        worker,
        executable,
        options,
        memory: memory.buffer,
        print,
        trace: trace === null ? null : { buffer: trace.buffer, size: traceSize(plan.workers.length) },
        gate: this.#gate,
        bufferLimit: share,
      });
    });
    this.#timer = setInterval(() => this.#tick(), 1000 / BATCHES_PER_SECOND);
  }

  // ---- commands

  stop(): void {
    this.#askToStop(STOP_PATIENCE);
    // A loop that looks at nothing is ended from outside.
    setTimeout(() => this.#finish({ end: 'stopped' }, null), STOP_PATIENCE);
  }

  /** `patience`: milliseconds until who has not stopped is ended from outside, if nobody was more impatient before. */
  #askToStop(patience: number): void {
    this.#deadline = Math.min(this.#deadline, performance.now() + patience);
    for (const control of this.#controls) control.command(STOP);
    StartGate.open(this.#gate);
  }

  pause(): void {
    for (const control of this.#controls) {
      control.revokeSteps();
      control.command(PAUSE);
    }
    this.#awaitRest();
  }

  resume(): void {
    this.#disturb();
    for (const control of this.#controls) {
      control.revokeSteps();
      control.command(RUN);
    }
  }

  step(steps: number): void {
    this.#disturb();
    for (const control of this.#controls) control.grant(steps);
    this.#awaitRest();
  }

  /** The workers are about to leave their rest. */
  #disturb(): void {
    this.#paused.clear();
    this.#toldPaused = false;
    clearTimeout(this.#restTimer);
  }

  /** Answers when all workers rest, or when their time to do so is over. */
  #awaitRest(): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#tellPaused(), PAUSE_PATIENCE);
  }

  #tellPaused(): void {
    clearTimeout(this.#restTimer);
    if (this.#over || this.#toldPaused) return;
    this.#toldPaused = true;
    this.#flush();
    this.#send({ type: 'paused', step: this.#counts().steps });
  }

  pace(pace: number): void {
    for (const control of this.#controls) control.pace = pace;
  }

  signal(object: number): void {
    if (object >= this.#executable.objects.length) return;
    for (const signals of this.#signals) signals.set(object);
    for (const control of this.#controls) control.ring();
  }

  credit(batches: number): void {
    this.#aggregator.credit(batches);
  }

  // ---- threads

  #newTrace(): { readonly buffer: SharedArrayBuffer; readonly memory: TraceMemory } | null {
    if (this.#options.trace === 'off') return null;
    const size = traceSize(this.#plan.workers.length);
    const buffer = new SharedArrayBuffer(traceBytes(size));
    return { buffer, memory: traceMemory(buffer, size) };
  }

  #startThread(data: ThreadData): void {
    const thread = this.#newThread(data);
    thread.on('message', (message) => this.#heard(data.worker, message));
    thread.on('error', (error) => this.#failed(data.worker, error));
    this.#exits.push(
      new Promise((resolve) => {
        thread.on('exit', (code) => {
          resolve();
          // Who has left was asked to, or has told why.
          if (this.#left.has(data.worker)) return;
          const message = `worker ${data.worker} ended unexpectedly (exit ${code})`;
          this.#finish({ end: 'failed', message }, null);
        });
      }),
    );
    this.#threads.push(thread);
  }

  #heard(worker: number, message: FromThread): void {
    if (message.type === 'left') {
      this.#left.add(worker);
      this.#lost += message.lost;
      return;
    }
    if (this.#over) return;
    switch (message.type) {
      case 'ready':
        this.#ready++;
        if (this.#ready < this.#controls.length) return;
        this.#progressAt = performance.now() + FIRST_PROGRESS;
        return this.#send({ type: 'started', workers: this.#ready });
      case 'paused':
        // It may have come to rest for what was asked before.
        if (message.asked !== this.#controls[worker]?.asked) return;
        this.#paused.add(worker);
        if (this.#paused.size === this.#controls.length) this.#tellPaused();
        return;
      case 'asleep':
        this.#asleep.set(worker, message);
        if (this.#asleep.size === this.#controls.length) this.#finish(this.#deadlock(), null);
        return;
      case 'out-of-memory':
        return this.#outOfMemory(worker);
      case 'ended': {
        const { outcome, schedule } = message.ending;
        return this.#finish(outcome, schedule);
      }
    }
  }

  #failed(worker: number, error: Error & { code?: string }): void {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return this.#outOfMemory(worker);
    this.#finish({ end: 'failed', message: error.message }, null);
  }

  #outOfMemory(worker: number): void {
    const goroutine = this.#lastSeen(worker);
    // Whoever takes memory takes it faster than it could be asked.
    this.#deadline = 0;
    this.#finish({ end: 'out-of-memory', limit: this.#options.memory, goroutine }, null);
  }

  /** All workers have said that nobody can run: one report, main first (DL-6). */
  #deadlock(): Outcome {
    const parts = [...this.#asleep].sort(([a], [b]) => a - b).map(([, part]) => part);
    const goroutines = parts.flatMap((part) => part.goroutines);
    if (goroutines.length > 0)
      return { end: 'deadlock', message: 'all goroutines are asleep - deadlock!', goroutines };
    if (parts.some((part) => part.mainGone))
      return {
        end: 'deadlock',
        message: 'no goroutines (main called runtime.Goexit) - deadlock!',
        goroutines,
      };
    return { end: 'done' };
  }

  // ---- sixty times a second

  #tick(): void {
    this.#flushPrint();
    this.#aggregator.tick();
    const watch = this.#watch;
    watch.look();
    // Who dies of memory is blamed on the last report; while memory grows fast, reports come early.
    const due = performance.now() >= this.#progressAt || watch.growsFast;
    if (due && this.#ready === this.#controls.length) this.#progress();
    if (watch.exceeded) this.#outOfMemory(this.#hungriest());
    else if (this.#options.maxSteps > 0 && this.#controls.length > 1) this.#checkBudget();
  }

  #checkBudget(): void {
    const { steps } = this.#counts();
    if (steps >= this.#options.maxSteps) this.#finish({ end: 'out-of-budget', steps }, null);
  }

  #progress(): void {
    this.#progressAt = performance.now() + PROGRESS_EVERY;
    this.#watch.tell();
    const { steps, goroutines, time } = this.#counts();
    this.#send({ type: 'progress', steps, goroutines, time, last: this.#lastSeen(this.#hungriest()) });
  }

  /** The worker that uses most memory, as far as it is known. */
  #hungriest(): number {
    const heaps = this.#controls.map((control) => control.counters.heap);
    return Math.max(0, heaps.indexOf(Math.max(...heaps)));
  }

  #lastSeen(worker: number): GoroutineReport | null {
    const control = this.#controls[worker];
    return control === undefined ? null : lastSeen(this.#executable, this.#plan, worker, control.running);
  }

  #counts(): Pick<Counters, 'steps' | 'goroutines' | 'started' | 'time' | 'sends' | 'receives'> {
    const sum = { steps: 0, goroutines: 0, started: 0, time: 0, sends: 0, receives: 0 };
    for (const { counters } of this.#controls) {
      sum.steps += counters.steps;
      sum.goroutines += counters.goroutines;
      sum.started += counters.started;
      sum.sends += counters.sends;
      sum.receives += counters.receives;
      sum.time = Math.max(sum.time, counters.time);
    }
    return sum;
  }

  // ---- telling

  #flushPrint(): void {
    const text = this.#print.take();
    if (text !== '') this.#send({ type: 'print', text });
  }

  #flush(): void {
    this.#flushPrint();
    this.#aggregator.rest();
  }

  #send(message: WithoutRun<FromHost>): void {
    // The union without its run, and the run: the union.
    this.#port.send({ ...message, run: this.id } as unknown as FromHost);
  }

  #finish(outcome: Outcome, schedule: string | null): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#timer);
    clearTimeout(this.#restTimer);
    this.#askToStop(END_PATIENCE);
    // Who waits for room holds what others need to end.
    this.#flushPrint();
    this.#print.close();
    this.#aggregator.makeRoom();
    const wall = wallNanos() - this.#began;
    void this.#threadsEnd().then(() => {
      this.#flushPrint();
      for (const worker of this.#threads.keys()) if (!this.#left.has(worker)) this.#aggregator.cut(worker);
      this.#aggregator.finish();
      const { events, dropped } = this.#aggregator.counts;
      const { started: goroutines, steps, time, sends, receives } = this.#counts();
      const counts = {
        steps,
        goroutines,
        sends,
        receives,
        time,
        events,
        dropped: dropped + this.#lost,
        wall,
      };
      this.#send({ type: 'ended', result: { outcome, schedule, counts } });
      this.#ended();
    });
  }

  /** Threads end by themselves, with all they recorded told; those that do not in time are ended from outside. */
  async #threadsEnd(): Promise<void> {
    const patience = setTimeout(
      () => {
        for (const thread of this.#threads) void thread.terminate();
      },
      Math.max(0, this.#deadline - performance.now()),
    );
    await Promise.all(this.#exits);
    clearTimeout(patience);
  }
}
