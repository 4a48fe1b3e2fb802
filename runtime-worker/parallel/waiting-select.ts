import { Channel, type Contest } from '../core/channel.ts';
import type { Goroutine } from '../core/goroutine.ts';
import type { SelectCases } from '../core/select.ts';
import { SelectWaiter } from '../core/wait-queue.ts';
import { lock, unlock } from './lock.ts';
import type { SelectAttempt } from './select-attempt.ts';
import { SharedChannel } from './shared-channel.ts';
import type { Arrival, Station } from './station.ts';
import { SLOT } from './waiters.ts';

/** A parked select: its waiters in the queues of every case, and the claim that only one of them gets. */
export class WaitingSelect implements Arrival {
  readonly #station: Station;
  readonly #contested: Map<SelectWaiter, WaitingSelect>;
  readonly #goroutine: Goroutine;
  readonly #cases: SelectCases;
  readonly #waiters: readonly number[];
  readonly #claim: number;
  readonly #contest: Contest;
  #mine = false;

  constructor(
    station: Station,
    contested: Map<SelectWaiter, WaitingSelect>,
    goroutine: Goroutine,
    attempt: SelectAttempt,
    contest: Contest,
  ) {
    this.#station = station;
    this.#contested = contested;
    this.#goroutine = goroutine;
    this.#cases = attempt.cases;
    this.#waiters = [...attempt.waiters];
    this.#claim = attempt.claim;
    this.#contest = contest;
  }

  /** Stands in the queue of every case. The shared channels are locked. */
  join(): void {
    const { channels, sending, values } = this.#cases;
    const goroutine = this.#goroutine;
    const own = (goroutine.cases ??= []);
    channels.forEach((channel, at) => {
      const waiter = (own[at] ??= new SelectWaiter(goroutine, at));
      const sends = sending[at] === true;
      if (channel instanceof SharedChannel) {
        const shared = this.#waiters[at] as number;
        this.#station.claimWith(shared, this.#claim);
        this.#station.expect(shared, goroutine, this);
        channel.enqueue(shared, sends);
      } else if (channel instanceof Channel) {
        waiter.value = values[at];
        channel.pushCase(waiter, sends);
      }
    });
    goroutine.caseCount = channels.length;
  }

  /** The locks are released. */
  joined(): void {
    const { channels, sending } = this.#cases;
    const contested = this.#claim !== 0;
    channels.forEach((channel, at) => {
      if (channel instanceof SharedChannel) {
        if (sending[at] !== true) channel.enqueued();
      } else if (channel instanceof Channel) {
        channel.source?.awaited();
        if (!contested) return;
        this.#contested.set((this.#goroutine.cases as SelectWaiter[])[at] as SelectWaiter, this);
        channel.contested = this.#contest;
      }
    });
  }

  /** True when the select has been claimed, on whatever worker. */
  get claimed(): boolean {
    return !this.#mine && Atomics.load(this.#station.words, this.#claim) !== 0;
  }

  /** Claims it for this worker, which completes one of its local cases at once. False: it was completed elsewhere. */
  claim(): boolean {
    if (this.#mine) return true;
    if (Atomics.compareExchange(this.#station.words, this.#claim, 0, 1) !== 0) return false;
    this.#mine = true;
    this.#withdraw(-1);
    return true;
  }

  /** A shared case was completed by another goroutine. */
  arrived(waiter: number, goroutine: Goroutine): void {
    const { scheduler } = this.#station;
    const index = this.#waiters.indexOf(waiter);
    const channel = this.#cases.channels[index] as SharedChannel;
    const own = (goroutine.cases as SelectWaiter[])[index] as SelectWaiter;
    if (this.#cases.sending[index] === true) {
      const error = channel.sent(waiter, goroutine);
      this.#withdraw(index);
      if (error === undefined) scheduler.wake(own, undefined, false);
      else scheduler.fail(own, error);
      return;
    }
    const { ok, value } = channel.received(waiter, goroutine);
    this.#withdraw(index);
    scheduler.wake(own, value, ok);
  }

  /** Takes the waiters of the other shared cases back. Local ones leave their queues when the goroutine is woken. */
  #withdraw(done: number): void {
    const { words, slots, heap } = this.#station;
    const { channels, sending } = this.#cases;
    channels.forEach((channel, at) => {
      if (channel instanceof Channel) return this.#uncontest(channel, at);
      if (!(channel instanceof SharedChannel) || at === done) return;
      const waiter = this.#waiters[at] as number;
      lock(words, channel.lockWord);
      channel.dequeue(waiter);
      unlock(words, channel.lockWord);
      this.#station.forget(waiter);
      if (sending[at] === true) slots.clear(waiter + SLOT);
      else channel.dequeued();
      this.#station.free(waiter);
    });
    heap.free(this.#claim, 1);
  }

  #uncontest(channel: Channel<unknown>, at: number): void {
    this.#contested.delete((this.#goroutine.cases as SelectWaiter[])[at] as SelectWaiter);
    if (!hasContested(channel, this.#contested)) channel.contested = null;
  }
}

function hasContested(channel: Channel<unknown>, contested: ReadonlyMap<SelectWaiter, unknown>): boolean {
  for (const first of [channel.firstReceiver, channel.firstSender]) {
    for (let waiter = first; waiter !== null; waiter = waiter.next)
      if (waiter instanceof SelectWaiter && contested.has(waiter)) return true;
  }
  return false;
}
