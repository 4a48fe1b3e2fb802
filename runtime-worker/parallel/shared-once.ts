import type { Awaitable, Waitable } from '../core/goroutine.ts';
import { RuntimeError } from '../core/panic.ts';
import type { Layout } from './memory.ts';
import { reserveMutex, SharedMutex } from './shared-mutex.ts';
import type { ObjectPlan, Station } from './station.ts';

/** A mutex, and behind it whether it is done. */
export interface OncePlan extends ObjectPlan {
  readonly done: number;
}

export const reserveOnce = (layout: Layout): Pick<OncePlan, 'at' | 'done'> => ({
  at: reserveMutex(layout),
  done: layout.reserve(1),
});

/** sync.Once for goroutines of several workers: the function runs on the worker of the first who calls (ON-1). */
export class SharedOnce implements Waitable {
  readonly id: number;
  readonly name: string;
  readonly #done: number;
  readonly #station: Station;
  readonly #mutex: SharedMutex;

  constructor(station: Station, plan: OncePlan) {
    this.id = plan.id;
    this.name = plan.name;
    this.#done = plan.done;
    this.#station = station;
    this.#mutex = new SharedMutex(station, plan);
  }

  /**
   * Returns when `f` has returned, in whichever call (ON-2). Counts as done when `f` panics or exits (ON-3, ON-5);
   * called from within `f` it deadlocks (ON-4).
   */
  do(f: () => unknown): Awaitable<void> {
    if (this.#finished) return undefined;
    return this.#station.scheduler.driver.settle(this.#run(f)) as Awaitable<void>;
  }

  get #finished(): boolean {
    return Atomics.load(this.#station.words, this.#done) === 1;
  }

  *#run(f: () => unknown): Generator<unknown, void, unknown> {
    const { scheduler, words } = this.#station;
    const { driver } = scheduler;
    const held = this.#mutex.lock();
    if (driver.waits(held)) yield held;
    try {
      if (this.#finished) return;
      if (typeof f !== 'function')
        throw new RuntimeError('runtime error: invalid memory address or nil pointer dereference');
      const step = driver.settle(f());
      if (driver.waits(step)) yield step;
    } finally {
      if (scheduler.outcome === null) {
        Atomics.store(words, this.#done, 1);
        this.#mutex.unlock();
      }
    }
  }
}
