import type { Inbox } from '../parallel/doorbell.ts';
import { PAUSE, STOP, type WorkerControl } from './run-memory.ts';

/** What a machine must offer to be run at a person's pace. */
export interface Paced {
  run(slices: number): 'more' | 'sleeping' | 'outside' | 'ended';
  /** One visible operation a slice, without changing the schedule. */
  setStepping(on: boolean): void;
  /** Slices so far. */
  readonly step: number;
  stop(): void;
}

export type PacedState = 'more' | 'sleeping' | 'outside' | 'ended';

/** Longest sleep of a paused worker; whatever concerns it rings. */
const LONG = 60_000;
/** Milliseconds between two looks of a goroutine that rests in the middle of a slice. */
const GLANCE = 20;

/** Runs a machine as the host wants it: at full speed, slowly, step by step, or not at all. */
export class Pacing {
  readonly #machine: Paced;
  readonly #control: WorkerControl;
  readonly #inbox: Inbox;
  readonly #paused: (step: number) => void;
  #told = false;
  #stepping = false;

  /** `paused` is called once each time the worker has come to rest. */
  constructor(machine: Paced, control: WorkerControl, inbox: Inbox, paused: (step: number) => void) {
    this.#machine = machine;
    this.#control = control;
    this.#inbox = inbox;
    this.#paused = paused;
  }

  /** Runs the next slices, `most` of them at full speed. Returns `more` also when it only waited. */
  run(most: number): PacedState {
    const control = this.#control;
    const { commanded } = control;
    if (commanded === STOP) {
      this.#machine.stop();
      return 'ended';
    }
    if (commanded === PAUSE) return control.takeStep() ? this.#single() : this.#rest();
    this.#told = false;
    const { pace } = control;
    if (pace === 0) {
      this.#setStepping(false);
      return this.#machine.run(most);
    }
    const state = this.#oneStep();
    if (state === 'more') this.#wait(pace);
    return state;
  }

  #single(): PacedState {
    this.#told = false;
    this.#control.release();
    const state = this.#oneStep();
    this.#control.hold();
    // Nobody can take a step before time has passed: that is an answer, too.
    return state === 'sleeping' ? 'more' : state;
  }

  /** True while the host wants the worker to rest between steps. */
  get paused(): boolean {
    return this.#control.commanded === PAUSE;
  }

  /**
   * In the middle of a slice, where a goroutine cannot give way: rests there while the run is paused, and goes on
   * from there by granted steps.
   */
  hold(): void {
    const control = this.#control;
    if (control.commanded !== PAUSE) return;
    while (control.commanded === PAUSE && !control.takeStep()) {
      this.#tell();
      // What rings meanwhile is left for whoever can heed it.
      control.waitForCommand(GLANCE);
    }
    this.#told = false;
  }

  /** One slice of a goroutine; time may pass before it. */
  #oneStep(): PacedState {
    this.#setStepping(true);
    const from = this.#machine.step;
    let state: PacedState;
    do state = this.#machine.run(1);
    while (state === 'more' && this.#machine.step === from && this.#control.commanded !== STOP);
    return state;
  }

  #rest(): PacedState {
    this.#tell();
    this.#wait(LONG);
    return 'more';
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.#paused(this.#machine.step);
  }

  #wait(millis: number): void {
    this.#inbox.sleep(millis);
  }

  #setStepping(on: boolean): void {
    if (this.#stepping === on) return;
    this.#stepping = on;
    this.#machine.setStepping(on);
  }
}
