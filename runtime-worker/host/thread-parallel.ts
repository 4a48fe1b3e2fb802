import os from 'node:os';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import { KIND } from '../../shared/trace/events.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { DEAD } from '../core/goroutine.ts';
import { Machine } from '../core/machine.ts';
import { FIRST_DYNAMIC_OBJECT } from '../core/scheduler.ts';
import type { StrangerSelect } from '../core/select.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import { makeObject } from '../parallel/objects.ts';
import type { ParallelPlan } from '../parallel/plan.ts';
import { Quiescence } from '../parallel/quiescence.ts';
import { SharedContexts } from '../parallel/shared-context.ts';
import { SharedSelect } from '../parallel/shared-select.ts';
import { Station } from '../parallel/station.ts';
import { RunSurroundings } from '../parallel/surroundings.ts';
import { globalNumber } from './last-seen.ts';
import { Pacing } from './pacing.ts';
import { StartGate } from './start-gate.ts';
import { WorkerControl } from './run-memory.ts';
import { inputsOf, untilTimer, type ThreadRun } from './thread-run.ts';
import { WallClock } from './wall-clock.ts';

/** Numbers below 2^30 for the objects of 63 workers. */
const OBJECTS_PER_WORKER = 1 << 24;
/** Slices between two looks at what other workers have done. */
const SLICES = 64;

/** Parallel mode: this worker's goroutines on a machine of its own, the others' at the other end of shared memory. */
export async function runParallel(run: ThreadRun, plan: ParallelPlan): Promise<void> {
  const worker = new ParallelWorker(run, plan);
  run.say({ type: 'ready' });
  worker.begin();
  await worker.loop();
}

class ParallelWorker {
  readonly #run: ThreadRun;
  readonly #clock = new WallClock();
  readonly #machine: Machine;
  readonly #station: Station;
  readonly #quiescence: Quiescence;
  readonly #contexts: SharedContexts;
  readonly #pacing: Pacing;
  readonly #workers: number;
  /** Spinning helps only where no other worker needs the core. */
  readonly #spins: boolean;

  constructor(run: ThreadRun, plan: ParallelPlan) {
    const { data } = run;
    const inboxes = run.plan.workers.map(({ inbox }) => inbox);
    this.#run = run;
    this.#workers = inboxes.length;
    this.#spins = inboxes.length <= os.availableParallelism();
    // The machine and the station need each other: selects reach the station through this.
    let selects: SharedSelect | null = null;
    const stranger: StrangerSelect = {
      select: (cases, hasDefault) => {
        if (selects === null) throw new Error('invariant broken: a worker is whole before its program runs');
        return selects.select(cases, hasDefault);
      },
    };
    this.#machine = new Machine({
      clock: this.#clock,
      chooser: new FifoChooser(data.options.seed + data.worker * 7919),
      recorder: run.recorder,
      print: run.printText,
      control: run.control.machine,
      driver: new ResumableDriver(),
      inputs: inputsOf(data),
      hold: () => this.#pacing.hold(),
      stranger,
      firstObject: FIRST_DYNAMIC_OBJECT + data.worker * OBJECTS_PER_WORKER,
      // The end is found by all workers together: see `Quiescence`.
      idle: () => {},
    });
    const surroundings = new RunSurroundings(data.worker);
    const { heap, vocabulary } = plan;
    const place = { worker: data.worker, heap, vocabulary, inboxes, limit: data.options.memory };
    this.#station = new Station(run.memory, place, this.#machine, surroundings);
    this.#station.spins = this.#spins;
    selects = new SharedSelect(this.#station);
    this.#contexts = new SharedContexts(this.#station, plan.epoch);
    this.#quiescence = new Quiescence(run.memory, plan.quiescence, inboxes);
    this.#load(plan, surroundings);
    this.#pacing = new Pacing(this.#machine, run.control, run.inbox, (asked) => {
      run.report(this.#machine);
      run.say({ type: 'paused', asked });
    });
  }

  #load(plan: ParallelPlan, surroundings: RunSurroundings): void {
    const { worker } = this.#run.data;
    const isShared = (index: number): boolean => plan.objects[index] !== null;
    this.#run.loadInto(
      this.#machine,
      {
        makeObject: (decl, index, find) => {
          const object = plan.objects[index] ?? null;
          return object === null ? null : makeObject(this.#station, this.#contexts, object, decl, find);
        },
        announces: (index) => (plan.placement.users[index]?.[0] ?? 0) === worker,
        isHere: (_, entry, replica) => plan.placement.workerOf[entry]?.[replica] === worker,
      },
      { numGoroutine: () => this.#numGoroutine() },
    );
    surroundings.setObjects(this.#machine.objectTable, isShared);
    if (this.#run.recorder !== null) this.#run.recorder.namesWorker = worker;
  }

  /** Live goroutines of all workers, as far as they have told (GO-11). */
  #numGoroutine(): number {
    const { plan, memory, data } = this.#run;
    return plan.workers.reduce(
      (sum, words, worker) =>
        sum +
        (worker === data.worker ? this.#machine.live : new WorkerControl(memory, words).counters.goroutines),
      0,
    );
  }

  /** Waits until every worker is loaded. */
  begin(): void {
    // Goroutines of the document count from the beginning, on whichever worker they are (GO-11).
    this.#run.report(this.#machine);
    this.#clock.begin(new StartGate(this.#run.data.gate, this.#workers).pass());
    this.#stamp();
  }

  /** What is recorded from here happened now or later. */
  #stamp(): void {
    this.#clock.sample();
    const { lately } = this.#clock;
    this.#run.recorder?.record(KIND.clock, 0, lately % 2 ** 32, Math.floor(lately / 2 ** 32), 0);
  }

  async loop(): Promise<void> {
    const machine = this.#machine;
    for (;;) {
      if (this.#station.collect()) this.#heed();
      if (this.#quiescence.over) return this.#asleep();
      const state = this.#pacing.run(SLICES);
      if (state === 'more') {
        this.#run.reportNowAndThen(machine);
        continue;
      }
      if (state === 'ended') return this.#end();
      if (state === 'outside' && machine.outside > 0) await eventLoopTurn();
      // Between steps it rests where it hears the host, and says so.
      if (!this.#pacing.paused && this.#idle()) return this.#asleep();
    }
  }

  /** Nothing can run here. True when nothing can anywhere. */
  #idle(): boolean {
    const machine = this.#machine;
    const station = this.#station;
    // What is on its way comes sooner than a sleep could begin and end.
    if (this.#spins && station.inbox.spin()) return false;
    this.#run.report(machine);
    if (!station.inbox.empty) return false;
    // A promise that is pending may settle yet: as good as a timer.
    const alarm = machine.nextTimer() !== null || machine.outside > 0;
    if (this.#quiescence.idle(this.#run.data.worker, alarm)) {
      station.ringOthers();
      return true;
    }
    station.inbox.sleep(untilTimer(machine));
    this.#stamp();
    this.#quiescence.busy(this.#run.data.worker);
    return false;
  }

  /** The bell: the host wants something, a context was cancelled, or it is over. */
  #heed(): void {
    for (const object of this.#run.signals.take()) this.#machine.signal(object);
  }

  #asleep(): void {
    const machine = this.#machine;
    const { main } = machine;
    this.#station.updateReasons();
    const goroutines = machine.reports().map((report) => this.#renumbered(report));
    const mainGone = main !== null && main.status === DEAD;
    this.#run.report(machine);
    this.#run.say({ type: 'asleep', goroutines, mainGone });
  }

  #end(): void {
    const { outcome } = this.#machine;
    if (outcome === null) throw new Error('invariant broken: a machine that has ended has an outcome');
    // What others did for goroutines of this worker before they told it to stop has happened, and counts.
    this.#station.collect();
    this.#run.end(this.#machine, { outcome: this.#told(outcome), schedule: null });
  }

  #told(outcome: Outcome): Outcome {
    switch (outcome.end) {
      case 'panic':
        return { ...outcome, goroutine: this.#renumbered(outcome.goroutine) };
      case 'out-of-memory':
        return outcome.goroutine === null
          ? outcome
          : { ...outcome, goroutine: this.#renumbered(outcome.goroutine) };
      case 'deadlock':
      case 'fatal':
        return { ...outcome, goroutines: outcome.goroutines.map((report) => this.#renumbered(report)) };
      case 'done':
      case 'exit':
      case 'stopped':
      case 'out-of-budget':
      case 'failed':
        return outcome;
    }
  }

  /** With numbers that no other worker's goroutines have. */
  #renumbered(report: GoroutineReport): GoroutineReport {
    const number = (id: number): number => globalNumber(id, this.#run.data.worker, this.#workers);
    const { createdBy } = report;
    // The document's goroutines are main's children, wherever they run.
    const byMain = report.path.split('.').length === 2;
    return {
      ...report,
      id: number(report.id),
      createdBy: createdBy === null || byMain ? createdBy : { ...createdBy, id: number(createdBy.id) },
    };
  }
}
