import { FOREIGN } from '../../shared/trace/events.ts';
import { Goroutine, type Waitable } from '../core/goroutine.ts';
import { GoError, HALT, RuntimeError } from '../core/panic.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { errorText } from '../core/values.ts';
import { Inbox, post, ring } from './doorbell.ts';
import { LookOut } from './look-out.ts';
import type { SharedMemory } from './memory.ts';
import { SharedHeap, SharedMemoryFull } from './shared-heap.ts';
import { SLOT_WORDS, Slots } from './slots.ts';
import { CannotCross, type Surroundings } from './value-codec.ts';
import { Vocabulary } from './vocabulary.ts';
import { BY, CASE, CLAIM, EXTRA, QUEUE, RESULT, SLOT, WAITER_WORDS, WORKER } from './waiters.ts';

/** What a parked goroutine waits for: told when one of its waiters has come home. */
export interface Arrival {
  arrived(waiter: number, goroutine: Goroutine): void;
  /** Why it waits by now, where that changes while it does: an index of `WAIT_REASONS`. */
  reason?(waiter: number): number;
}

/** What a shared object is told of itself. */
export interface ObjectPlan {
  /** Where its words begin. */
  readonly at: number;
  /** Its index in the executable's table. */
  readonly id: number;
  readonly name: string;
}

export interface StationPlan {
  readonly worker: number;
  /** Where the heap's head is. */
  readonly heap: number;
  readonly vocabulary: number;
  /** By worker. */
  readonly inboxes: readonly number[];
  /** MiB, for the report of a run that used them up. */
  readonly limit: number;
}

/** One worker's end of the shared memory: its inbox, its blocks, and who of its goroutines waits for what. */
export class Station {
  readonly worker: number;
  readonly memory: SharedMemory;
  readonly words: Int32Array;
  readonly heap: SharedHeap;
  readonly slots: Slots;
  readonly inbox: Inbox;
  readonly scheduler: Scheduler;
  /** Of goroutines about to park on a channel: 12 microseconds at most. */
  readonly lookOut = new LookOut(2, 60);
  readonly #plan: StationPlan;
  readonly #waiting = new Map<number, { readonly goroutine: Goroutine; readonly arrival: Arrival }>();
  readonly #arrived: number[] = [];
  /** A word to look at after every operation that may have learnt something from another worker. */
  #watched = 0;
  #seen = 0;
  #changed: () => void = () => {};

  constructor(memory: SharedMemory, plan: StationPlan, scheduler: Scheduler, surroundings: Surroundings) {
    this.worker = plan.worker;
    this.memory = memory;
    this.words = memory.words;
    this.heap = new SharedHeap(memory, plan.heap);
    const vocabulary = new Vocabulary(memory, this.heap, plan.vocabulary);
    this.slots = new Slots(memory, this.heap, surroundings, vocabulary);
    this.inbox = new Inbox(memory, plan.inboxes[plan.worker] as number);
    this.scheduler = scheduler;
    this.#plan = plan;
  }

  // ---- values and memory

  /**
   * Makes a value ready to be put into a slot.
   * @throws RuntimeError, a panic of the sender, when the value cannot cross
   */
  pack(value: unknown): void {
    try {
      this.slots.pack(value);
    } catch (error) {
      if (error instanceof CannotCross) throw new RuntimeError(error.message);
      throw this.#full(error);
    }
  }

  /** A slot of its own with an error in it; one of a class that cannot cross goes by its text. */
  packedError(error: Error): number {
    const slot = this.allocate(SLOT_WORDS);
    try {
      this.slots.pack(error);
    } catch {
      this.slots.pack(new GoError(errorText(error)));
    }
    this.slots.put(slot);
    return slot;
  }

  freePacked(slot: number): void {
    this.slots.clear(slot);
    this.heap.free(slot, SLOT_WORDS);
  }

  /** @throws HALT when shared memory is full: the run is over its limit */
  allocate(words: number): number {
    try {
      return this.heap.allocate(words);
    } catch (error) {
      throw this.#full(error);
    }
  }

  #full(error: unknown): unknown {
    if (!(error instanceof SharedMemoryFull)) return error;
    const { scheduler } = this;
    const goroutine = scheduler.report(scheduler.current);
    scheduler.end({ end: 'out-of-memory', limit: this.#plan.limit, goroutine });
    return HALT;
  }

  // ---- waiting

  /** Set where every worker has a core of its own: only there does looking on help. */
  spins = false;

  /** Nobody but the running goroutine has anything to do here. */
  get unoccupied(): boolean {
    return this.spins && this.scheduler.idle && this.inbox.empty;
  }

  /** A waiter of the running goroutine, in no queue yet. */
  waiter(claim: number, index: number): number {
    const { words } = this;
    const waiter = this.allocate(WAITER_WORDS);
    words[waiter + QUEUE] = 0;
    words[waiter + WORKER] = this.worker;
    words[waiter + CASE] = index;
    words[waiter + CLAIM] = claim;
    words[waiter + RESULT] = 0;
    words[waiter + EXTRA] = 0;
    words[waiter + SLOT] = 0;
    return waiter;
  }

  /** Makes a waiter one of a select: whoever completes it claims the select first. */
  claimWith(waiter: number, claim: number): void {
    this.words[waiter + CLAIM] = claim;
  }

  free(waiter: number): void {
    this.heap.free(waiter, WAITER_WORDS);
  }

  /** `goroutine` waits for `waiter` to come home. */
  expect(waiter: number, goroutine: Goroutine, arrival: Arrival): void {
    this.#waiting.set(waiter, { goroutine, arrival });
  }

  /** It does not any more. */
  forget(waiter: number): void {
    this.#waiting.delete(waiter);
  }

  /** Parks the running goroutine until `waiter` comes home. The lock of the waiter's queue has been released. */
  park(waiter: number, reason: number, object: Waitable, arrival: Arrival): never {
    this.expect(waiter, this.scheduler.current, arrival);
    return this.scheduler.park(reason, object);
  }

  /** Sends a waiter home, whose operation is done. Holds no lock. */
  deliver(waiter: number): void {
    const home = this.words[waiter + WORKER]!;
    if (home === this.worker) return this.#arrive(waiter);
    this.words[waiter + BY] = (this.worker << 24) | this.scheduler.current.id;
    post(this.memory, this.#plan.inboxes[home] as number, waiter);
  }

  /** Makes ready what others have completed. True when the bell was rung. */
  collect(): boolean {
    if (this.inbox.empty) return false;
    const arrived = this.#arrived;
    const rung = this.inbox.take(arrived);
    this.acquired();
    for (const waiter of arrived) this.#arriveFrom(waiter);
    arrived.length = 0;
    return rung;
  }

  /** Lets the trace say whose doing it was. */
  #arriveFrom(waiter: number): void {
    const { scheduler } = this;
    const by = this.words[waiter + BY]!;
    if (scheduler.recorder === null || (by & 0xffffff) === 0) return this.#arrive(waiter);
    const was = scheduler.current;
    // A writer that is worker 0's takes numbers as they are.
    scheduler.current = strangerOf(this.worker === 0 ? by : by | FOREIGN);
    this.#arrive(waiter);
    scheduler.current = was;
  }

  #arrive(waiter: number): void {
    const waiting = this.#waiting.get(waiter);
    if (waiting === undefined)
      throw new Error('invariant broken: a waiter comes home to a goroutine that waits');
    this.#waiting.delete(waiter);
    waiting.arrival.arrived(waiter, waiting.goroutine);
  }

  /** Brings the reasons of parked goroutines up to date: before they are reported. */
  updateReasons(): void {
    for (const [waiter, { goroutine, arrival }] of this.#waiting) {
      if (arrival.reason !== undefined) goroutine.reason = arrival.reason(waiter);
    }
  }

  // ---- the others

  ringOthers(): void {
    this.#plan.inboxes.forEach((inbox, worker) => {
      if (worker !== this.worker) ring(this.memory, inbox);
    });
  }

  /** `changed` is called when the word has another value than the last time, before this worker acts on it. */
  watch(word: number, changed: () => void): void {
    this.#watched = word;
    this.#changed = changed;
  }

  /** After every operation by which this worker may have learnt what another did. */
  acquired(): void {
    const now = this.words[this.#watched]!;
    if (now === this.#seen) return;
    this.#seen = now;
    this.#changed();
  }
}

/** A goroutine of another worker, of which nothing is known but its number. */
const strangerOf = (id: number): Goroutine => new Goroutine(id, null, null, null, 0, null);
