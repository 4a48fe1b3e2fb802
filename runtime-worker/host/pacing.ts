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
  readonly #paused: (asked: number) => void;
  /** The last request that was answered by coming to rest. */
  #answered = -1;
  #stepping = false;

  /** `paused` is called when the worker rests, once for each request of the host, with its number. */
  constructor(machine: Paced, control: WorkerControl, inbox: Inbox, paused: (asked: number) => void) {
    this.#machine = machine;
    this.#control = control;
    this.#inbox = inbox;
    this.#paused = paused;
  }

  /** Runs the next slices, `most` of them at full speed. Returns `more` also when it only waited. */
  run(most: number): PacedState {
    const control = this.#control;
    const { asked, commanded } = control;
    if (commanded === STOP) {
      this.#machine.stop();
      return 'ended';
    }
    if (commanded === PAUSE) return control.takeStep() ? this.#single() : this.#rest(asked);
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
    for (;;) {
      const { asked } = control;
      if (control.commanded !== PAUSE || control.takeStep()) return;
      this.#tell(asked);
      // What rings meanwhile is left for whoever can heed it.
      control.waitForCommand(GLANCE);
    }
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

  #rest(asked: number): PacedState {
    this.#tell(asked);
    this.#wait(LONG);
    return 'more';
  }

  #tell(asked: number): void {
    if (this.#answered === asked) return;
    this.#answered = asked;
    this.#paused(asked);
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
