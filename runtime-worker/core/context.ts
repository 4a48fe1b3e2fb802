import { Channel, type RecvChan } from './channel.ts';
import { Lineage, type GoFunction } from './goroutine.ts';
import { nil } from './nil-channel.ts';
import { GoError, panic } from './panic.ts';
import { TRACE } from './recorder.ts';
import { scheduler } from './active.ts';
import { recv, select } from './select.ts';
import { dueIn, now } from './time.ts';
import { TimerEntry } from './timers.ts';

/** Cancellation, deadlines and values for a tree of work. */
export interface Context {
  /** Closed when the work is to stop; nil when that can never be (CX-1, CX-14). */
  done(): RecvChan<undefined>;
  /** Null until `done` is closed; then it never changes (CX-2). */
  err(): Error | null;
  /** Milliseconds since the run began; null without one. */
  deadline(): number | null;
  /** The nearest ancestor's value for `key` (CX-12); null when there is none (CX-15). */
  value(key: unknown): unknown;
}

export type CancelFunction = () => void;
export type CancelCauseFunction = (cause: Error | null) => void;

/** After a cancel (CX-3). */
export const canceled: Error = new GoError('context canceled');

class DeadlineExceededError extends GoError {
  timeout(): boolean {
    return true;
  }

  temporary(): boolean {
    return true;
  }
}

/** After the deadline (CX-4). */
export const deadlineExceeded: Error & { timeout(): boolean; temporary(): boolean } =
  new DeadlineExceededError('context deadline exceeded');

class EmptyContext implements Context {
  private readonly words: string;

  constructor(words: string) {
    this.words = words;
  }

  done(): RecvChan<undefined> {
    return nil();
  }

  err(): null {
    return null;
  }

  deadline(): null {
    return null;
  }

  value(_key: unknown): unknown {
    return null;
  }

  toString(): string {
    return this.words;
  }
}

const BACKGROUND = new EmptyContext('context.Background');
const TODO = new EmptyContext('context.TODO');

export const background = (): Context => BACKGROUND;
export const todo = (): Context => TODO;

/** What is told when a context is cancelled. */
interface Dependent {
  cancel(error: Error, cause: Error): void;
}

/** A context that can be cancelled; with a deadline, by its timer too. */
export class CancelContext implements Context, Dependent {
  id = scheduler.nextObject();
  private ownName = '';
  readonly parent: Context;
  private readonly channel = new Channel<undefined>(0, undefined);
  private readonly dependents = new Set<Dependent>();
  private error: Error | null = null;
  private reason: Error | null = null;
  private leave: (() => void) | null = null;
  private timer: TimerEntry | null = null;
  private until: number | null = null;

  /** `until`: milliseconds on the run's clock, with the cause of passing it; null for none. */
  constructor(parent: Context, until: number | null = null, lateCause: Error | null = null) {
    this.parent = parent;
    this.until = until;
    this.leave = dependOn(parent, this);
    if (until === null || this.error !== null) return;
    const late = (): void => this.cancel(deadlineExceeded, lateCause ?? deadlineExceeded);
    // In the past already: expired at once (CX-9, CX-16).
    if (until <= now()) {
      late();
      return;
    }
    this.timer = new TimerEntry(late);
    scheduler.timers.arm(this.timer, dueIn(until - now()));
  }

  get name(): string {
    return this.ownName;
  }

  set name(name: string) {
    this.ownName = name;
    this.channel.name = `${name}.done`;
  }

  done(): RecvChan<undefined> {
    return this.channel;
  }

  err(): Error | null {
    return this.error;
  }

  deadline(): number | null {
    return this.until ?? this.parent.deadline();
  }

  value(key: unknown): unknown {
    return this.parent.value(key);
  }

  /** Closes `done` of the whole subtree before it returns (CX-6). The first cancel stands (CX-5, CX-19). */
  cancel(error: Error, cause: Error): void {
    if (this.error !== null) return;
    const s = scheduler;
    this.error = error;
    this.reason = cause;
    if (s.recorder !== null) s.recorder.record(TRACE.cancel, s.current.id, this.id, 0, 0);
    this.channel.close();
    const dependents = [...this.dependents];
    this.dependents.clear();
    for (const dependent of dependents) dependent.cancel(error, cause);
    this.leave?.();
    this.leave = null;
    if (this.timer !== null) s.timers.disarm(this.timer);
  }

  /** @internal */
  cause(): Error | null {
    return this.reason;
  }

  /** @internal Returns how to take it off again. */
  add(dependent: Dependent): () => void {
    this.dependents.add(dependent);
    return () => void this.dependents.delete(dependent);
  }

  toString(): string {
    if (this.until === null) return `${String(this.parent)}.WithCancel`;
    const left = this.until - now();
    return `${String(this.parent)}.WithDeadline(${this.until}ms [${left}ms])`;
  }
}

class ValueContext implements Context {
  readonly parent: Context;
  private readonly key: unknown;
  private readonly held: unknown;

  constructor(parent: Context, key: unknown, held: unknown) {
    this.parent = parent;
    this.key = key;
    this.held = held;
  }

  done(): RecvChan<undefined> {
    return this.parent.done();
  }

  err(): Error | null {
    return this.parent.err();
  }

  deadline(): number | null {
    return this.parent.deadline();
  }

  value(key: unknown): unknown {
    return key === this.key ? this.held : this.parent.value(key);
  }

  toString(): string {
    return `${String(this.parent)}.WithValue(${word(this.key)}, ${word(this.held)})`;
  }
}

/** Keys and values as Go's contexts name them: strings as they are, other values by their type (CX-20). */
function word(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? `main.${value.constructor.name}` : typeof value;
}

class UncancelledContext implements Context {
  readonly parent: Context;

  constructor(parent: Context) {
    this.parent = parent;
  }

  done(): RecvChan<undefined> {
    return nil();
  }

  err(): null {
    return null;
  }

  deadline(): null {
    return null;
  }

  value(key: unknown): unknown {
    return this.parent.value(key);
  }

  toString(): string {
    return `${String(this.parent)}.WithoutCancel`;
  }
}

/** A child that `cancel` ends, with everything below it. @throws Panic for no parent (CX-13) */
export function withCancel(parent: Context): [ctx: Context, cancel: CancelFunction] {
  const ctx = new CancelContext(checked(parent));
  return [ctx, () => ctx.cancel(canceled, canceled)];
}

/** The same; `cancel(cause)` says why (CX-19). */
export function withCancelCause(parent: Context): [ctx: Context, cancel: CancelCauseFunction] {
  const ctx = new CancelContext(checked(parent));
  return [ctx, (why) => ctx.cancel(canceled, why ?? canceled)];
}

/** Ends by itself at `at`, in milliseconds since the run began, and never after its parent (CX-8). */
export function withDeadline(parent: Context, at: number): [ctx: Context, cancel: CancelFunction] {
  return withDeadlineCause(parent, at, null);
}

export const withTimeout = (parent: Context, milliseconds: number): [ctx: Context, cancel: CancelFunction] =>
  withDeadlineCause(parent, now() + milliseconds, null);

/** The cause holds only if the timer fires; `cancel` does not set it (CX-21). */
export function withDeadlineCause(
  parent: Context,
  at: number,
  late: Error | null,
): [ctx: Context, cancel: CancelFunction] {
  const above = checked(parent).deadline();
  const ctx = above !== null && above < at ? new CancelContext(parent) : new CancelContext(parent, at, late);
  return [ctx, () => ctx.cancel(canceled, canceled)];
}

export const withTimeoutCause = (
  parent: Context,
  milliseconds: number,
  late: Error | null,
): [ctx: Context, cancel: CancelFunction] => withDeadlineCause(parent, now() + milliseconds, late);

/** @throws Panic for no parent, no key, or a key that does not compare (CX-13) */
export function withValue(parent: Context, key: unknown, value: unknown): Context {
  checked(parent);
  if (key === null || key === undefined) panic('nil key');
  if (Array.isArray(key) || key instanceof Map || typeof key === 'function') panic('key is not comparable');
  return new ValueContext(parent, key, value);
}

/** Keeps the values, drops the cancellation (CX-21). */
export const withoutCancel = (parent: Context): Context => new UncancelledContext(checked(parent));

/** Why it was cancelled; its error when nothing was said, null while it lives (CX-19). */
export function cause(ctx: Context): Error | null {
  const source = cancelSource(ctx);
  return source instanceof CancelContext ? source.cause() : ctx.err();
}

/** Runs `f` in its own goroutine once `ctx` is done. `stop` is true if it prevented that (CX-21). */
export function afterFunc(ctx: Context, f: () => unknown): () => boolean {
  const s = scheduler;
  const parent = s.current.offspring();
  const lineage = new Lineage(parent, ++parent.children, parent.id, parent.name, parent.entry);
  let begun = false;
  let leave: (() => void) | null = null;
  const dependent: Dependent = {
    cancel: () => {
      if (begun) return;
      begun = true;
      s.start(f as GoFunction, null, lineage, ++lineage.children, null);
    },
  };
  leave = dependOn(ctx, dependent);
  return () => {
    if (begun) return false;
    begun = true;
    leave?.();
    return true;
  };
}

/** Calls `stop` when `ctx` is done, at once when it is already; returns how to take it off again. */
export function onDone(ctx: Context, stop: () => void): (() => void) | null {
  return dependOn(ctx, { cancel: stop });
}

function checked(parent: Context): Context {
  if (parent === null || parent === undefined) panic('cannot create context from nil parent');
  return parent;
}

/** The nearest context above that can be cancelled; null when nothing above can. */
function cancelSource(ctx: Context): Context | null {
  let at = ctx;
  while (at instanceof ValueContext) at = at.parent;
  return at instanceof EmptyContext || at instanceof UncancelledContext ? null : at;
}

/** A context born under a cancelled parent is cancelled (CX-7). Returns how to stop depending; null for no need. */
function dependOn(parent: Context, dependent: Dependent): (() => void) | null {
  const source = cancelSource(parent);
  if (source === null) return null;
  const error = source.err();
  if (error !== null) {
    dependent.cancel(error, cause(source) ?? error);
    return null;
  }
  if (source instanceof CancelContext) return source.add(dependent);
  return watch(source, dependent);
}

/** A context of another make is watched by a goroutine of its own (CX-18). */
function watch(source: Context, dependent: Dependent): () => void {
  const gone = new Channel<undefined>(0, undefined);
  scheduler.spawn(watchContext as unknown as GoFunction, [source, dependent, gone]);
  return () => {
    if (!gone.closed) gone.close();
  };
}

function* watchContext(
  source: Context,
  dependent: Dependent,
  gone: Channel<undefined>,
): Generator<unknown, void, unknown> {
  const { driver } = scheduler;
  const step = select({ done: recv(source.done()), gone: recv(gone) });
  const got = (driver.waits(step) ? yield step : step) as { readonly case: string };
  const error = source.err();
  if (got.case === 'done' && error !== null) dependent.cancel(error, error);
}
