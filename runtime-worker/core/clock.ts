/**
 * The run's clock, in nanoseconds since the run began. Virtual time moves only when nobody can run (and by a
 * little when a program does nothing but spin: see `Timekeeping.passTime`). Real time is read at scheduling points
 * only, so that a recorded run can be given the same readings again.
 */
export interface Clock {
  readonly kind: 'virtual' | 'real';
  now: number;
  /** The last sample: `now`, or a little less where `now` is read whenever it is asked for, which costs. */
  readonly lately: number;
  /** Reads the source, `slices` slices into the run. True when time has passed; always false for virtual time. */
  sample(slices: number): boolean;
}

export class VirtualClock implements Clock {
  readonly kind = 'virtual';
  now = 0;

  get lately(): number {
    return this.now;
  }

  sample(): boolean {
    return false;
  }
}

export class RealClock implements Clock {
  readonly kind = 'real';
  now = 0;
  /** Every change seen so far; null unless asked for. */
  readonly readings: ClockReading[] | null;
  private readonly source: () => number;
  private readonly start: number;

  /** `source`: nanoseconds on a clock that does not go back. */
  constructor(source: () => number, keep = false) {
    this.source = source;
    this.start = source();
    this.readings = keep ? [] : null;
  }

  get lately(): number {
    return this.now;
  }

  sample(slices: number): boolean {
    const now = Math.round(this.source() - this.start);
    if (now <= this.now) return false;
    this.now = now;
    this.readings?.push({ slices, now });
    return true;
  }
}

/** A real clock's readings, played again: a sleeping machine may be run again at once. */
export class ReplayedClock implements Clock {
  readonly kind = 'real';
  now = 0;
  private next = 0;
  private readonly source: readonly ClockReading[];

  constructor(readings: readonly ClockReading[]) {
    this.source = readings;
  }

  get lately(): number {
    return this.now;
  }

  sample(slices: number): boolean {
    const reading = this.source[this.next];
    if (reading === undefined || reading.slices > slices) return false;
    this.next++;
    this.now = reading.now;
    return true;
  }

  /** True when every reading has been used: time stands still from here. */
  exhausted(): boolean {
    return this.next === this.source.length;
  }
}

export interface ClockReading {
  /** Slices run before it was read. */
  readonly slices: number;
  /** Nanoseconds since the run began. */
  readonly now: number;
}
