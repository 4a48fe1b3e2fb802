import { Channel, type ChannelSource, type RecvChan } from './channel.ts';
import { POINT } from './chooser.ts';
import { Lineage, type Awaitable, type GoFunction } from './goroutine.ts';
import { nil } from './nil-channel.ts';
import { panic } from './panic.ts';
import { TRACE, WAIT_SLEEP } from './recorder.ts';
import { ASKED, scheduler, watch } from './active.ts';
import { TimerEntry } from './timers.ts';

/** The run's clock, as bodies see it. Durations are milliseconds. */

export const nanosecond = 1e-6;
export const microsecond = 1e-3;
export const millisecond = 1;
export const second = 1000;
export const minute = 60_000;
export const hour = 3_600_000;

const NANOS_PER_MILLI = 1e6;

/** Milliseconds since the run began. */
export function now(): number {
  return scheduler.clock.now / NANOS_PER_MILLI;
}

/** When a duration from now ends, in nanoseconds. */
export const dueIn = (milliseconds: number): number =>
  scheduler.clock.now + Math.round(Math.max(0, milliseconds) * NANOS_PER_MILLI);

/** Waits at least so long; not at all for a duration that is not positive (TM-1). */
export function sleep(milliseconds: number): Awaitable<void> {
  const s = scheduler;
  if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => sleep(milliseconds));
  if (!(milliseconds > 0)) return undefined;
  const goroutine = s.current;
  s.timers.arm(new TimerEntry(() => s.ready(goroutine, undefined, false)), dueIn(milliseconds));
  return s.park(WAIT_SLEEP, null);
}

/** Gives way; stays runnable (GO-9). */
export function gosched(): Awaitable<void> {
  const s = scheduler;
  s.giveWay(0);
  return s.token;
}

/** A pseudo-random number in [0, 1): the run's chance. */
export function random(): number {
  const high = scheduler.decide(POINT.random, 2 ** 26);
  const low = scheduler.decide(POINT.random, 2 ** 27);
  return (high * 2 ** 27 + low) / 2 ** 53;
}

/** A pseudo-random integer from 0 to `n` - 1. @throws Panic unless `n` is positive */
export function randomInt(n: number): number {
  if (!(n >= 1)) panic('invalid argument to randomInt');
  return Math.floor(random() * Math.floor(n));
}

/**
 * What a timer and a ticker share. Their channel holds at most one value and shows none (TM-2): it is looked up when
 * somebody receives, and only while somebody waits on it does the timer stand in the heap.
 */
class ClockChannel implements ChannelSource {
  readonly channel: Channel<number>;
  readonly id: number;
  /** When the next value is due; null when stopped or fired. */
  private due: number | null = null;
  /** 0: once. */
  private period = 0;
  private readonly entry = new TimerEntry(() => this.fire());

  constructor() {
    this.channel = new Channel<number>(1, 0, this);
    this.id = this.channel.id;
  }

  /** Fires in `delay` nanoseconds, then every `period`. True when it had still to fire, or had and was not read. */
  set(delay: number, period: number): boolean {
    const active = this.stop();
    this.due = scheduler.clock.now + delay;
    this.period = period;
    this.awaited();
    return active;
  }

  /** True when it prevented a value from being received (TM-3). */
  stop(): boolean {
    this.poll();
    const unread = this.channel.discard();
    const active = this.due !== null;
    this.due = null;
    scheduler.timers.disarm(this.entry);
    return active || unread;
  }

  poll(): void {
    const { due } = this;
    if (due !== null && due <= scheduler.clock.now && this.channel.firstReceiver === null) this.deliver(due);
  }

  awaited(): void {
    if (this.due !== null && this.channel.firstReceiver !== null) scheduler.timers.arm(this.entry, this.due);
  }

  deserted(): void {
    scheduler.timers.disarm(this.entry);
  }

  private fire(): void {
    if (this.due !== null) this.deliver(this.due);
    this.awaited();
  }

  private deliver(due: number): void {
    const s = scheduler;
    // Missed periods are skipped, and the next one does not drift (TM-9).
    const missed = this.period > 0 ? Math.floor((s.clock.now - due) / this.period) : 0;
    this.due = this.period > 0 ? due + (missed + 1) * this.period : null;
    if (s.recorder !== null) s.recorder.record(TRACE.timer, 0, this.id, 0, 0);
    this.channel.offer(due / NANOS_PER_MILLI);
  }
}

/** time.Timer: delivers the time once, never before it is due (TM-2). */
export class Timer {
  private readonly source: ClockChannel;
  readonly c: RecvChan<number>;

  constructor(milliseconds: number) {
    this.source = new ClockChannel();
    this.c = this.source.channel;
    this.source.set(Math.max(0, milliseconds) * NANOS_PER_MILLI, 0);
  }

  /** True if it prevented the timer from firing, or from being read (TM-3). Does not close `c`. */
  stop(): boolean {
    return this.source.stop();
  }

  /** Arms it anew; true if it was active (TM-4). */
  reset(milliseconds: number): boolean {
    return this.source.set(Math.max(0, milliseconds) * NANOS_PER_MILLI, 0);
  }
}

/** time.Ticker: a tick every period; one is kept, later ones are dropped (TM-8). */
export class Ticker {
  private readonly source: ClockChannel;
  readonly c: RecvChan<number>;

  /** @throws Panic `non-positive interval for NewTicker` (TM-12) */
  constructor(milliseconds: number) {
    if (!(milliseconds > 0)) panic('non-positive interval for NewTicker');
    this.source = new ClockChannel();
    this.c = this.source.channel;
    this.source.set(milliseconds * NANOS_PER_MILLI, milliseconds * NANOS_PER_MILLI);
  }

  /** No more ticks; `c` stays open (TM-10). */
  stop(): void {
    this.source.stop();
  }

  /** @throws Panic `non-positive interval for Ticker.Reset` (TM-12) */
  reset(milliseconds: number): void {
    if (!(milliseconds > 0)) panic('non-positive interval for Ticker.Reset');
    this.source.set(milliseconds * NANOS_PER_MILLI, milliseconds * NANOS_PER_MILLI);
  }
}

/** A new timer's channel (TM-6). */
export const after = (milliseconds: number): RecvChan<number> => new Timer(milliseconds).c;

/** A function that runs in its own goroutine when its time comes (TM-5). */
export class FunctionTimer {
  private readonly entry: TimerEntry;

  constructor(milliseconds: number, f: GoFunction) {
    const s = scheduler;
    const parent = s.current.offspring();
    const lineage = new Lineage(parent, ++parent.children, parent.id, parent.name, parent.entry);
    this.entry = new TimerEntry(() => {
      if (s.recorder !== null) s.recorder.record(TRACE.timer, 0, 0xffffffff, 0, 0);
      s.start(f, null, lineage, ++lineage.children, null);
    });
    s.timers.arm(this.entry, dueIn(milliseconds));
  }

  /** True if it prevented the call; does not wait for one that has begun (TM-5). */
  stop(): boolean {
    return scheduler.timers.disarm(this.entry);
  }

  reset(milliseconds: number): boolean {
    const active = scheduler.timers.disarm(this.entry);
    scheduler.timers.arm(this.entry, dueIn(milliseconds));
    return active;
  }
}

/** Go's `time.AfterFunc`: runs `f` in its own goroutine after so long. */
export const afterTime = (milliseconds: number, f: () => unknown): FunctionTimer =>
  new FunctionTimer(milliseconds, f as GoFunction);

/** A ticker's channel, for a ticker that is never stopped; nil for a duration that is not positive (TM-11). */
export const tick = (milliseconds: number): RecvChan<number> =>
  milliseconds > 0 ? new Ticker(milliseconds).c : nil<number>();
