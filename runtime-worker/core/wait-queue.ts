import type { Goroutine, Waiter } from './goroutine.ts';

/**
 * Waiters, first come first served. Intrusive: joining and leaving allocate nothing. Who stands in no queue has no
 * neighbours.
 */
export class WaitQueue {
  first: Waiter | null = null;
  private last: Waiter | null = null;

  push(waiter: Waiter): void {
    const last = this.last;
    if (last === null) this.first = waiter;
    else follow(last, waiter);
    this.last = waiter;
  }

  /** To the head: a waiter that was woken and lost (MU-5). */
  unshift(waiter: Waiter): void {
    const first = this.first;
    if (first === null) this.last = waiter;
    else follow(waiter, first);
    this.first = waiter;
  }

  /** Removes the head, which must exist. */
  shift(): Waiter {
    const waiter = this.first as Waiter;
    this.first = depart(waiter);
    if (this.first === null) this.last = null;
    return waiter;
  }

  /** How many wait: counted, for dumps and traces. */
  length(): number {
    let count = 0;
    for (let waiter = this.first; waiter !== null; waiter = waiter.next) count++;
    return count;
  }
}

/** A goroutine's place in the queue of one case of its select. */
export class SelectWaiter implements Waiter {
  value: unknown = undefined;
  next: Waiter | null = null;
  readonly index: number = 0;
  previous: Waiter | null = null;
  readonly goroutine: Goroutine;
  /** The channel it stands at, and on which side; null when it does not wait. */
  channel: ChannelQueues | null = null;
  sends = false;

  constructor(goroutine: Goroutine, index: number) {
    this.index = index;
    this.goroutine = goroutine;
  }
}

/**
 * The two wait queues of a channel, in the channel itself: every operation looks at the head of one. As objects of
 * their own each was one more place in memory to fetch, and a sieve of 1000 primes took a tenth longer.
 */
export class ChannelQueues {
  firstReceiver: Waiter | null = null;
  firstSender: Waiter | null = null;
  lastReceiver: Waiter | null = null;
  lastSender: Waiter | null = null;

  pushReceiver(waiter: Waiter): void {
    const last = this.lastReceiver;
    if (last === null) this.firstReceiver = waiter;
    else follow(last, waiter);
    this.lastReceiver = waiter;
  }

  pushSender(waiter: Waiter): void {
    const last = this.lastSender;
    if (last === null) this.firstSender = waiter;
    else follow(last, waiter);
    this.lastSender = waiter;
  }

  /** Removes the first receiver, which must exist. */
  shiftReceiver(): Waiter {
    const waiter = this.firstReceiver as Waiter;
    this.firstReceiver = depart(waiter);
    if (this.firstReceiver === null) this.lastReceiver = null;
    return waiter;
  }

  /** Removes the first sender, which must exist. */
  shiftSender(): Waiter {
    const waiter = this.firstSender as Waiter;
    this.firstSender = depart(waiter);
    if (this.firstSender === null) this.lastSender = null;
    return waiter;
  }

  /** The head of the senders, or of the receivers. */
  first(sends: boolean): Waiter | null {
    return sends ? this.firstSender : this.firstReceiver;
  }

  /** A case of a select joins: it may leave from the middle. */
  pushCase(waiter: SelectWaiter, sends: boolean): void {
    waiter.channel = this;
    waiter.sends = sends;
    if (sends) this.pushSender(waiter);
    else this.pushReceiver(waiter);
  }

  /** Takes out a case that waits here, wherever it stands. */
  removeCase(waiter: SelectWaiter): void {
    const { previous, next, sends } = waiter;
    if (previous !== null) previous.next = next;
    else if (sends) this.firstSender = next;
    else this.firstReceiver = next;
    if (next !== null) next.previous = previous;
    else if (sends) this.lastSender = previous;
    else this.lastReceiver = previous;
    waiter.next = waiter.previous = null;
    waiter.channel = null;
    if (this.firstReceiver === null && !sends) this.deserted();
  }

  /** The last receiver has left without having been served. */
  protected deserted(): void {}
}

/** `next` stands behind `waiter`. */
function follow(waiter: Waiter, next: Waiter): void {
  waiter.next = next;
  next.previous = waiter;
}

/** The head leaves its queue: who is the head now. */
function depart(waiter: Waiter): Waiter | null {
  const { next } = waiter;
  if (next !== null) {
    next.previous = null;
    waiter.next = null;
  }
  return next;
}
