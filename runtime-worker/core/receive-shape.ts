import type { Goroutine, Retry } from './goroutine.ts';
import { scheduler } from './active.ts';

/**
 * A parked receive, and what is made of its result as its caller wants it: with `ok` beside it, or as a step of an
 * iteration.
 */
class ReceiveShape implements Retry {
  private readonly shape: (value: unknown, ok: boolean) => unknown;
  readonly inner: Retry | null;

  constructor(shape: (value: unknown, ok: boolean) => unknown, inner: Retry | null) {
    this.shape = shape;
    this.inner = inner;
  }

  retry(goroutine: Goroutine): unknown {
    if (this.inner === null) return this.shape(goroutine.value, goroutine.ok);
    const s = scheduler;
    const value = this.inner.retry(goroutine);
    if (value === s.token) return afterReceive(value, this.shape);
    return this.shape(value, s.registers.ok);
  }
}

/** A parked receive gives its result in another shape. Returns the token. */
export function afterReceive(token: unknown, shape: (value: unknown, ok: boolean) => unknown): never {
  const s = scheduler;
  // The receive itself may have been put off; its shape comes after it.
  s.retryWith(new ReceiveShape(shape, s.current.retry));
  return token as never;
}

/** `recv2`. */
export const RECEIVE_PAIR = (value: unknown, ok: boolean): unknown => [value, ok];

/** The next turn of a `for await`. */
export const iteration = (value: unknown, ok: boolean): IteratorResult<unknown, undefined> =>
  ok ? { value, done: false } : { value: undefined, done: true };
