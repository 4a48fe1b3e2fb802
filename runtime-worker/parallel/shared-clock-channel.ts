import type { Goroutine } from '../core/goroutine.ts';
import { TRACE } from '../core/recorder.ts';
import { TimerEntry } from '../core/timers.ts';
import { lock, unlock } from './lock.ts';
import type { Layout, SharedMemory } from './memory.ts';
import { SharedChannel, reserveChannel, type ChannelPlan, type Received } from './shared-channel.ts';
import type { Station } from './station.ts';

/** Doubles: when the next value is due, in nanoseconds, or -1; the period, or 0 for once. */
const DUE = 0;
const PERIOD = 2;

export interface ClockChannelPlan extends ChannelPlan {
  readonly clock: number;
}

export const reserveClockChannel = (layout: Layout): Pick<ClockChannelPlan, 'at' | 'clock'> => ({
  at: reserveChannel(layout, 1),
  clock: layout.reserve(4),
});

const NANOS_PER_MILLI = 1e6;

/** Once, by the host. Milliseconds; `period` 0 for a timer. */
export function initClockChannel(memory: SharedMemory, clock: number, delay: number, period: number): void {
  memory.doubles[(clock + DUE) >> 1] = Math.max(0, delay) * NANOS_PER_MILLI;
  memory.doubles[(clock + PERIOD) >> 1] = period * NANOS_PER_MILLI;
}

/**
 * The channel of a timer or ticker that several workers use. It holds at most one value and shows none (TM-2, TM-8).
 * A value appears when somebody looks; a worker keeps a timer for it only while one of its goroutines waits, so that
 * a ticker nobody waits for keeps no run alive.
 */
export class SharedClockChannel extends SharedChannel {
  readonly #clock: number;
  readonly #entry = new TimerEntry(() => this.#fire());
  /** Goroutines of this worker that wait. */
  #waiting = 0;

  constructor(station: Station, plan: ClockChannelPlan) {
    super(station, plan, () => 0);
    this.#clock = plan.clock;
  }

  override get len(): number {
    return 0;
  }

  override get cap(): number {
    return 0;
  }

  protected override settle(): void {
    // Where somebody waits already, the timer of their worker brings it to them.
    if (!this.awaited) this.#poll();
  }

  override enqueued(): void {
    this.#waiting++;
    this.#arm();
  }

  override dequeued(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.station.scheduler.timers.disarm(this.#entry);
  }

  override received(waiter: number, goroutine: Goroutine): Received {
    this.dequeued();
    return super.received(waiter, goroutine);
  }

  get #due(): number {
    return this.station.memory.doubles[(this.#clock + DUE) >> 1]!;
  }

  #arm(): void {
    if (this.#due >= 0) this.station.scheduler.timers.arm(this.#entry, this.#due);
  }

  #fire(): void {
    const { words } = this.station;
    lock(words, this.lockWord);
    this.#poll();
    unlock(words, this.lockWord);
    this.deliverOffered();
    if (this.#waiting > 0) this.#arm();
  }

  /** Puts in a value that is due; the caller holds the lock. Missed periods are skipped (TM-9). */
  #poll(): void {
    const { memory, scheduler } = this.station;
    const due = this.#due;
    const { now } = scheduler.clock;
    if (due < 0 || due > now) return;
    const period = memory.doubles[(this.#clock + PERIOD) >> 1]!;
    const missed = period > 0 ? Math.floor((now - due) / period) : 0;
    memory.doubles[(this.#clock + DUE) >> 1] = period > 0 ? due + (missed + 1) * period : -1;
    scheduler.recorder?.record(TRACE.timer, 0, this.id, 0, 0);
    this.offer((due + missed * period) / NANOS_PER_MILLI);
  }
}
