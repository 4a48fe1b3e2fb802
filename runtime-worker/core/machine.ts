import { printSchedule } from '../../shared/schedule/schedule.ts';
import { RealClock } from './clock.ts';
import { CancelContext, canceled } from './context.ts';
import { ScheduleDiverged } from './chooser.ts';
import { ReplayChooser } from './choosers/replay.ts';
import { HALT } from './panic.ts';
import { runtime } from './runtime.ts';
import { activate } from './active.ts';
import { Scheduler } from './scheduler.ts';
import type { Driver, SchedulerOptions } from './setup.ts';
import type { StrangerSelect } from './select.ts';
import { forgetAddresses } from './values.ts';

export interface MachineOptions extends Omit<SchedulerOptions, 'driver' | 'registers'> {
  readonly driver: MachineDriver;
  /** How selects go that meet channels of another kind. */
  readonly stranger?: StrangerSelect;
}

/** A driver that runs slices when it is told to. */
export interface MachineDriver extends Driver {
  run(machine: Scheduler, slices: number): RunState;
}

/**
 * `more`: the slices are used up, or the control word says pause. `sleeping`: real time must pass until `nextTimer`.
 * `outside`: promises are pending that are not the runtime's, or other workers are at work; give the event loop a
 * turn and run again, and when the answer is the same, wait for `wake`.
 */
export type RunState = 'more' | 'sleeping' | 'outside' | 'ended';

/** One run of one program, on one thread. */
export class Machine extends Scheduler {
  /** The objects of the executable's table, in order. */
  objectTable: readonly unknown[] = [];
  digest = '';
  private readonly runner: MachineDriver;

  constructor(options: MachineOptions) {
    super({ ...options, registers: runtime });
    this.runner = options.driver;
    runtime.stranger = options.stranger ?? null;
    forgetAddresses();
    activate(this);
  }

  /** Runs up to `slices` slices: a goroutine from its turn to where it waits or gives way. */
  run(slices: number): RunState {
    try {
      const state = this.runner.run(this, slices);
      if (state === 'ended' && this.chooser instanceof ReplayChooser) this.finishReplay(this.chooser);
      return state;
    } catch (thrown) {
      if (thrown !== HALT) throw thrown;
      return 'ended';
    } finally {
      this.setInRun(false);
    }
  }

  /** A run that ended by itself must have come to what the recorded one came to. */
  private finishReplay(chooser: ReplayChooser): void {
    if (this.outcome?.end === 'failed' || this.outcome?.end === 'stopped') return;
    try {
      chooser.finish();
    } catch (failure) {
      if (!(failure instanceof ScheduleDiverged)) throw failure;
      this.outcome = { end: 'failed', message: failure.message };
    }
  }

  /** Ends the run from outside. */
  stop(): void {
    this.end({ end: 'stopped' });
  }

  /** A person pressed the button of this context. False for anything that is no context to cancel. */
  signal(object: number): boolean {
    const target = this.objectTable[object];
    if (!(target instanceof CancelContext)) return false;
    activate(this);
    target.cancel(canceled, canceled);
    return true;
  }

  /** Turns of goroutines so far, single steps included: what a person and a limit on steps count. */
  get step(): number {
    return this.slices + this.resumptions;
  }

  get counts(): MachineCounts {
    return {
      steps: this.step,
      goroutines: this.started,
      live: this.live,
      sends: this.sends,
      receives: this.receives,
      time: this.clock.now,
    };
  }

  /** What reproduces this run, as far as it has come. */
  schedule(): string {
    const { chooser, clock } = this;
    return printSchedule({
      digest: this.digest,
      strategy: chooser.strategy,
      seed: chooser.seed,
      prefix: [],
      readings: clock instanceof RealClock ? (clock.readings ?? []) : [],
      taken: chooser.taken,
    });
  }
}

export interface MachineCounts {
  readonly steps: number;
  readonly goroutines: number;
  readonly live: number;
  readonly sends: number;
  readonly receives: number;
  /** Nanoseconds on the run's clock. */
  readonly time: number;
}
