import type { Awaitable } from '../goroutine.ts';
import { GOEXIT, HALT, RuntimeError } from '../panic.ts';
import { scheduler } from '../active.ts';
import { Mutex } from './mutex.ts';

/** sync.Once: `do` runs its function once, whichever function that is (ON-1, ON-6). */
export class Once {
  private finished = false;
  private readonly mutex = new Mutex();

  get id(): number {
    return this.mutex.id;
  }

  set id(id: number) {
    this.mutex.id = id;
  }

  get name(): string {
    return this.mutex.name;
  }

  set name(name: string) {
    this.mutex.name = name;
  }

  /**
   * Returns when `f` has returned, in whichever call (ON-2). Counts as done when `f` panics or exits (ON-3, ON-5);
   * called from within `f` it deadlocks (ON-4).
   */
  do(f: () => unknown): Awaitable<void> {
    if (this.finished) return undefined;
    return scheduler.driver.settle(this.run(f)) as Awaitable<void>;
  }

  private *run(f: () => unknown): Generator<unknown, void, unknown> {
    const { driver } = scheduler;
    const lock = this.mutex.lock();
    if (driver.waits(lock)) yield lock;
    try {
      if (this.finished) return;
      if (typeof f !== 'function')
        throw new RuntimeError('runtime error: invalid memory address or nil pointer dereference');
      const step = driver.settle(f());
      if (driver.waits(step)) yield step;
    } finally {
      if (scheduler.outcome === null) {
        this.finished = true;
        this.mutex.unlock();
      }
    }
  }
}

/** A function that runs `f` on its first call only; if that panicked, every call panics again with its value (ON-8). */
export function onceFunc(f: () => unknown): () => Awaitable<void> {
  const value = onceValue(f);
  return () => value() as Awaitable<void>;
}

/** The same, returning what `f` returned. */
export function onceValue<T>(f: () => Awaitable<T>): () => Awaitable<T> {
  const once = new Once();
  let result: { readonly value: T } | { readonly thrown: unknown } | null = null;
  function* first(): Generator<unknown, void, unknown> {
    const { driver } = scheduler;
    try {
      const step = driver.settle(f());
      result = { value: (driver.waits(step) ? yield step : step) as T };
    } catch (thrown) {
      if (thrown !== HALT && thrown !== GOEXIT) result = { thrown };
      throw thrown;
    }
  }
  function* call(): Generator<unknown, T, unknown> {
    const { driver } = scheduler;
    const step = once.do(first);
    if (driver.waits(step)) yield step;
    if (result !== null && 'thrown' in result) throw (result as { readonly thrown: unknown }).thrown;
    return (result as { readonly value: T } | null)?.value as T;
  }
  return () => scheduler.driver.settle(call()) as Awaitable<T>;
}
