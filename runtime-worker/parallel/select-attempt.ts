import type { SelectCases } from '../core/select.ts';
import { lock, unlock } from './lock.ts';
import { SharedChannel } from './shared-channel.ts';
import type { Station } from './station.ts';
import { SLOT } from './waiters.ts';

/** The cases of one select, and what shared memory they need. */
export class SelectAttempt {
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
