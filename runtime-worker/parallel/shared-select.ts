import { Channel, type Contest } from '../core/channel.ts';
import { POINT } from '../core/chooser.ts';
import { Waiter, type Awaitable, type Goroutine, type Retry, type WaitQueue } from '../core/goroutine.ts';
import { TRACE, WAIT_SELECT } from '../core/recorder.ts';
import type { SelectCases, StrangerSelect } from '../core/select.ts';
import { lock, unlock } from './lock.ts';
import { NOT_READY, SharedChannel } from './shared-channel.ts';
import type { Arrival, Station } from './station.ts';
import { SLOT } from './waiters.ts';

/**
 * Selects whose cases include shared channels, alone or together with channels of this worker. Cases are judged with
 * every shared channel locked, in the order of their addresses, so at one moment (SE-6).
 *
 * A select that waits has one claim, a word in shared memory. Whoever completes one of its cases, on whatever
 * worker, claims it first; a waiter whose select is claimed is nobody's to complete (SE-10).
 */
export class SharedSelect implements StrangerSelect, Contest {
  readonly #station: Station;
  /** Waiting selects, by their waiters in local queues. */
  readonly #contested = new Map<Waiter, WaitingSelect>();
  readonly #ready: number[] = [];
  readonly #onlyCase: OnlyCase;

  constructor(station: Station) {
    this.#station = station;
    this.#onlyCase = new OnlyCase(station);
  }

  select(cases: SelectCases, hasDefault: boolean): Awaitable<number> {
    const only = cases.channels[0];
    // One case without default is the plain operation, and shows its state (SE-14).
    if (cases.channels.length === 1 && !hasDefault && only instanceof SharedChannel)
      return this.#alone(only, cases);
    const attempt = new Attempt(this.#station, cases);
    try {
      const chosen = this.#tryOnce(attempt);
      if (chosen !== -1) return chosen;
      if (hasDefault) return this.#chose(-1, 0);
      // Nothing is ready: what waiting takes is made ready, and everything judged once more before it is used.
      attempt.prepareToWait();
      return this.#tryOrWait(attempt);
    } finally {
      attempt.release();
    }
  }

  /** Makes sure that the waiter at the head of a local queue is ours to complete. */
  settle(queue: WaitQueue): void {
    for (let head = queue.first; head !== null; head = queue.first) {
      const waiting = this.#contested.get(head);
      if (waiting === undefined || waiting.claim()) return;
      queue.remove(head);
    }
  }

  #alone(channel: SharedChannel, cases: SelectCases): Awaitable<number> {
    const { scheduler } = this.#station;
    const sends = cases.sending[0] === true;
    const result = sends ? channel.send(cases.values[0]) : channel.recv();
    if (scheduler.driver.waits(result)) {
      scheduler.retryWith(this.#onlyCase);
      return result as never;
    }
    scheduler.registers.value = result;
    if (sends) scheduler.registers.ok = false;
    return 0;
  }

  #tryOnce(attempt: Attempt): number {
    attempt.lockAll();
    return this.#tryLocked(attempt);
  }

  /** Carries out a case that is ready; -1 when none is. Gives the locks up. */
  #tryLocked(attempt: Attempt): number {
    const { scheduler } = this.#station;
    for (;;) {
      const ready = this.#judge(attempt);
      if (ready.length === 0) {
        attempt.unlockAll();
        return -1;
      }
      const chosen = ready[
        ready.length > 1 ? scheduler.chooser.choose(POINT.select, ready.length) : 0
      ] as number;
      if (this.#perform(attempt, chosen)) return this.#chose(chosen, ready.length);
      // A waiter it counted on had been completed elsewhere: everything is judged anew.
      attempt.lockAll();
    }
  }

  #tryOrWait(attempt: Attempt): Awaitable<number> {
    for (;;) {
      attempt.lockAll();
      if (this.#judge(attempt).length === 0) return this.#wait(attempt);
      const chosen = this.#tryLocked(attempt);
      if (chosen !== -1) return chosen;
    }
  }

  #judge(attempt: Attempt): readonly number[] {
    const ready = this.#ready;
    ready.length = 0;
    const { channels, sending } = attempt.cases;
    for (let at = 0; at < channels.length; at++) {
      const channel = channels[at];
      if (channel instanceof SharedChannel) {
        if (sending[at] === true ? channel.canSend : channel.canReceive) ready.push(at);
      } else if (channel instanceof Channel) {
        this.#dropStale(sending[at] === true ? channel.receivers : channel.senders);
        if (sending[at] === true ? channel.canSend() : channel.canReceive()) ready.push(at);
      }
    }
    return ready;
  }

  /** Takes waiters from the head of a local queue whose selects were completed elsewhere. */
  #dropStale(queue: WaitQueue): void {
    for (let head = queue.first; head !== null; head = queue.first) {
      if (this.#contested.get(head)?.claimed !== true) return;
      queue.remove(head);
    }
  }

  /** False when the case was not ready after all. The locks are given up. */
  #perform(attempt: Attempt, index: number): boolean {
    const { scheduler } = this.#station;
    const { registers } = scheduler;
    const channel = attempt.cases.channels[index];
    const sends = attempt.cases.sending[index] === true;
    if (channel instanceof SharedChannel) {
      attempt.unlockAll(channel);
      return sends ? this.#sendShared(attempt, channel, index) : this.#receiveShared(channel);
    }
    attempt.unlockAll();
    const local = channel as Channel<unknown>;
    this.settle(sends ? local.receivers : local.senders);
    if (!(sends ? local.canSend() : local.canReceive())) return false;
    if (sends) {
      void local.sendNow(attempt.cases.values[index]);
      registers.value = undefined;
      registers.ok = false;
    } else registers.value = local.recvNow();
    return true;
  }

  #receiveShared(channel: SharedChannel): boolean {
    const { scheduler, words } = this.#station;
    const value = channel.tryReceive();
    if (value === NOT_READY) {
      unlock(words, channel.lockWord);
      return false;
    }
    scheduler.registers.value = value;
    return true;
  }

  #sendShared(attempt: Attempt, channel: SharedChannel, index: number): boolean {
    const { scheduler, words, slots } = this.#station;
    const slot = (attempt.waiters[index] as number) + SLOT;
    slots.take(slot);
    if (!channel.trySend()) {
      slots.put(slot);
      unlock(words, channel.lockWord);
      return false;
    }
    scheduler.registers.value = undefined;
    scheduler.registers.ok = false;
    return true;
  }

  #chose(index: number, ready: number): number {
    const { scheduler } = this.#station;
    const chosen = index === -1 ? 0xffffffff : index;
    scheduler.recorder?.record(TRACE.select, scheduler.current.id, chosen, ready, scheduler.registers.at);
    return index;
  }

  /** All shared channels are locked, and nothing is ready. */
  #wait(attempt: Attempt): Awaitable<number> {
    const { scheduler } = this.#station;
    const goroutine = scheduler.current;
    const waiting = new WaitingSelect(this.#station, this.#contested, goroutine, attempt, this);
    waiting.join();
    attempt.unlockAll();
    attempt.keep();
    waiting.joined();
    return scheduler.park(WAIT_SELECT, null);
  }
}

/** The cases of one select, and what shared memory they need. */
class Attempt {
  readonly cases: SelectCases;
  /** By case: its waiter in shared memory, or 0. Those that send have their value from the beginning. */
  readonly waiters: number[];
  claim = 0;
  readonly #station: Station;
  /** Distinct, by address. */
  readonly #shared: readonly SharedChannel[];

  constructor(station: Station, cases: SelectCases) {
    this.#station = station;
    this.cases = cases;
    this.waiters = cases.channels.map(() => 0);
    const shared = cases.channels.filter((channel) => channel instanceof SharedChannel);
    this.#shared = shared.length > 1 ? [...new Set(shared)].sort((a, b) => a.at - b.at) : shared;
    try {
      cases.channels.forEach((channel, at) => {
        if (channel instanceof SharedChannel && cases.sending[at] === true) this.#packCase(at);
      });
    } catch (error) {
      this.release();
      throw error;
    }
  }

  #packCase(at: number): void {
    const station = this.#station;
    station.pack(this.cases.values[at]);
    const waiter = station.waiter(0, at);
    station.slots.put(waiter + SLOT);
    this.waiters[at] = waiter;
  }

  prepareToWait(): void {
    const { words } = this.#station;
    if (this.#shared.length === 0) return;
    this.claim = this.#station.allocate(1);
    Atomics.store(words, this.claim, 0);
    this.cases.channels.forEach((channel, at) => {
      if (channel instanceof SharedChannel && this.waiters[at] === 0)
        this.waiters[at] = this.#station.waiter(0, at);
    });
  }

  lockAll(): void {
    for (const channel of this.#shared) lock(this.#station.words, channel.lockWord);
  }

  unlockAll(except: SharedChannel | null = null): void {
    for (const channel of this.#shared) if (channel !== except) unlock(this.#station.words, channel.lockWord);
  }

  /** The waiters belong to the waiting select from here on. */
  keep(): void {
    this.waiters.fill(0);
    this.claim = 0;
  }

  /** Gives back what was not used. */
  release(): void {
    for (const waiter of this.waiters) {
      if (waiter === 0) continue;
      this.#station.slots.clear(waiter + SLOT);
      this.#station.free(waiter);
    }
    if (this.claim !== 0) this.#station.heap.free(this.claim, 1);
    this.keep();
  }
}

/** A parked select. */
class WaitingSelect implements Arrival {
  readonly #station: Station;
  readonly #contested: Map<Waiter, WaitingSelect>;
  readonly #goroutine: Goroutine;
  readonly #cases: SelectCases;
  readonly #waiters: readonly number[];
  readonly #claim: number;
  readonly #contest: Contest;
  #mine = false;

  constructor(
    station: Station,
    contested: Map<Waiter, WaitingSelect>,
    goroutine: Goroutine,
    attempt: Attempt,
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
      const waiter = (own[at] ??= caseWaiter(goroutine, at));
      const sends = sending[at] === true;
      if (channel instanceof SharedChannel) {
        const shared = this.#waiters[at] as number;
        this.#station.claimWith(shared, this.#claim);
        this.#station.expect(shared, goroutine, this);
        channel.enqueue(shared, sends);
      } else if (channel instanceof Channel) {
        waiter.value = values[at];
        (sends ? channel.senders : channel.receivers).push(waiter);
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
        this.#contested.set((this.#goroutine.cases as Waiter[])[at] as Waiter, this);
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
    const own = (goroutine.cases as Waiter[])[index] as Waiter;
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
    this.#contested.delete((this.#goroutine.cases as Waiter[])[at] as Waiter);
    if (!hasContested(channel, this.#contested)) channel.contested = null;
  }
}

function hasContested(channel: Channel<unknown>, contested: ReadonlyMap<Waiter, unknown>): boolean {
  for (const queue of [channel.receivers, channel.senders]) {
    for (let waiter = queue.first; waiter !== null; waiter = waiter.next)
      if (contested.has(waiter)) return true;
  }
  return false;
}

function caseWaiter(goroutine: Goroutine, index: number): Waiter {
  const waiter = new Waiter(goroutine);
  waiter.index = index;
  return waiter;
}

/** A plain operation in the place of a select of one case: its result is what the case received. */
class OnlyCase implements Retry {
  readonly #station: Station;

  constructor(station: Station) {
    this.#station = station;
  }

  retry(goroutine: Goroutine): unknown {
    this.#station.scheduler.registers.value = goroutine.value;
    return 0;
  }
}
