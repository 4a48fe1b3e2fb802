import { CancelContext, type Context } from '../core/context.ts';
import type { RecvChan } from '../core/channel.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';
import type { ObjectPlan, Station } from './station.ts';

const LOCK = 0;
const CANCELLED = 1;
const ERROR = 2;
const CAUSE = ERROR + SLOT_WORDS;

export const reserveContext = (layout: Layout): number => layout.reserve(CAUSE + SLOT_WORDS);

/** Counts cancels of the run: who saw another number before has something to look at. */
export const reserveEpoch = (layout: Layout): number => layout.reserve(1);

/**
 * The contexts that several workers use. Each worker has its own of each, an ordinary context, so that what a body
 * derives from it is ordinary too; that it is cancelled, and why, stands in shared memory, where every worker looks
 * before it answers anything about it and before it tells a goroutine what another worker did (CX-6).
 */
export class SharedContexts {
  readonly #station: Station;
  readonly #epochAt: number;
  readonly #contexts: SharedContext[] = [];
  #seen = 0;

  constructor(station: Station, epochAt: number) {
    this.#station = station;
    this.#epochAt = epochAt;
    station.watch(epochAt, () => this.look());
  }

  /** A parent is made before its children. */
  add(context: SharedContext): void {
    this.#contexts.push(context);
  }

  /** Cancels here what was cancelled elsewhere. */
  look(): void {
    const epoch = Atomics.load(this.#station.words, this.#epochAt);
    if (epoch === this.#seen) return;
    this.#seen = epoch;
    for (const context of this.#contexts) context.look();
  }

  /** Tells the others. */
  announce(): void {
    Atomics.add(this.#station.words, this.#epochAt, 1);
    this.#station.ringOthers();
  }
}

export interface ContextPlan extends ObjectPlan {
  /** Milliseconds on the run's clock; null for none. */
  readonly until: number | null;
  /** The worker whose timer ends it. */
  readonly owner: number;
}

export class SharedContext extends CancelContext {
  readonly #station: Station;
  readonly #contexts: SharedContexts;
  readonly #at: number;
  readonly #until: number | null;

  constructor(station: Station, contexts: SharedContexts, plan: ContextPlan, parent: Context) {
    // One timer is enough: the owner's.
    super(parent, plan.owner === station.worker ? plan.until : null);
    this.#station = station;
    this.#contexts = contexts;
    this.#at = plan.at;
    this.#until = plan.until;
    this.id = plan.id;
    this.name = plan.name;
    contexts.add(this);
    const error = super.err();
    // Over before it began: the others, who have no timer for it, hear of it all the same.
    if (error !== null && this.#publish(error, super.cause() ?? error)) contexts.announce();
  }

  override done(): RecvChan<undefined> {
    this.#contexts.look();
    return super.done();
  }

  override err(): Error | null {
    this.#contexts.look();
    return super.err();
  }

  override cause(): Error | null {
    this.#contexts.look();
    return super.cause();
  }

  override deadline(): number | null {
    const above = this.parent.deadline();
    if (this.#until === null) return above;
    return above === null ? this.#until : Math.min(above, this.#until);
  }

  override cancel(error: Error, cause: Error): void {
    // The constructor of the ordinary context, still at work, cancels a child of a cancelled parent.
    if (!(#station in this)) return super.cancel(error, cause);
    const mine = this.#publish(error, cause);
    if (!mine) return this.look();
    super.cancel(error, cause);
    this.#contexts.announce();
  }

  /** Takes over from shared memory that it was cancelled, and why. */
  look(): void {
    const { words, slots } = this.#station;
    if (Atomics.load(words, this.#at + CANCELLED) === 0 || super.err() !== null) return;
    lock(words, this.#at + LOCK);
    const error = slots.peek(this.#at + ERROR) as Error;
    const cause = slots.peek(this.#at + CAUSE) as Error;
    unlock(words, this.#at + LOCK);
    super.cancel(error, cause);
  }

  /** Writes down the first cancel of the run; false when another worker's came before (CX-5). */
  #publish(error: Error, cause: Error): boolean {
    const { words, slots } = this.#station;
    if (Atomics.load(words, this.#at + CANCELLED) === 1) return false;
    const packed = [error, cause].map((value) => this.#station.packedError(value));
    lock(words, this.#at + LOCK);
    const mine = words[this.#at + CANCELLED] === 0;
    if (mine) {
      slots.exchange(packed[0]!, this.#at + ERROR);
      slots.exchange(packed[1]!, this.#at + CAUSE);
      Atomics.store(words, this.#at + CANCELLED, 1);
    }
    unlock(words, this.#at + LOCK);
    for (const slot of packed) this.#station.freePacked(slot);
    return mine;
  }
}
