import type { Clock } from '../core/clock.ts';

/** Nanoseconds on the system's monotonic clock, the same on every thread. */
export const wallNanos = (): number => Number(process.hrtime.bigint());

/** Real time since the run began, which is the same moment for all its workers. */
export class WallClock implements Clock {
  readonly kind = 'real';
  now = 0;
  readonly #began: number;

  constructor(began: number) {
    this.#began = began;
  }

  sample(): boolean {
    const now = wallNanos() - this.#began;
    if (now <= this.now) return false;
    this.now = now;
    return true;
  }
}
