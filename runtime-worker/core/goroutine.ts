import type { PanicRecord } from './panic.ts';
import type { SelectWaiter } from './wait-queue.ts';

/** What an operation returns when it must wait: the body yields at once, and the result comes back from the yield. */
export const PARK: unique symbol = Symbol('park');

/** The result of an operation that may have to wait: awaited where it stands. */
export type Awaitable<T> = T | PromiseLike<T>;

/** Anything that can be waited on: what a dump names. */
export interface Waitable {
  /** Index in the executable's object table, or from 2^20 up for one made while running. */
  readonly id: number;
  readonly name: string;
}

export const RUNNABLE = 0;
export const RUNNING = 1;
export const PARKED = 2;
export const DEAD = 3;

/** Bits of `Goroutine.mode`: what must happen before its body goes on. Zero on the fast path. */
export const MODE_NEW = 1;
export const MODE_THROW = 2;
export const MODE_RETRY = 4;
export const MODE_SELECT = 8;

export type GoFunction = (...args: never[]) => unknown;

/** A resumable body: what a compiled async function returns when called, or what `Steps` goes on with. */
export type Body = Generator<unknown, unknown, unknown> | Step;

/** Takes the result of the operation it waited for. Returns the token when it waits again, then its own result. */
export type Step = (value: unknown) => unknown;

/** A call of a compiled async function that catches nothing: a function that is called again and again. */
export class Steps {
  private step: Step;

  constructor(step: Step) {
    this.step = step;
  }

  /** Its body, to be begun. Once: like a generator that has ended it gives nothing more. */
  take(): Step {
    const { step } = this;
    this.step = nothing;
    return step;
  }
}

const nothing: Step = () => undefined;

/**
 * What a goroutine does first when it runs again, before its body sees a result: a lock tries once more, a
 * preempted operation is carried out. Returns the operation's result, or the token when it has to wait again.
 */
export interface Retry {
  retry(goroutine: Goroutine): unknown;
}

/** A suspended caller, below the frame on top. */
export class Frame {
  body: Body | null;
  caller: Frame | null;
  /** Where the caller stands. */
  at: number;

  constructor(body: Body | null, caller: Frame | null, at: number) {
    this.body = body;
    this.caller = caller;
    this.at = at;
  }
}

/** What the children of a goroutine share: enough to tell their spawn path after it is gone. */
export class Lineage {
  readonly parent: Lineage | null;
  readonly ordinal: number;
  /** Go's number and the name of the goroutine the children were started by. */
  readonly id: number;
  readonly name: string;
  readonly entry: EntryPoint | null;
  children = 0;

  constructor(parent: Lineage | null, ordinal: number, id: number, name: string, entry: EntryPoint | null) {
    this.parent = parent;
    this.ordinal = ordinal;
    this.id = id;
    this.name = name;
    this.entry = entry;
  }

  /** `0.2.1`: equal in every schedule. */
  path(): string {
    const steps: number[] = [];
    for (let at: Lineage | null = this; at !== null; at = at.parent) steps.push(at.ordinal);
    return steps.reverse().join('.');
  }
}

/** What a goroutine block of the document says about its goroutines. */
export interface EntryPoint {
  readonly name: string;
  readonly node: string | null;
  /** Called when the goroutine has ended: a channel may have lost its last sender. */
  readonly ended: (() => void) | null;
}

/**
 * A place in a wait queue: the goroutine's own, or one for each case of its select.
 *
 * Here and in the other classes of the hot paths fields that are used together stand together, and numbers begin as
 * numbers: an engine never takes a field that was undefined at first for a number.
 */
export interface Waiter {
  /**
   * What it sends, while it waits; then what the operation gave: the error it ended in (`MODE_THROW`), the case that
   * fired (`MODE_SELECT`), or its result. Before a goroutine has begun, the arguments of its function, null for none.
   */
  value: unknown;
  next: Waiter | null;
  previous: Waiter | null;
  /** Index of the case of a select; -1 for a plain operation. */
  readonly index: number;
  readonly goroutine: Goroutine;
}

/** What few goroutines ever have. In the goroutine itself it took 16 bytes of each of a million. */
class Extras {
  panicking: PanicRecord | null = null;
  continuation: unknown = null;
  lineage: Lineage | null = null;
}

/**
 * One goroutine: its frames, its state, and what it waits for. It is its own waiter: it waits in one place at a time,
 * except in a select.
 */
export class Goroutine implements Waiter {
  value: unknown;
  next: Waiter | null = null;
  readonly index = -1;
  previous: Waiter | null = null;
  status = RUNNABLE;
  mode = MODE_NEW;
  ok = false;
  /** The frame on top, and those it was called from. */
  body: Body | null = null;
  /** The site of its last operation. */
  at = 0;
  reason = 0;
  object: Waitable | null = null;
  /** Go's number; 1 is main. */
  readonly id: number = 0;
  caller: Frame | null = null;
  fn: GoFunction | null;
  /** The waiters of its select, cached; `caseCount` of them are in use. */
  cases: SelectWaiter[] | null = null;
  caseCount = 0;
  retry: Retry | null = null;
  private extras: Extras | null = null;
  readonly parent: Lineage | null;
  readonly ordinal: number = 0;
  readonly entry: EntryPoint | null;
  /** The list of live goroutines, in the order they were started. */
  before: Goroutine | null = null;
  after: Goroutine | null = null;

  constructor(
    id: number,
    fn: GoFunction | null,
    args: readonly unknown[] | null,
    parent: Lineage | null,
    ordinal: number,
    entry: EntryPoint | null,
  ) {
    this.value = args;
    this.id = id;
    this.fn = fn;
    this.parent = parent;
    this.ordinal = ordinal;
    this.entry = entry;
  }

  get goroutine(): this {
    return this;
  }

  /** The innermost panic in flight. */
  get panicking(): PanicRecord | null {
    return this.extras === null ? null : this.extras.panicking;
  }

  set panicking(record: PanicRecord | null) {
    this.extra().panicking = record;
  }

  /** Set by the promise driver only: how to continue it. */
  get continuation(): unknown {
    return this.extras === null ? null : this.extras.continuation;
  }

  set continuation(continuation: unknown) {
    this.extra().continuation = continuation;
  }

  /** Made when it starts its first goroutine. */
  get lineage(): Lineage | null {
    return this.extras === null ? null : this.extras.lineage;
  }

  set lineage(lineage: Lineage) {
    this.extra().lineage = lineage;
  }

  private extra(): Extras {
    return (this.extras ??= new Extras());
  }

  /** Its name in dumps: the block's, or the function's with its creator's before it. */
  name(): string {
    if (this.entry !== null) return this.entry.name;
    const called = this.fn?.name ?? '';
    // A function that was taken out of the place it was written at has a name of the emitter's.
    const own = called === '' || called.startsWith('$') ? `func${this.ordinal}` : called;
    return this.parent === null ? own : `${this.parent.name}.${own}`;
  }

  path(): string {
    return this.parent === null ? String(this.ordinal) : `${this.parent.path()}.${this.ordinal}`;
  }

  /** The block it belongs to: its own, or its creator's. */
  node(): string | null {
    return this.entry?.node ?? this.parent?.entry?.node ?? null;
  }

  offspring(): Lineage {
    return (this.lineage ??= new Lineage(
      this.parent,
      this.ordinal,
      this.id,
      this.name(),
      this.entry ?? this.parent?.entry ?? null,
    ));
  }
}
