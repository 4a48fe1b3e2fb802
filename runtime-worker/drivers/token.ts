import { RUNNING, type Goroutine } from '../core/goroutine.ts';
import type { Driver } from '../core/setup.ts';

/** What an operation that waits returns: awaited where it stands. One per goroutine, used again and again. */
export class Token implements PromiseLike<never> {
  private readonly awaited: (goroutine: Goroutine) => void;
  private readonly goroutine: Goroutine;
  private fulfil: ((value: never) => unknown) | null = null;
  private refuse: ((reason: unknown) => unknown) | null = null;

  constructor(goroutine: Goroutine, awaited: (goroutine: Goroutine) => void) {
    this.awaited = awaited;
    this.goroutine = goroutine;
  }

  then<A = never, B = never>(
    fulfil?: ((value: never) => A | PromiseLike<A>) | null,
    refuse?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    // Awaited a second time: there is no operation any more that would end it.
    if (this.goroutine.status === RUNNING) refuse?.(new Error('an operation was awaited twice'));
    else {
      this.fulfil = fulfil ?? null;
      this.refuse = refuse ?? null;
      this.awaited(this.goroutine);
    }
    return this as unknown as PromiseLike<A | B>;
  }

  resolve(value: unknown): void {
    const { fulfil } = this;
    this.fulfil = this.refuse = null;
    fulfil?.(value as never);
  }

  reject(reason: unknown): void {
    const { refuse } = this;
    this.fulfil = this.refuse = null;
    refuse?.(reason);
  }
}

/** Continues async functions by promises, and the runtime's own generators along with them. */
export class PromiseDriver implements Driver {
  waits(value: unknown): boolean {
    return (
      typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
    );
  }

  settle(value: unknown): unknown {
    if (!isGenerator(value)) return value;
    const step = value.next();
    return step.done === true ? step.value : follow(value, step.value);
  }
}

/** What the runtime's own functions return that may wait. */
type Task = Generator<unknown, unknown, unknown>;

const isGenerator = (value: unknown): value is Task =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { next?: unknown }).next === 'function' &&
  typeof (value as { throw?: unknown }).throw === 'function';

async function follow(body: Task, first: unknown): Promise<unknown> {
  let step: IteratorResult<unknown, unknown> = { done: false, value: first };
  while (step.done !== true) {
    let value: unknown;
    let failure: { readonly thrown: unknown } | null = null;
    try {
      // Tokens and promises are what a generator of the runtime yields.
      value = await (step.value as PromiseLike<unknown>);
    } catch (thrown) {
      failure = { thrown };
    }
    step = failure === null ? body.next(value) : body.throw(failure.thrown);
  }
  return step.value;
}
