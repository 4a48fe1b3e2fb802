import { wallNanos } from './wall-clock.ts';

const READY = 0;
const OPEN = 1;
const AWAKE = 2;
const BEGAN = 1;

/** How long a worker that is awake looks out for those still waking, nanoseconds. */
const LOOK_OUT = 1e6;

export const GATE_BYTES = 16 + 8;

/**
 * Where workers wait for one another: a program begins when every worker is loaded, on all of them at once and at
 * time zero. Without it the first worker's goroutines would have run, and its timers gone off, before the last
 * worker's exist.
 */
export class StartGate {
  readonly #words: Int32Array;
  readonly #began: BigInt64Array;
  readonly #workers: number;

  constructor(buffer: SharedArrayBuffer, workers: number) {
    this.#words = new Int32Array(buffer, 0, 4);
    this.#began = new BigInt64Array(buffer, 16, BEGAN);
    this.#workers = workers;
  }

  /** Lets through whoever waits: the run is over before it began. Any thread. */
  static open(buffer: SharedArrayBuffer): void {
    const words = new Int32Array(buffer, 0, 4);
    Atomics.store(words, OPEN, 1);
    Atomics.notify(words, OPEN);
  }

  /** Waits for the others. Returns the moment the run began, by `wallNanos`; now, where it never did. */
  pass(): number {
    const words = this.#words;
    if (Atomics.add(words, READY, 1) + 1 === this.#workers) {
      Atomics.store(this.#began, 0, BigInt(Math.round(wallNanos())));
      Atomics.store(words, OPEN, 1);
      Atomics.notify(words, OPEN);
    } else Atomics.wait(words, OPEN, 0);
    // A sleeper takes a while to wake; whoever came last would have a head start.
    Atomics.add(words, AWAKE, 1);
    const patience = wallNanos() + LOOK_OUT;
    while (Atomics.load(words, AWAKE) < this.#workers && wallNanos() < patience);
    return Number(Atomics.load(this.#began, 0)) || wallNanos();
  }
}
