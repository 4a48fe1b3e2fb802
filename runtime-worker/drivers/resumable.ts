import {
  Frame,
  MODE_NEW,
  MODE_RETRY,
  MODE_SELECT,
  MODE_THROW,
  PARK,
  RUNNING,
  Steps,
  type Body,
  type GoFunction,
  type Goroutine,
} from '../core/goroutine.ts';
import { HALT } from '../core/panic.ts';
import { activate } from '../core/active.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { Driver } from '../core/setup.ts';
import type { SelectWaiter } from '../core/wait-queue.ts';

/**
 * Runs compiled bodies. An async function is a generator that yields when its goroutine was parked, or steps that
 * return the token then; a call of one is started inline, as a frame on top of its caller's. Resuming touches the
 * frame on top only, however deep the calls.
 */
export class ResumableDriver implements Driver {
  private scheduler: Scheduler | null = null;
  /** A frame to use again. One from the beginning: see `RunQueue` on fields that change late. */
  private spare: Frame | null = new Frame(null, null, 0);

  waits(value: unknown): boolean {
    return value === PARK;
  }

  settle(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Steps) return this.call(value.take());
    if (isGenerator(value)) return this.call(value);
    const then: unknown = (value as { then?: unknown }).then;
    if (typeof then !== 'function') return value;
    return (this.scheduler as Scheduler).parkOutside(value as PromiseLike<unknown>);
  }

  /** Runs a called function as far as it goes: its result, or the token once it has parked. */
  private call(body: Body): unknown {
    const s = this.scheduler as Scheduler;
    const goroutine = s.current;
    const caller = goroutine.body;
    // Outside a body (a deferred call of a plain function) there is no frame to come back to.
    if (caller === null) return this.first(goroutine, body);
    const frame = this.frame(caller, goroutine.caller, s.registers.at);
    goroutine.caller = frame;
    goroutine.body = body;
    let result: unknown;
    try {
      result = resume(body, undefined);
    } catch (thrown) {
      s.traceFrames(goroutine, thrown);
      this.pop(goroutine, frame);
      throw thrown;
    }
    if (result !== PARK) this.pop(goroutine, frame);
    return result;
  }

  private first(goroutine: Goroutine, body: Body): unknown {
    goroutine.body = body;
    const result = resume(body, undefined);
    if (result !== PARK) goroutine.body = null;
    return result;
  }

  private frame(body: Body, caller: Frame | null, at: number): Frame {
    const frame = this.spare;
    if (frame === null) return new Frame(body, caller, at);
    this.spare = null;
    frame.body = body;
    frame.caller = caller;
    frame.at = at;
    return frame;
  }

  private pop(goroutine: Goroutine, frame: Frame): void {
    goroutine.body = frame.body;
    goroutine.caller = frame.caller;
    frame.caller = null;
    this.spare = frame;
  }

  /** Runs up to `slices` slices. */
  run(s: Scheduler, slices: number): 'more' | 'sleeping' | 'outside' | 'ended' {
    activate(s);
    this.scheduler = s;
    s.token = PARK as never;
    s.setInRun(true);
    const result = this.loop(s, slices);
    s.setInRun(false);
    s.current = s.nobody;
    return result;
  }

  private loop(s: Scheduler, slices: number): 'more' | 'sleeping' | 'outside' | 'ended' {
    const { control } = s;
    for (let left = slices; left > 0; left--) {
      if (s.outcome !== null) return 'ended';
      // A plain read: it is repeated so often that nothing is missed for long.
      const word = control[0] as number;
      if (word !== 0) {
        if (word === 1) return 'more';
        s.end({ end: 'stopped' });
        return 'ended';
      }
      const goroutine = s.pick();
      if (goroutine !== null) this.slice(s, goroutine);
      else {
        const rest = s.rest();
        if (rest !== 'more') return rest;
      }
    }
    return s.outcome === null ? 'more' : 'ended';
  }

  private slice(s: Scheduler, goroutine: Goroutine): void {
    const { registers } = s;
    s.current = goroutine;
    goroutine.status = RUNNING;
    // Compared: a boolean known to be one needs no write barrier.
    registers.ok = goroutine.ok === true;
    registers.at = goroutine.at;
    s.begin(goroutine);
    try {
      if (goroutine.mode === 0) {
        const value = goroutine.value;
        goroutine.value = undefined;
        const result = resume(goroutine.body as Body, value);
        if (result !== PARK) this.returned(s, goroutine, result);
      } else this.enter(s, goroutine);
      if (goroutine.status === RUNNING) this.strayed();
    } catch (thrown) {
      this.threw(s, goroutine, thrown);
    }
  }

  /** A body may yield only after an operation that parked it. */
  private strayed(): never {
    throw new Error('a body yielded without waiting for anything');
  }

  /** Everything that is not simply going on with a result. */
  private enter(s: Scheduler, goroutine: Goroutine): void {
    const { mode } = goroutine;
    goroutine.mode = 0;
    let { value } = goroutine;
    goroutine.value = undefined;
    if ((mode & MODE_NEW) !== 0) {
      this.begin(s, goroutine, value as readonly unknown[] | null);
      return;
    }
    if ((mode & MODE_SELECT) !== 0) value = s.takeFired(value as SelectWaiter);
    if ((mode & MODE_THROW) !== 0) {
      goroutine.retry = null;
      this.raise(s, goroutine, value);
      return;
    }
    if ((mode & MODE_RETRY) !== 0) {
      const retry = goroutine.retry;
      goroutine.retry = null;
      if (retry !== null) {
        goroutine.value = value;
        try {
          value = retry.retry(goroutine);
        } catch (thrown) {
          if (thrown === HALT) throw thrown;
          this.raise(s, goroutine, thrown);
          return;
        }
        if (value === PARK) return;
        goroutine.value = undefined;
      }
    }
    this.proceed(s, goroutine, value);
  }

  /** Calls the goroutine's function, and runs what it made as far as it goes. */
  private begin(s: Scheduler, goroutine: Goroutine, args: readonly unknown[] | null): void {
    const started = this.settle(callWith(goroutine.fn, args));
    if (started === PARK) return;
    if (goroutine.status !== RUNNING) throw s.misused(goroutine);
    s.finish(goroutine, 0);
  }

  private proceed(s: Scheduler, goroutine: Goroutine, value: unknown): void {
    const { body } = goroutine;
    if (body === null) {
      s.finish(goroutine, 0);
      return;
    }
    const result = resume(body, value);
    if (result !== PARK) this.returned(s, goroutine, result);
  }

  private raise(s: Scheduler, goroutine: Goroutine, thrown: unknown): void {
    const { body } = goroutine;
    // Steps catch nothing.
    if (body === null || typeof body === 'function') throw thrown;
    const step = body.throw(thrown);
    if (step.done === true) this.returned(s, goroutine, step.value);
  }

  /** The frame on top has returned: its caller goes on with the result. */
  private returned(s: Scheduler, goroutine: Goroutine, result: unknown): void {
    let value = result;
    for (;;) {
      if (goroutine.status !== RUNNING) throw s.misused(goroutine);
      const frame = goroutine.caller;
      if (frame === null) break;
      this.pop(goroutine, frame);
      s.registers.at = frame.at;
      value = resume(goroutine.body as Body, value);
      if (value === PARK) return;
    }
    if (s.outcome === null) s.finish(goroutine, 0);
  }

  /** The frame on top has thrown: its caller may catch. */
  private threw(s: Scheduler, goroutine: Goroutine, exception: unknown): void {
    let thrown = exception;
    while (s.outcome === null && goroutine.caller !== null) {
      s.traceFrames(goroutine, thrown);
      this.pop(goroutine, goroutine.caller);
      const body = goroutine.body as Body;
      if (typeof body === 'function') continue;
      try {
        const step = body.throw(thrown);
        if (step.done === true) this.returned(s, goroutine, step.value);
        return;
      } catch (next) {
        thrown = next;
      }
    }
    s.crash(goroutine, thrown);
  }
}

type Made = Generator<unknown, unknown, unknown>;

/** What every generator is an instance of. A plain function: a class would not let its prototype be another's. */
const AnyGenerator = function () {} as unknown as { new (): Made; prototype: Made };
AnyGenerator.prototype = (Object.getPrototypeOf(function* () {}) as { readonly prototype: Made }).prototype;

/** Goes on with a body: its result, or the token once it has parked. */
function resume(body: Body, value: unknown): unknown {
  if (typeof body === 'function') return body(value);
  const step = body.next(value);
  return step.done === true ? step.value : PARK;
}

const isGenerator = (value: object): value is Made => value instanceof AnyGenerator;

function callWith(func: GoFunction | null, args: readonly unknown[] | null): unknown {
  const fn = func as (...args: unknown[]) => unknown;
  if (args === null) return fn();
  switch (args.length) {
    case 0:
      return fn();
    case 1:
      return fn(args[0]);
    case 2:
      return fn(args[0], args[1]);
    case 3:
      return fn(args[0], args[1], args[2]);
    default:
      return fn(...args);
  }
}
