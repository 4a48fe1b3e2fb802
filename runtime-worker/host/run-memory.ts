import { reserveInbox, ring } from '../parallel/doorbell.ts';
import { LINE, Layout, SharedMemory } from '../parallel/memory.ts';

/**
 * What the host and the workers of a run tell each other while both are busy: words in shared memory. Commands go
 * down, counters come up; nobody waits for a message to be read.
 */

/** Words of a worker. The first three are the machine's: see `Scheduler.control`. */
const POLLED = 0;
const RUNNING = 1;
const RUNNING_SITE = 2;
/** What the host wants. The machine's word follows it, but for the length of a single step. */
const COMMAND = 4;
/** Steps granted to a paused worker. */
const STEPS = 5;
/** Microseconds of slow motion per step. */
const PACE = 6;
/** How often the host has commanded or granted something. */
const ASKED = 7;
/** Doubles, one every two words. */
const COUNTERS = LINE;
const WORDS = LINE + 16;

export const RUN = 0;
export const PAUSE = 1;
export const STOP = 2;

export interface Counters {
  steps: number;
  /** Alive now. */
  goroutines: number;
  started: number;
  /** Nanoseconds on the run's clock. */
  time: number;
  sends: number;
  receives: number;
  /** Bytes of heap in use when last looked at. */
  heap: number;
}

export interface WorkerWords {
  readonly control: number;
  readonly inbox: number;
  readonly signals: number;
}

/** The first thing in the memory of every run, however many workers. `objects`: how many a person may signal. */
export function reserveWorkers(layout: Layout, workers: number, objects: number): WorkerWords[] {
  return Array.from({ length: workers }, () => ({
    control: layout.reserve(WORDS),
    inbox: reserveInbox(layout),
    signals: layout.reserve(signalWords(objects)),
  }));
}

/** A bit for each object; one word at least, so that there is always an address. */
const signalWords = (objects: number): number => Math.max(1, Math.ceil(objects / 32));

/** One worker's words, from either side. */
export class WorkerControl {
  readonly memory: SharedMemory;
  readonly words: WorkerWords;
  readonly #words: Int32Array;
  readonly #counters: Float64Array;

  constructor(memory: SharedMemory, words: WorkerWords) {
    this.memory = memory;
    this.words = words;
    this.#words = memory.words.subarray(words.control, words.control + WORDS);
    const at = (words.control + COUNTERS) >> 1;
    this.#counters = memory.doubles.subarray(at, at + 8);
  }

  /** The machine polls its first word and keeps the next two. */
  get machine(): Int32Array {
    return this.#words.subarray(0, 4);
  }

  // ---- down

  command(command: number): void {
    Atomics.store(this.#words, COMMAND, command);
    Atomics.store(this.#words, POLLED, command);
    Atomics.add(this.#words, ASKED, 1);
    ring(this.memory, this.words.inbox);
  }

  /** Makes the worker look around. */
  ring(): void {
    ring(this.memory, this.words.inbox);
  }

  get commanded(): number {
    return Atomics.load(this.#words, COMMAND);
  }

  /**
   * The number of the last command or grant. Who reads it first and then finds nothing to do has done all that was
   * asked up to that number: an answer that names it cannot be taken for the answer to anything later.
   */
  get asked(): number {
    return Atomics.load(this.#words, ASKED);
  }

  /** Waits up to `millis` while the host wants a pause; a step that is granted is seen after that. */
  waitForCommand(millis: number): void {
    Atomics.wait(this.#words, COMMAND, PAUSE, millis);
  }

  grant(steps: number): void {
    Atomics.add(this.#words, STEPS, steps);
    Atomics.add(this.#words, ASKED, 1);
    ring(this.memory, this.words.inbox);
  }

  /** Takes one granted step; false when there is none. */
  takeStep(): boolean {
    if (Atomics.load(this.#words, STEPS) <= 0) return false;
    Atomics.sub(this.#words, STEPS, 1);
    return true;
  }

  revokeSteps(): void {
    Atomics.store(this.#words, STEPS, 0);
  }

  /** Wall milliseconds per step; 0 is full speed. */
  set pace(millis: number) {
    Atomics.store(this.#words, PACE, Math.min(Math.round(millis * 1000), 0x7fffffff));
    ring(this.memory, this.words.inbox);
  }

  get pace(): number {
    return Atomics.load(this.#words, PACE) / 1000;
  }

  /** Lets the machine of a paused worker run until `hold`. */
  release(): void {
    Atomics.compareExchange(this.#words, POLLED, PAUSE, RUN);
  }

  /** Stops it again, unless the host has said something else meanwhile. */
  hold(): void {
    Atomics.compareExchange(this.#words, POLLED, RUN, this.commanded);
  }

  // ---- up

  report({ steps, goroutines, time, sends, receives, heap, started }: Counters): void {
    const counters = this.#counters;
    counters[0] = steps;
    counters[1] = goroutines;
    counters[2] = time;
    counters[3] = sends;
    counters[4] = receives;
    counters[5] = heap;
    counters[6] = started;
  }

  get counters(): Counters {
    const [steps = 0, goroutines = 0, time = 0, sends = 0, receives = 0, heap = 0, started = 0] =
      this.#counters;
    return { steps, goroutines, time, sends, receives, heap, started };
  }

  /** The goroutine that ran last and the site it was last seen at; number 0 for none. */
  get running(): { readonly goroutine: number; readonly site: number } {
    return { goroutine: this.#words[RUNNING] ?? 0, site: this.#words[RUNNING_SITE] ?? 0 };
  }
}

/** Contexts a person has cancelled: the host tells each worker, each worker looks at its own. */
export class Signals {
  readonly #words: Int32Array;

  constructor(memory: SharedMemory, words: WorkerWords, objects: number) {
    this.#words = memory.words.subarray(words.signals, words.signals + signalWords(objects));
  }

  set(object: number): void {
    Atomics.or(this.#words, object >> 5, 1 << (object & 31));
  }

  /** Objects signalled and not yet taken. */
  take(): number[] {
    const objects: number[] = [];
    this.#words.forEach((_, word) => {
      const bits = Atomics.exchange(this.#words, word, 0);
      for (let bit = 0; bit < 32; bit++) if ((bits >>> bit) & 1) objects.push(word * 32 + bit);
    });
    return objects;
  }
}
