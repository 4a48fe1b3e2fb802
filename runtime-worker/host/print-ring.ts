import { lock, unlock } from '../parallel/lock.ts';

/**
 * What the program prints, on its way to the process that shows it: one ring for all workers, so that lines come
 * out in the order they were printed. It is also the gate at the end: the first worker to close it has ended the
 * run, and nothing is printed afterwards (GO-4). What was printed before stays, whatever becomes of its worker
 * (DL-11).
 */
const LOCK = 0;
const WRITTEN = 16;
const TAKEN = 32;
const CLOSED = 48;
const CONTROL_BYTES = 256;
/** UTF-16 units that may wait to be taken. */
const UNITS = 1 << 17;
const WAIT_MS = 50;

export const printBytes = CONTROL_BYTES + UNITS * 2;

export class PrintRing {
  readonly #control: Int32Array;
  readonly #units: Uint16Array;
  #taken = 0;

  constructor(buffer: SharedArrayBuffer) {
    this.#control = new Int32Array(buffer, 0, CONTROL_BYTES / 4);
    this.#units = new Uint16Array(buffer, CONTROL_BYTES, UNITS);
  }

  /** Prints; waits while too much is waiting to be taken, unless `mayWait` says that nobody will take it. */
  print(text: string, mayWait: () => boolean): void {
    const control = this.#control;
    lock(control, LOCK);
    if (control[CLOSED] === 0) this.#write(text, mayWait);
    unlock(control, LOCK);
  }

  /** Lets nothing more through. True for the first to call it: its outcome is the run's. */
  close(): boolean {
    const control = this.#control;
    lock(control, LOCK);
    const first = control[CLOSED] === 0;
    control[CLOSED] = 1;
    unlock(control, LOCK);
    return first;
  }

  /** What was printed since the last time: the reader's side. */
  take(): string {
    const control = this.#control;
    const written = Atomics.load(control, WRITTEN);
    let text = '';
    while (this.#taken !== written) {
      const from = this.#taken & (UNITS - 1);
      const count = Math.min((written - this.#taken) | 0, UNITS - from, 4096);
      text += String.fromCharCode(...this.#units.subarray(from, from + count));
      this.#taken = (this.#taken + count) | 0;
    }
    if (text !== '') {
      Atomics.store(control, TAKEN, this.#taken);
      Atomics.notify(control, TAKEN);
    }
    return text;
  }

  #write(text: string, mayWait: () => boolean): void {
    const control = this.#control;
    const units = this.#units;
    let written = control[WRITTEN]!;
    for (let from = 0; from < text.length;) {
      const taken = Atomics.load(control, TAKEN);
      const room = UNITS - ((written - taken) | 0);
      if (room === 0) {
        if (!mayWait()) return;
        Atomics.wait(control, TAKEN, taken, WAIT_MS);
        continue;
      }
      const count = Math.min(room, text.length - from);
      for (let i = 0; i < count; i++) units[(written + i) & (UNITS - 1)] = text.charCodeAt(from + i);
      written = (written + count) | 0;
      from += count;
      Atomics.store(control, WRITTEN, written);
    }
  }
}
