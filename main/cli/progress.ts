import type { Terminal } from './terminal.ts';

/** A run shorter than this shows no progress, milliseconds. */
const QUIET = 1000;

/** One line on the error stream that says how far a long run is; drawn only where a person watches. */
export class Progress {
  readonly #out: Terminal;
  readonly #began = Date.now();
  #shown = false;

  constructor(out: Terminal) {
    this.#out = out;
  }

  /** @param time nanoseconds on the run's clock */
  show(steps: number, goroutines: number, time: number): void {
    const elapsed = Date.now() - this.#began;
    if (!this.#out.interactive || elapsed < QUIET) return;
    const line = this.#out.say('cli.progress', {
      seconds: (elapsed / 1000).toFixed(1),
      steps,
      goroutines,
      time: (time / 1e9).toFixed(3),
    });
    this.#out.stderr(`\r\u001b[K${line}`);
    this.#shown = true;
  }

  /** Takes the line away, so that what the program prints starts at the margin. */
  clear(): void {
    if (this.#shown) this.#out.stderr('\r\u001b[K');
    this.#shown = false;
  }
}
