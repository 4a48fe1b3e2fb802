import { Channel, type Contest } from '../core/channel.ts';
import { POINT } from '../core/chooser.ts';
import type { Awaitable, Goroutine, Retry } from '../core/goroutine.ts';
import { TRACE, WAIT_SELECT } from '../core/recorder.ts';
import type { SelectCases, StrangerSelect } from '../core/select.ts';
import { SelectWaiter, type ChannelQueues } from '../core/wait-queue.ts';
import { unlock } from './lock.ts';
import { NOT_READY, SharedChannel } from './shared-channel.ts';
import { SelectAttempt } from './select-attempt.ts';
import type { Station } from './station.ts';
import { WaitingSelect } from './waiting-select.ts';
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
  readonly #contested = new Map<SelectWaiter, WaitingSelect>();
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
    const attempt = new SelectAttempt(this.#station, cases);
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
  settle(channel: ChannelQueues, sends: boolean): void {
    for (let head = channel.first(sends); head instanceof SelectWaiter; head = channel.first(sends)) {
      const waiting = this.#contested.get(head);
      if (waiting === undefined || waiting.claim()) return;
      channel.removeCase(head);
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

  #tryOnce(attempt: SelectAttempt): number {
    attempt.lockAll();
    return this.#tryLocked(attempt);
  }

  /** Carries out a case that is ready; -1 when none is. Gives the locks up. */
  #tryLocked(attempt: SelectAttempt): number {
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

  #tryOrWait(attempt: SelectAttempt): Awaitable<number> {
    for (;;) {
      attempt.lockAll();
      if (this.#judge(attempt).length === 0) return this.#wait(attempt);
      const chosen = this.#tryLocked(attempt);
      if (chosen !== -1) return chosen;
    }
  }

  #judge(attempt: SelectAttempt): readonly number[] {
    const ready = this.#ready;
    ready.length = 0;
    const { channels, sending } = attempt.cases;
    for (let at = 0; at < channels.length; at++) {
      const channel = channels[at];
      if (channel instanceof SharedChannel) {
        if (sending[at] === true ? channel.canSend : channel.canReceive) ready.push(at);
      } else if (channel instanceof Channel) {
        this.#dropStale(channel, sending[at] !== true);
        if (sending[at] === true ? channel.canSend() : channel.canReceive()) ready.push(at);
      }
    }
    return ready;
  }

  /** Takes waiters from the head of a local queue whose selects were completed elsewhere. */
  #dropStale(channel: ChannelQueues, sends: boolean): void {
    for (let head = channel.first(sends); head instanceof SelectWaiter; head = channel.first(sends)) {
      if (this.#contested.get(head)?.claimed !== true) return;
      channel.removeCase(head);
    }
  }

  /** False when the case was not ready after all. The locks are given up. */
  #perform(attempt: SelectAttempt, index: number): boolean {
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
    this.settle(local, !sends);
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

  #sendShared(attempt: SelectAttempt, channel: SharedChannel, index: number): boolean {
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
  #wait(attempt: SelectAttempt): Awaitable<number> {
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
