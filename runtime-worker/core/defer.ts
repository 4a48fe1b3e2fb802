import type { Awaitable, Goroutine } from './goroutine.ts';
import { GOEXIT, HALT, isStackOverflow, PanicRecord, panicValue, RuntimeError } from './panic.ts';
import { scheduler } from './active.ts';

/** Registers a call for the end of the function it stands in; `f` and `args` are evaluated here (PN-1). */
export type Defer = <A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A) => void;

/** What a deferred call stops a panic with: valid while that very call runs (PN-5, PN-7). */
export type Recover = () => unknown;

/** `recover` outside a deferred call: there is nothing to recover (PN-7). */
export const noRecover: Recover = () => null;

/** Deferred as they are, these take no `recover` behind their arguments: they would take it for an argument. */
const plainCalls = new WeakSet<object>();

export function takesNoRecover<F extends object>(f: F): F {
  plainCalls.add(f);
  return f;
}

interface DeferredCall {
  readonly f: unknown;
  readonly args: readonly unknown[];
}

/**
 * Runs `body` and then what it deferred, last first, however it ended (PN-1, PN-11). A panic that a deferred call
 * recovered ends here, and the function returns undefined (PN-6).
 */
export function* runWithDefers(body: (defer: Defer) => unknown): Generator<unknown, unknown, unknown> {
  const s = scheduler;
  const goroutine = s.current;
  const { driver } = s;
  /** Panics whose deferred calls were running when this function was called. */
  const outer = goroutine.panicking;
  const calls: DeferredCall[] = [];
  let record: PanicRecord | null = null;
  let result: unknown;
  try {
    const step = driver.settle(body((f, ...args) => void calls.push({ f, args })));
    result = driver.waits(step) ? yield step : step;
  } catch (thrown) {
    record = raise(goroutine, thrown);
    result = undefined;
  }
  for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
    const recovery = new Recovery(record);
    if (record !== null) record.rising = false;
    try {
      const step = driver.settle(invoke(call, recovery));
      if (driver.waits(step)) yield step;
    } catch (thrown) {
      record = raise(goroutine, thrown);
    }
    recovery.over = true;
    if (record !== null && record.recovered) {
      record = goexitSince(record, outer);
      goroutine.panicking = record ?? outer;
    }
  }
  if (record === null) return result;
  record.rising = true;
  throw record.thrown;
}

/** `runWithDefers` for exported programs: `return withDefers(async (defer) => { … })`. */
export const withDefers = <T>(body: (defer: Defer) => Awaitable<T>): Awaitable<T> =>
  scheduler.driver.settle(runWithDefers(body)) as Awaitable<T>;

function invoke(call: DeferredCall, recovery: Recovery): unknown {
  const { f, args } = call;
  // Found out only when it would run (PN-13).
  if (typeof f !== 'function')
    throw new RuntimeError('runtime error: invalid memory address or nil pointer dereference');
  const callee = f as (...args: unknown[]) => unknown;
  return plainCalls.has(callee) ? callee(...args) : callee(...args, recovery.recover);
}

class Recovery {
  private readonly record: PanicRecord | null;
  over = false;

  constructor(record: PanicRecord | null) {
    this.record = record;
  }

  readonly recover: Recover = () => {
    const { record } = this;
    if (this.over || record === null || record.recovered || record.thrown === GOEXIT) return null;
    record.recovered = true;
    return panicValue(record.thrown);
  };
}

/** The record of an exception that has come up to a function with deferred calls. */
function raise(goroutine: Goroutine, thrown: unknown): PanicRecord {
  if (thrown === HALT || scheduler.outcome !== null) throw HALT;
  if (isStackOverflow(thrown)) scheduler.fatal('stack overflow');
  const newest = goroutine.panicking;
  if (newest !== null && newest.rising && newest.thrown === thrown) return newest;
  const record = new PanicRecord(thrown, inProgress(newest));
  goroutine.panicking = record;
  return record;
}

/** A rising panic that is not the one at hand was caught on its way: only those whose deferred calls run remain. */
function inProgress(newest: PanicRecord | null): PanicRecord | null {
  let record = newest;
  while (record !== null && record.rising) record = record.previous;
  return record;
}

/** A Goexit goes on although a panic raised by one of its deferred calls was recovered (GO-8). */
function goexitSince(recovered: PanicRecord, outer: PanicRecord | null): PanicRecord | null {
  for (let record = recovered.previous; record !== null && record !== outer; record = record.previous) {
    if (record.thrown === GOEXIT) return record;
  }
  return null;
}

/**
 * First thing in every `catch` of a body: what ends a goroutine or the program is no exception to be caught.
 * @throws what was caught, when a body may not keep it
 */
export function guardCatch(thrown: unknown): void {
  if (thrown === HALT || thrown === GOEXIT) throw thrown;
  if (scheduler.outcome !== null) throw HALT;
  if (isStackOverflow(thrown)) scheduler.fatal('stack overflow');
  const goroutine = scheduler.current;
  const newest = goroutine.panicking;
  if (newest !== null && newest.rising) goroutine.panicking = inProgress(newest);
}
