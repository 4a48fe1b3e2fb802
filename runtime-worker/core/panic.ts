import type { PanicLine } from '../../shared/ir/outcome.ts';
import { errorText, formatPanic } from './values.ts';

/**
 * Go panics in JavaScript: a panic is an exception. `panic(v)` throws `v` itself where it is an error, and a `Panic`
 * around it otherwise. Two exceptions are no panics: they unwind a goroutine that is to end, and no `catch` of a
 * body may keep them.
 */

/** A panic of Go's runtime (`send on closed channel`); its text has no prefix (CH-18). */
export class RuntimeError extends Error {
  /** @internal Made while another goroutine ran than the one it is thrown in: its stack tells nothing of that one. */
  elsewhere = false;

  constructor(message: string) {
    super(message);
    this.name = 'RuntimeError';
  }
}

/** `panic(v)` of a value that is no error. */
export class Panic extends Error {
  readonly value: unknown;

  constructor(value: unknown) {
    super(wordsFor(value));
    this.name = 'panic';
    this.value = value;
  }
}

/** A value whose own text method throws is found out when it is printed, not here (PN-20). */
function wordsFor(value: unknown): string {
  try {
    return formatPanic(value);
  } catch {
    return '';
  }
}

/** What `recover()` gives for `panic(null)` (PN-8). */
export class PanicNilError extends RuntimeError {
  constructor() {
    super('panic called with nil argument');
    this.name = 'PanicNilError';
  }
}

/** An error value: printed by its text. */
export class GoError extends Error {
  constructor(text: string, cause?: unknown) {
    super(text, cause === undefined ? undefined : { cause });
    this.name = 'error';
  }
}

/** Ends a goroutine: thrown by `goexit` (GO-6), and at the end of the program. */
export class Unwind {
  readonly why: 'goexit' | 'halt';

  constructor(why: 'goexit' | 'halt') {
    this.why = why;
  }
}

export const GOEXIT = new Unwind('goexit');
/** The program is over; nothing of it may run any more, neither `finally` nor deferred calls. */
export const HALT = new Unwind('halt');

/**
 * Stops the ordinary course of the goroutine with `value` (PN-3).
 * @throws always
 */
export function panic(value: unknown): never {
  if (value === null || value === undefined) throw new PanicNilError();
  throw value instanceof Error ? value : new Panic(value);
}

/** The value of a thrown exception, as `recover` gives it. */
export const panicValue = (thrown: unknown): unknown => (thrown instanceof Panic ? thrown.value : thrown);

/** An error value with this text; compared by identity, as `errors.New` makes them. */
export const error = (text: string): Error => new GoError(text);

/** `text: cause`, as `fmt.Errorf("text: %w", cause)`. */
export const wrap = (text: string, cause: Error): Error => new GoError(`${text}: ${errorText(cause)}`, cause);

/** True when `err` or an error it wraps is `target`. */
export function errorIs(err: unknown, target: unknown): boolean {
  for (let at = err; at !== undefined && at !== null; at = at instanceof Error ? at.cause : null) {
    if (at === target) return true;
  }
  return false;
}

/** One panic in flight. A goroutine's records form a chain, newest first. */
export class PanicRecord {
  readonly thrown: unknown;
  readonly previous: PanicRecord | null;
  recovered = false;
  /** False while a deferred call of its frame runs; true while the exception itself is on its way up. */
  rising = true;

  constructor(thrown: unknown, previous: PanicRecord | null) {
    this.thrown = thrown;
    this.previous = previous;
  }
}

export const isStackOverflow = (thrown: unknown): boolean =>
  thrown instanceof RangeError && thrown.message === 'Maximum call stack size exceeded';

/** An `Error()` or `String()` that panics while its panic is printed (PN-20). */
export class UnprintablePanic extends Error {}

/**
 * The lines of an uncaught chain, oldest first (PN-9). A value panicked again prints once, as repanicked.
 * @throws UnprintablePanic when a value's own text method throws (PN-20)
 */
export function panicLines(newest: PanicRecord): PanicLine[] {
  const records: PanicRecord[] = [];
  for (let record: PanicRecord | null = newest; record !== null; record = record.previous)
    records.unshift(record);
  const same = (at: number): boolean => {
    const [one, other] = [records[at], records[at + 1]];
    return one !== undefined && other !== undefined && panicValue(one.thrown) === panicValue(other.thrown);
  };
  return records
    .map((record, at) => ({ ...panicLine(record), repanicked: same(at) }))
    .filter((_, at) => at === 0 || !same(at - 1));
}

function panicLine(record: PanicRecord): PanicLine {
  const { thrown, recovered } = record;
  if (thrown === GOEXIT) return { text: '', kind: 'goexit', recovered, repanicked: false };
  const value = panicValue(thrown);
  return { text: panicText(value), kind: kindOf(value), recovered, repanicked: false };
}

function panicText(value: unknown): string {
  try {
    return formatPanic(value);
  } catch (failure) {
    throw new UnprintablePanic(String(formatPanicSafely(panicValue(failure))));
  }
}

function formatPanicSafely(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Error ? value.message : `type ${typeof value}`;
}

function kindOf(value: unknown): PanicLine['kind'] {
  if (value instanceof RuntimeError) return 'runtime';
  return value instanceof Error ? 'error' : 'value';
}
