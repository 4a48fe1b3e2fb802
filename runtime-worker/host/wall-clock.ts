import type { Clock } from '../core/clock.ts';

/** Nanoseconds on the system's monotonic clock, the same on every thread. */
export const wallNanos = (): number => Number(process.hrtime.bigint());

/**
 * Real time since the run began, which is the same moment for all its workers. Read whenever it is asked for: a
 * worker that slept must not set its timers by the time it fell asleep (TM-1).
 */
export class WallClock implements Clock {
  readonly kind = 'real';
  #began = wallNanos();
  #sampled = 0;

  /** The program begins. `moment`: by `wallNanos`. */
  begin(moment: number): void {
    this.#began = moment;
  }

  get now(): number {
    return Math.max(0, Math.round(wallNanos() - this.#began));
  }

  sample(): boolean {
    const { now } = this;
    if (now <= this.#sampled) return false;
    this.#sampled = now;
    return true;
  }
}
