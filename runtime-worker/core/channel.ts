import type { Awaitable, Waitable, Waiter } from './goroutine.ts';
import { RuntimeError } from './panic.ts';
import { afterReceive, iteration, RECEIVE_PAIR } from './receive-shape.ts';
import { TRACE, WAIT_RECEIVE, WAIT_SEND } from './recorder.ts';
import { ASKED, scheduler, watch } from './active.ts';
import { address } from './values.ts';
import { ChannelQueues } from './wait-queue.ts';

/** A channel a body may only receive from. */
export interface RecvChan<T> {
  readonly len: number;
  readonly cap: number;
  /** The next value, or the zero value once the channel is closed and drained (CL-4). */
  recv(): Awaitable<T>;
  /** The same, with true exactly when a send delivered it (CH-13). */
  recv2(): Awaitable<[value: T, ok: boolean]>;
  /** Receives until the channel is closed and drained (RG-1). */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined>;
}

/** A channel a body may only send on. */
export interface SendChan<T> {
  readonly len: number;
  readonly cap: number;
  /** @throws RuntimeError `send on closed channel` (CL-3) */
  send(value: T): Awaitable<void>;
  /** @throws RuntimeError `close of closed channel`, `close of nil channel` (CL-1, CL-2) */
  close(): void;
}

/** A channel: both ends. */
export interface Chan<T> extends RecvChan<T>, SendChan<T> {
  /** Closes it by itself when this many goroutines that list it under `closes` have returned. */
  closeAfter(senders: number): this;
  /** A goroutine that lists it under `closes` has returned. */
  senderGone(): void;
}

/** What a timer gives its channel: values appear in it only when somebody looks. */
export interface ChannelSource {
  /** Puts a value that is due into the buffer. */
  poll(): void;
  /** Somebody waits on the channel. */
  awaited(): void;
  /** The last who waited has left without a value. */
  deserted(): void;
}

/** Knows which waiters belong to selects that another worker may complete at any moment. */
export interface Contest {
  /** Makes sure that the first sender or receiver, if any, can be completed here and nowhere else. */
  settle(channel: ChannelQueues, sends: boolean): void;
}

/**
 * A Go channel. Whenever another goroutine may run:
 *  - a value is buffered only if nobody waits to receive;
 *  - somebody waits to send only if the buffer is full;
 *  - senders and receivers do not wait together, unless one goroutine
 *    does both on an unbuffered channel in a single select.
 */
export class Channel<T> extends ChannelQueues implements Chan<T>, Waitable {
  /** What an operation must look at besides the buffer and the queues, as bits: mostly nothing. */
  private special = 0;
  /** Values in the buffer. */
  count = 0;
  readonly capacity: number = 0;
  head = 0;
  readonly buffer: (T | undefined)[] | null;
  id = 0;
  name = '';
  readonly zero: T;
  /** Set for the channel of a timer or ticker. */
  readonly source: ChannelSource | null;
  private contest: Contest | null = null;
  /** Senders whose return closes it; see `closeAfter`. */
  sendersLeft = 0;
  /** Values passed in and out so far; counted only while a trace is recorded. */
  private sent = 0;
  private taken = 0;

  /** @throws RuntimeError `makechan: size out of range` (CH-2) */
  constructor(capacity: number, zero: T, source: ChannelSource | null = null) {
    super();
    if (!Number.isInteger(capacity) || capacity < 0 || capacity > MAX_CAPACITY)
      throw new RuntimeError('makechan: size out of range');
    this.id = scheduler.nextObject();
    this.capacity = capacity;
    this.zero = zero;
    this.source = source;
    if (source !== null) this.special = TIMED;
    this.buffer =
      capacity > 0 ? new Array<T | undefined>(Math.min(capacity, EAGER_BUFFER)).fill(undefined) : null;
    const recorder = scheduler.recorder;
    if (recorder !== null)
      recorder.record(TRACE.object, scheduler.current.id, this.id, recorder.text(''), capacity);
  }

  /** Values in the buffer; 0 for an unbuffered channel (CH-1) and for a timer's (TM-2). */
  get len(): number {
    return this.source === null ? this.count : 0;
  }

  get cap(): number {
    return this.source === null ? this.capacity : 0;
  }

  get closed(): boolean {
    return (this.special & CLOSED) !== 0;
  }

  /** Set while selects wait here that another worker may complete. */
  set contested(contest: Contest | null) {
    this.contest = contest;
    this.special = contest === null ? this.special & ~CONTESTED : this.special | CONTESTED;
  }

  get contested(): Contest | null {
    return this.contest;
  }

  /** @throws RuntimeError `send on closed channel` (CL-3) */
  send(value: T): Awaitable<void> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.send(value));
    return this.sendNow(value);
  }

  recv(): Awaitable<T> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.recv());
    return this.recvNow();
  }

  /** A send that nothing may come before. */
  sendNow(value: T): Awaitable<void> {
    const s = scheduler;
    if (this.special !== 0) this.beforeSend();
    if (this.firstReceiver !== null) {
      this.handOver(this.shiftReceiver(), value);
      return undefined;
    }
    if (this.count < this.capacity) {
      this.put(value);
      s.put++;
      if (s.recorder !== null) s.recorder.record(TRACE.send, s.current.id, this.id, this.sent++, this.count);
      return undefined;
    }
    const sender = s.current;
    sender.value = value;
    this.pushSender(sender);
    return s.park(WAIT_SEND, this);
  }

  /** A receive that nothing may come before. */
  recvNow(): Awaitable<T> {
    const s = scheduler;
    if (this.special !== 0) this.beforeReceive();
    if (this.count > 0) {
      s.registers.ok = true;
      return this.fromBuffer();
    }
    if (this.firstSender !== null) {
      s.registers.ok = true;
      return this.fromSender(this.shiftSender());
    }
    if (this.closed) {
      s.registers.ok = false;
      if (s.recorder !== null) s.recorder.record(TRACE['receive-closed'], s.current.id, this.id, 0, 0);
      return this.zero;
    }
    this.pushReceiver(s.current);
    if (this.source !== null) this.source.awaited();
    return s.park(WAIT_RECEIVE, this);
  }

  private beforeSend(): void {
    if (this.closed) throw sendOnClosed();
    this.contest?.settle(this, false);
  }

  private beforeReceive(): void {
    this.source?.poll();
    this.contest?.settle(this, true);
  }

  recv2(): Awaitable<[value: T, ok: boolean]> {
    const s = scheduler;
    const value = this.recv();
    if (value !== s.token) return [value as T, s.registers.ok];
    return afterReceive(value, RECEIVE_PAIR);
  }

  /** @throws RuntimeError `close of closed channel` (CL-1) */
  close(): void {
    const s = scheduler;
    if (this.closed) throw new RuntimeError('close of closed channel');
    this.special |= CLOSED;
    if (s.recorder !== null) s.recorder.record(TRACE.close, s.current.id, this.id, 0, this.count);
    for (;;) {
      this.contest?.settle(this, false);
      if (this.firstReceiver === null) break;
      const waiter = this.shiftReceiver();
      if (s.recorder !== null) s.recorder.record(TRACE['receive-closed'], waiter.goroutine.id, this.id, 0, 0);
      s.wake(waiter, this.zero, false);
    }
    for (;;) {
      this.contest?.settle(this, true);
      if (this.firstSender === null) break;
      const waiter = this.shiftSender();
      waiter.value = undefined;
      s.fail(waiter, sendOnClosed());
    }
  }

  /** Closes the channel by itself when this many goroutines that list it under `closes` have returned. */
  closeAfter(senders: number): this {
    this.sendersLeft = senders;
    return this;
  }

  /** A sender has returned. */
  senderGone(): void {
    if (this.sendersLeft > 0 && --this.sendersLeft === 0 && !this.closed) this.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return {
      next: (): never => {
        const value = this.recv();
        const s = scheduler;
        // An awaited thenable and a plain result are both what `for await` takes.
        if (value !== s.token) return iteration(value as T, s.registers.ok) as never;
        return afterReceive(value, iteration) as never;
      },
    };
  }

  override toString(): string {
    return address(this);
  }

  // ---- for select

  /** True when a receive would not wait. */
  canReceive(): boolean {
    if (this.source !== null) this.source.poll();
    return this.count > 0 || this.firstSender !== null || this.closed;
  }

  /** True when a send would not wait: also on a closed channel, where it panics (SE-7). */
  canSend(): boolean {
    return this.closed || this.firstReceiver !== null || this.count < this.capacity;
  }

  // ---- how a value passes; every caller has checked that it can

  /** The value of a waiting sender, which has left the queue of a channel without a buffer (CH-7). */
  private fromSender(waiter: Waiter): T {
    const s = scheduler;
    const value = waiter.value as T;
    waiter.value = undefined;
    s.handovers++;
    if (s.recorder !== null)
      s.recorder.recordPassing(waiter.goroutine.id, s.current.id, this.id, this.sent++, this.taken++);
    s.wake(waiter, undefined, false);
    return value;
  }

  /** The oldest value in the buffer; a waiting sender's takes the place that becomes free. */
  private fromBuffer(): T {
    const s = scheduler;
    s.taken++;
    const buffer = this.buffer as (T | undefined)[];
    const head = this.head;
    const value = buffer[head] as T;
    buffer[head] = undefined;
    this.head = head + 1 === this.capacity ? 0 : head + 1;
    this.count--;
    if (s.recorder !== null)
      s.recorder.record(TRACE.receive, s.current.id, this.id, this.taken++, this.count);
    if (this.firstSender !== null) {
      // The buffer was full, so the slot just emptied is the one its value fills (CH-8).
      const waiter = this.shiftSender();
      this.put(waiter.value as T);
      waiter.value = undefined;
      s.put++;
      if (s.recorder !== null)
        s.recorder.record(TRACE.send, waiter.goroutine.id, this.id, this.sent++, this.count);
      s.wake(waiter, undefined, false);
    }
    return value;
  }

  /** A value straight to a waiting receiver, which has left the queue (CH-7). */
  private handOver(waiter: Waiter, value: T): void {
    const s = scheduler;
    s.handovers++;
    if (s.recorder !== null)
      s.recorder.recordPassing(s.current.id, waiter.goroutine.id, this.id, this.sent++, this.taken++);
    s.wake(waiter, value, true);
  }

  /** To the end of the buffer. */
  private put(value: T): void {
    const buffer = this.buffer as (T | undefined)[];
    let place = this.head + this.count;
    if (place >= this.capacity) place -= this.capacity;
    buffer[place] = value;
    this.count++;
  }

  // ---- for timers

  protected override deserted(): void {
    this.source?.deserted();
  }

  /** A timer's value: dropped when one is still unread (TM-7, TM-8). */
  offer(value: T): void {
    this.contest?.settle(this, false);
    if (this.firstReceiver !== null) this.handOver(this.shiftReceiver(), value);
    else if (this.count < this.capacity) this.put(value);
  }

  /** Forgets what a timer has put in (TM-3). True when there was something. */
  discard(): boolean {
    if (this.count === 0) return false;
    (this.buffer as (T | undefined)[])[this.head] = undefined;
    this.count = 0;
    return true;
  }
}

const sendOnClosed = (): RuntimeError => new RuntimeError('send on closed channel');

/** Bits of `special`. */
const CLOSED = 1;
const CONTESTED = 2;
const TIMED = 4;

/** Larger ones would not fit an array's length. */
const MAX_CAPACITY = 2 ** 30;
/** A large buffer grows as it fills. */
const EAGER_BUFFER = 1 << 16;

/**
 * A channel that holds `capacity` values. `zero` is the element type's zero value: what a receive from the closed
 * channel yields.
 * @throws RuntimeError `makechan: size out of range` (CH-2)
 */
export const chan = <T>(capacity = 0, zero?: T): Chan<T> => new Channel<T>(capacity, zero as T);
