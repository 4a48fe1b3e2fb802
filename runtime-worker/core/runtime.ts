import { guardCatch, runWithDefers, type Defer } from './defer.ts';
import { Steps, type Step } from './goroutine.ts';
import { RuntimeError } from './panic.ts';
import { ASKED, scheduler, watch } from './active.ts';
import { Select } from './select.ts';

/** `$rt`: what compiled code calls besides the names a person writes. */
export class Runtime extends Select {
  /** The loop budget is used up. True when the body must yield. */
  tick(): boolean {
    return scheduler.tick();
  }

  /** The loop budget of a function that cannot wait is used up. */
  poll(): void {
    scheduler.poll();
  }

  /** The value of `await value`, or `PARK`. */
  await(value: unknown): unknown {
    return scheduler.driver.settle(value);
  }

  /** Asked before a visible access that cannot wait: true when the body must yield first. */
  preempt(): boolean {
    return (watch.on & ASKED) !== 0 && scheduler.interruptsAccess();
  }

  /** The text of an input. @throws RuntimeError when the run was given none of this name */
  input(name: string): string {
    const text = scheduler.inputs[name];
    if (text === undefined) throw new RuntimeError(`no input named ${name}`);
    return text;
  }

  /** What a call of a function without `catch` and `finally` makes. */
  steps(step: Step): Steps {
    return new Steps(step);
  }

  withDefers(body: (defer: Defer) => unknown): Generator<unknown, unknown, unknown> {
    return runWithDefers(body);
  }

  guard(thrown: unknown): void {
    guardCatch(thrown);
  }

  /** False once the program is over: then no `finally` may run. */
  alive(): boolean {
    return scheduler.outcome === null;
  }
}

/** One for all machines: what a machine keeps in it is saved when a goroutine parks. */
export const runtime = new Runtime();
