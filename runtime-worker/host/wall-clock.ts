import type { Clock } from '../core/clock.ts';

/** Where `performance.now` of this thread begins on the system's monotonic clock, in nanoseconds. */
const ORIGIN = Number(process.hrtime.bigint()) - performance.now() * 1e6;

/** Nanoseconds on the system's monotonic clock, the same on every thread. In 60 ns; a bigint takes 105 (Node 24). */
export const wallNanos = (): number => performance.now() * 1e6 + ORIGIN;

/**
 * Real time since the run began, which is the same moment for all its workers. Read whenever it is asked for: a
 * worker that slept must not set its timers by the time it fell asleep (TM-1).
 */
export class WallClock implements Clock {
  readonly kind = 'real';
  lately = 0;
  #began = wallNanos();

  /** The program begins. `moment`: by `wallNanos`. */
  begin(moment: number): void {
    this.#began = moment;
  }

  get now(): number {
    return Math.max(0, Math.round(wallNanos() - this.#began));
  }

  sample(): boolean {
    const { now } = this;
    if (now <= this.lately) return false;
    this.lately = now;
    return true;
  }
}
