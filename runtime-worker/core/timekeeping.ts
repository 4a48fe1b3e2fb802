import { POINT, type Point } from './chooser.ts';
import type { Clock } from './clock.ts';
import { Patience } from './patience.ts';
import { Population } from './population.ts';
import { TRACE } from './recorder.ts';
import type { SchedulerOptions } from './setup.ts';
import { TimerHeap } from './timers.ts';

/** The run's clock: when it is looked at, and which timers are due then. */
export abstract class Timekeeping extends Population {
  readonly clock: Clock;
  readonly timers = new TimerHeap();
  /** Turns of goroutines so far, however often they were interrupted by pauses and single steps. */
  slices = 0;
  protected readonly patience: Patience;

  constructor(options: SchedulerOptions) {
    super(options);
    this.clock = options.clock;
    this.patience = new Patience(options.clock);
  }

  /** Which of several options: see `Chooser`. */
  abstract decide(point: Point, options: number): number;

  protected passTime(): void {
    const nanos = this.patience.charge();
    if (this.clock.kind === 'real') this.sample();
    else {
      this.setTime(this.clock.now + nanos);
      this.fireDue();
    }
  }

  protected sample(): void {
    if (this.clock.sample(this.slices)) this.recordTime();
    this.fireDue();
  }

  protected setTime(now: number): void {
    this.clock.now = now;
    this.recordTime();
  }

  private recordTime(): void {
    const now = this.clock.now;
    this.recorder?.record(TRACE.clock, 0, now % 2 ** 32, Math.floor(now / 2 ** 32), 0);
  }

  /** Nanoseconds on the run's clock at which the first timer is due; null when there is none. */
  nextTimer(): number | null {
    return this.timers.first()?.when ?? null;
  }

  protected fireDue(): void {
    const { timers } = this;
    for (let top = timers.first(); top !== null && top.when <= this.clock.now; top = timers.first()) {
      const ties = timers.takeTies();
      const was = this.current;
      this.current = this.nobody;
      while (ties.length > 0) {
        const at = ties.length > 1 ? this.decide(POINT.timer, ties.length) : 0;
        ties.splice(at, 1)[0]?.fire();
      }
      this.current = was;
    }
  }
}
