import type { Goroutine, Waitable } from '../core/goroutine.ts';
import { RuntimeError } from '../core/panic.ts';
import { TRACE, WAIT_RECEIVE, WAIT_SEND } from '../core/recorder.ts';
import { address } from '../core/values.ts';
import { lock, tryLock, unlock } from './lock.ts';
import { pause } from './look-out.ts';
import { LINE, type Layout, type SharedMemory } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';
import type { Arrival, ObjectPlan, Station } from './station.ts';
import { CLOSED, DONE, EXTRA, FIRST, join, leave, QUEUE_WORDS, RESULT, SLOT, takeFirst } from './waiters.ts';

/** Words of a channel. What every operation writes stands together with the lock. */
const LOCK = 0;
const COUNT = 1;
const HEAD = 2;
const SENT = 3;
const RECEIVED = 4;
const IS_CLOSED = 5;
const SENDERS = 6;
const RECEIVE_QUEUE = 8;
const SEND_QUEUE = RECEIVE_QUEUE + QUEUE_WORDS;
const RING = LINE;

export interface ChannelPlan extends ObjectPlan {
  readonly capacity: number;
}

export const reserveChannel = (layout: Layout, capacity: number): number =>
  layout.reserve(RING + capacity * SLOT_WORDS);

/** `senders`: goroutines whose end closes the channel; 0 when only a body closes it. Once, by the host. */
export function initChannel(memory: SharedMemory, at: number, senders: number): void {
  memory.words[at + SENDERS] = senders;
}

/** Nanoseconds between two looks of a goroutine that is about to park. */
const LOOK = 200;
/** Buffers from this capacity on are worth taking turns at. */
const WIDE = 16;
/** Nanoseconds between two looks at the other side's turn, and for a turn: it may be about something else. */
const GLANCE = 1000;
const LONGEST_TURN = 32_000;

/** A receive would have to wait. */
export const NOT_READY: unique symbol = Symbol('not ready');

export interface Received {
  readonly ok: boolean;
  readonly value: unknown;
}

/**
 * Go's channel for goroutines of several workers: a ring in shared memory, two queues of waiters, direct hand-off
 * (CH-7), values copied when they are sent (CH-11). While nobody holds the lock:
 *  - a value is buffered only if nobody waits to receive;
 *  - somebody waits to send only if the buffer is full;
 *  - senders and receivers do not wait together, unless one select does both.
 */
export class SharedChannel implements Waitable {
  readonly id: number;
  readonly name: string;
  readonly at: number;
  protected readonly station: Station;
  readonly #capacity: number;
  readonly #zero: () => unknown;
  /** A receiver that an offered value went to, to be sent home once the lock is released. */
  #offered = 0;
  /** Nanoseconds a receiver waits for more than there is. */
  #glance = LOOK;

  /** `zero`: makes the element type's zero value. */
  constructor(station: Station, plan: ChannelPlan, zero: () => unknown) {
    this.id = plan.id;
    this.name = plan.name;
    this.at = plan.at;
    this.station = station;
    this.#capacity = plan.capacity;
    this.#zero = zero;
  }

  get len(): number {
    return this.station.words[this.at + COUNT]!;
  }

  get cap(): number {
    return this.#capacity;
  }

  /** What is printed of it is not what it is made of, which is the memory of the run. */
  toString(): string {
    return address(this);
  }

  /** @throws RuntimeError `send on closed channel` (CL-3), or that the value cannot be copied */
  send(value: unknown): unknown {
    const { station } = this;
    const { words } = station;
    station.pack(value);
    this.#acquire(true);
    if (this.trySend() || (this.#lingersForRoom() && this.trySend())) return undefined;
    const waiter = this.#waiter();
    station.slots.put(waiter + SLOT);
    join(station.memory, this.at + SEND_QUEUE, waiter);
    unlock(words, this.at + LOCK);
    return station.park(waiter, WAIT_SEND, this, this.#sending);
  }

  /** The next value, or the zero value once it is closed and drained; `registers.ok` says which (CH-13). */
  recv(): unknown {
    const { station } = this;
    const { words } = station;
    this.#acquire(false);
    let received = this.tryReceive();
    if (received === NOT_READY && this.#lingersForValue()) received = this.tryReceive();
    if (received !== NOT_READY) return received;
    const waiter = this.#waiter();
    join(station.memory, this.at + RECEIVE_QUEUE, waiter);
    unlock(words, this.at + LOCK);
    this.enqueued();
    return station.park(waiter, WAIT_RECEIVE, this, this.#receiving);
  }

  /** @throws RuntimeError `close of closed channel` (CL-1) */
  close(): void {
    const { words, memory, scheduler } = this.station;
    const { at } = this;
    lock(words, at + LOCK);
    if (words[at + IS_CLOSED] === 1) {
      unlock(words, at + LOCK);
      throw new RuntimeError('close of closed channel');
    }
    words[at + IS_CLOSED] = 1;
    const length = words[at + COUNT]!;
    const woken: number[] = [];
    for (const queue of [at + RECEIVE_QUEUE, at + SEND_QUEUE]) {
      for (let waiter = takeFirst(memory, queue); waiter !== 0; waiter = takeFirst(memory, queue)) {
        words[waiter + RESULT] = CLOSED;
        woken.push(waiter);
      }
    }
    unlock(words, at + LOCK);
    scheduler.recorder?.record(TRACE.close, scheduler.current.id, this.id, 0, length);
    for (const waiter of woken) this.station.deliver(waiter);
  }

  /** One of the goroutines that send has ended; the last one closes the channel. */
  senderGone(): void {
    const { words } = this.station;
    if (Atomics.sub(words, this.at + SENDERS, 1) === 1 && words[this.at + IS_CLOSED] === 0) this.close();
  }

  // ---- steps of an operation: the caller holds the lock

  get lockWord(): number {
    return this.at + LOCK;
  }

  /** True when a send would not wait: also on a closed channel, where it panics (SE-7). */
  get canSend(): boolean {
    const { words } = this.station;
    const { at } = this;
    return (
      words[at + IS_CLOSED] === 1 ||
      words[at + RECEIVE_QUEUE + FIRST] !== 0 ||
      words[at + COUNT]! < this.#capacity
    );
  }

  get canReceive(): boolean {
    const { words } = this.station;
    const { at } = this;
    this.settle();
    return words[at + COUNT]! > 0 || words[at + SEND_QUEUE + FIRST] !== 0 || words[at + IS_CLOSED] === 1;
  }

  /** True when somebody waits to receive. */
  protected get awaited(): boolean {
    return this.station.words[this.at + RECEIVE_QUEUE + FIRST] !== 0;
  }

  /** A case of a select begins to wait. */
  enqueue(waiter: number, sends: boolean): void {
    join(this.station.memory, this.at + (sends ? SEND_QUEUE : RECEIVE_QUEUE), waiter);
  }

  dequeue(waiter: number): void {
    leave(this.station.memory, waiter);
  }

  /** Brings in what is due, before anybody looks. */
  protected settle(): void {}

  /** A goroutine of this worker waits to receive, or does not any more. Holds no lock. */
  enqueued(): void {}
  dequeued(): void {}

  /**
   * Sends the packed value if that needs no waiting, and then gives the lock up. False: the lock is still held.
   * @throws RuntimeError `send on closed channel` (CL-3), the lock given up
   */
  trySend(): boolean {
    const { words, memory, slots } = this.station;
    const { at } = this;
    if (words[at + IS_CLOSED] === 1) {
      unlock(words, at + LOCK);
      slots.drop();
      throw new RuntimeError('send on closed channel');
    }
    const receiver = words[at + RECEIVE_QUEUE + FIRST] === 0 ? 0 : takeFirst(memory, at + RECEIVE_QUEUE);
    if (receiver !== 0) {
      slots.put(receiver + SLOT);
      words[receiver + RESULT] = DONE;
      const message = this.#next(SENT);
      words[receiver + EXTRA] = this.#next(RECEIVED);
      unlock(words, at + LOCK);
      this.#record(TRACE.send, message, 0);
      this.station.deliver(receiver);
      this.station.acquired();
      return true;
    }
    const count = words[at + COUNT]!;
    if (count === this.#capacity) return false;
    slots.put(this.#slot(words[at + HEAD]! + count));
    words[at + COUNT] = count + 1;
    const message = this.#next(SENT);
    unlock(words, at + LOCK);
    this.#record(TRACE.send, message, count + 1);
    this.station.acquired();
    return true;
  }

  /** Receives if that needs no waiting, and then gives the lock up. `NOT_READY`: the lock is still held. */
  tryReceive(): unknown {
    const { words, memory, slots, scheduler } = this.station;
    const { at } = this;
    this.settle();
    const count = words[at + COUNT]!;
    const sender = words[at + SEND_QUEUE + FIRST] === 0 ? 0 : takeFirst(memory, at + SEND_QUEUE);
    if (count > 0) {
      const head = words[at + HEAD]!;
      slots.take(this.#slot(head));
      words[at + HEAD] = head + 1 === this.#capacity ? 0 : head + 1;
      // The buffer was full, so the slot just emptied is the one the waiting sender fills (CH-8).
      if (sender !== 0) slots.move(sender + SLOT, this.#slot(head));
      else words[at + COUNT] = count - 1;
    } else if (sender !== 0) slots.take(sender + SLOT);
    else if (words[at + IS_CLOSED] === 1) {
      unlock(words, at + LOCK);
      scheduler.registers.ok = false;
      scheduler.recorder?.record(TRACE['receive-closed'], scheduler.current.id, this.id, 0, 0);
      this.station.acquired();
      return this.#zero();
    } else return NOT_READY;

    if (sender !== 0) {
      words[sender + RESULT] = DONE;
      words[sender + EXTRA] = this.#next(SENT);
    }
    const message = this.#next(RECEIVED);
    const length = words[at + COUNT]!;
    unlock(words, at + LOCK);
    if (sender !== 0) this.station.deliver(sender);
    scheduler.registers.ok = true;
    this.#record(TRACE.receive, message, length);
    this.station.acquired();
    return slots.unpack();
  }

  /** A timer's value: to a receiver, into the buffer, or dropped (TM-7). A receiver goes home by `deliverOffered`. */
  protected offer(value: number): void {
    const { words, memory, slots } = this.station;
    const { at } = this;
    slots.pack(value);
    const receiver = takeFirst(memory, at + RECEIVE_QUEUE);
    if (receiver !== 0) {
      slots.put(receiver + SLOT);
      words[receiver + RESULT] = DONE;
      words[receiver + EXTRA] = this.#next(RECEIVED);
      this.#next(SENT);
      this.#offered = receiver;
    } else if (words[at + COUNT] === 0) {
      slots.put(this.#slot(words[at + HEAD]!));
      words[at + COUNT] = 1;
      this.#next(SENT);
    }
  }

  protected deliverOffered(): void {
    const receiver = this.#offered;
    this.#offered = 0;
    if (receiver !== 0) this.station.deliver(receiver);
  }

  // ---- what a parked operation gave, when its waiter has come home; the waiter is freed

  received(waiter: number, goroutine: Goroutine): Received {
    const { words, slots, scheduler } = this.station;
    if (words[waiter + RESULT] !== DONE) {
      this.station.free(waiter);
      scheduler.recorder?.record(TRACE['receive-closed'], goroutine.id, this.id, 0, 0);
      return { ok: false, value: this.#zero() };
    }
    slots.take(waiter + SLOT);
    const message = words[waiter + EXTRA]!;
    this.station.free(waiter);
    scheduler.taken++;
    scheduler.recorder?.record(TRACE.receive, goroutine.id, this.id, message, 0);
    return { ok: true, value: slots.unpack() };
  }

  /** The error of a send on a channel that was closed meanwhile (CL-6), or undefined. */
  sent(waiter: number, goroutine: Goroutine): RuntimeError | undefined {
    const { words, slots, scheduler } = this.station;
    const done = words[waiter + RESULT] === DONE;
    const message = words[waiter + EXTRA]!;
    // A value that nobody took is lost (CL-11).
    if (!done) slots.clear(waiter + SLOT);
    this.station.free(waiter);
    if (!done) return new RuntimeError('send on closed channel');
    scheduler.put++;
    scheduler.recorder?.record(TRACE.send, goroutine.id, this.id, message, this.len);
    return undefined;
  }

  readonly #receiving: Arrival = {
    arrived: (waiter, goroutine) => {
      const { ok, value } = this.received(waiter, goroutine);
      this.station.scheduler.ready(goroutine, value, ok);
    },
  };

  readonly #sending: Arrival = {
    arrived: (waiter, goroutine) => {
      this.station.scheduler.ready(goroutine, undefined, false, this.sent(waiter, goroutine));
    },
  };

  /** Takes the lock. */
  #acquire(sends: boolean): void {
    const { station } = this;
    if (tryLock(station.words, this.at + LOCK)) return;
    if (this.#capacity >= WIDE && station.unoccupied) this.#makeWay(sends);
    lock(station.words, this.at + LOCK);
  }

  /**
   * Both sides are at work on one buffer, and every operation of either costs a cache line that is on the other's
   * core, ten times the operation itself. Who notices steps aside, a receiver until the buffer is nearly full, a
   * sender until it is nearly drained: turns of many values instead of one. Whose turn it is the buffer says: who
   * steps aside when it is already going his way gives away time (160 against 180 ns a number). A value that
   * took long to pack is sent as soon as may be: what follows it takes as long (835 against 930 ns an object).
   */
  #makeWay(sends: boolean): void {
    const capacity = this.#capacity;
    const count = Atomics.load(this.station.words, this.at + COUNT);
    if (sends) {
      if (count >= capacity >> 1 && !this.station.slots.isHeavy) this.#stepAside(GLANCE, capacity >> 2);
    } else if (count < capacity >> 1) this.#stepAside(GLANCE, capacity - (capacity >> 2));
  }

  /**
   * Waits while the other side brings the buffer to `target`, and looks at it as seldom as its pace allows: a look
   * takes the cache line away from who is at work. False: nothing was done until the first look.
   */
  #stepAside(first: number, target: number): boolean {
    const { words } = this.station;
    const before = Atomics.load(words, this.at + COUNT);
    const way = target > before ? 1 : -1;
    let open = (target - before) * way;
    let nanos = first;
    let left = LONGEST_TURN;
    while (open > 0 && left > 0) {
      pause(nanos);
      left -= nanos;
      const rest = (target - Atomics.load(words, this.at + COUNT)) * way;
      const done = open - rest;
      if (done <= 0) return nanos !== first;
      // As long as the rest will take.
      nanos = Math.max(GLANCE, Math.min(left, (nanos * rest) / done)) | 0;
      open = rest;
    }
    return true;
  }

  /**
   * The channel is full, or nobody receives. While this worker has nothing else to do, the sender looks on for a
   * moment before it parks: until half the buffer is free, so that it goes on in a burst. True: it is worth another
   * try. The lock is held before and after.
   */
  #lingersForRoom(): boolean {
    const { station } = this;
    if (!station.unoccupied) return false;
    const { words } = station;
    const { at } = this;
    const enough = this.#capacity === 0 ? -1 : this.#capacity >> 1;
    unlock(words, at + LOCK);
    let left = station.lookOut.begin();
    while (
      left > 0 &&
      Atomics.load(words, at + COUNT) > enough &&
      Atomics.load(words, at + RECEIVE_QUEUE + FIRST) === 0 &&
      Atomics.load(words, at + IS_CLOSED) === 0
    ) {
      left--;
      pause(LOOK);
    }
    station.lookOut.end(left > 0);
    lock(words, at + LOCK);
    return true;
  }

  /**
   * The same for a receiver: until half the buffer is full, or what there is does not become more. On an unbuffered
   * channel a receiver must stand in the queue to be found.
   */
  #lingersForValue(): boolean {
    const { station } = this;
    if (this.#capacity === 0 || !station.unoccupied) return false;
    const { words } = station;
    const { at } = this;
    const enough = (this.#capacity + 1) >> 1;
    unlock(words, at + LOCK);
    let left = station.lookOut.begin();
    while (left > 0 && Atomics.load(words, at + COUNT) === 0 && Atomics.load(words, at + IS_CLOSED) === 0) {
      left--;
      pause(LOOK);
    }
    if (left > 0) this.#gather(enough);
    station.lookOut.end(left > 0);
    lock(words, at + LOCK);
    return true;
  }

  /** There is a value: waits for more while more come, and at first as long as that paid lately. */
  #gather(enough: number): void {
    if (Atomics.load(this.station.words, this.at + COUNT) >= enough) return;
    const paid = this.#stepAside(this.#glance, enough);
    this.#glance = paid ? Math.min(GLANCE, this.#glance * 2) : Math.max(LOOK, this.#glance >> 1);
  }

  /** @throws HALT when there is no memory for it, the lock given up */
  #waiter(): number {
    try {
      return this.station.waiter(0, -1);
    } catch (error) {
      unlock(this.station.words, this.at + LOCK);
      throw error;
    }
  }

  #record(kind: number, message: number, length: number): void {
    const { scheduler } = this.station;
    if (kind === TRACE.send) scheduler.put++;
    else scheduler.taken++;
    scheduler.recorder?.record(kind, scheduler.current.id, this.id, message, length);
  }

  /** Counts a message sent or received; the k-th one sent is the k-th one received (CH-5). */
  #next(counter: number): number {
    const { words } = this.station;
    const number = words[this.at + counter]!;
    words[this.at + counter] = (number + 1) | 0;
    return number >>> 0;
  }

  #slot(place: number): number {
    return this.at + RING + (place >= this.#capacity ? place - this.#capacity : place) * SLOT_WORDS;
  }
}
