import type { Chan } from './channel.ts';
import type { Awaitable } from './goroutine.ts';
import { RuntimeError } from './panic.ts';
import { WAIT_RECEIVE_NIL, WAIT_SEND_NIL } from './recorder.ts';
import { scheduler } from './active.ts';

/** A nil channel: nothing ever happens on it (NC-1 to NC-5). */
class NilChannel<T> implements Chan<T> {
  readonly len = 0;
  readonly cap = 0;

  send(_value: T): Awaitable<void> {
    return scheduler.park(WAIT_SEND_NIL, null);
  }

  recv(): Awaitable<T> {
    return scheduler.park(WAIT_RECEIVE_NIL, null);
  }

  recv2(): Awaitable<[value: T, ok: boolean]> {
    return scheduler.park(WAIT_RECEIVE_NIL, null);
  }

  /** @throws RuntimeError `close of nil channel` (CL-2) */
  close(): never {
    throw new RuntimeError('close of nil channel');
  }

  /** No sender can close it. */
  closeAfter(): this {
    return this;
  }

  senderGone(): void {}

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return { next: (): never => scheduler.park(WAIT_RECEIVE_NIL, null) };
  }

  toString(): string {
    return '<nil>';
  }
}

const NIL = new NilChannel<never>();

/** The nil channel: there is one, and it equals itself (CH-9). */
export const nil = <T>(): Chan<T> => NIL as unknown as Chan<T>;

export const isNil = (channel: unknown): boolean =>
  channel === NIL || channel === null || channel === undefined;
