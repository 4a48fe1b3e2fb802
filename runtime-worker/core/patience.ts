import type { Clock } from './clock.ts';

/** Slices at one instant of virtual time before spinning begins to cost time, and what a slice then costs. */
const SLICES_PER_INSTANT = 10_000;
const SLICES_PER_CHARGE = 16;
const NANOS_PER_SLICE = 1000;
/** A goroutine that used up its budget counts as so many slices. */
const BUDGET_SLICES = 100;
/** Real time is read every so many slices. */
const SLICES_PER_SAMPLE = 64;

/**
 * When the clock is looked at while goroutines run. Virtual time stands still then, with one exception: when
 * everything that could run at an instant has run ten thousand times, it spins, or waits by spinning, and would never
 * end; from then on every slice costs a microsecond.
 */
export class Patience {
  private readonly virtual: boolean;
  private left: number;

  constructor(clock: Clock) {
    this.virtual = clock.kind === 'virtual';
    this.left = this.virtual ? SLICES_PER_INSTANT : SLICES_PER_SAMPLE;
  }

  /** Counts a slice. True when the clock is due. */
  spend(): boolean {
    return --this.left <= 0;
  }

  /** A loop has used up its budget. */
  spendBudget(): void {
    this.left -= BUDGET_SLICES;
  }

  /** The clock is looked at: nanoseconds by which virtual time moves. */
  charge(): number {
    if (!this.virtual) {
      this.left = SLICES_PER_SAMPLE;
      return 0;
    }
    const slices = SLICES_PER_CHARGE - this.left;
    this.left = SLICES_PER_CHARGE;
    return slices * NANOS_PER_SLICE;
  }

  /** Nobody could run, and time has moved: a new instant. */
  renew(): void {
    if (this.virtual) this.left = SLICES_PER_INSTANT;
  }
}
