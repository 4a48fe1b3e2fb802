import { POINT } from './chooser.ts';
import { Channel, type RecvChan, type SendChan } from './channel.ts';
import type { Awaitable, Goroutine, Retry } from './goroutine.ts';
import { isNil } from './nil-channel.ts';
import { RuntimeError } from './panic.ts';
import { TRACE, WAIT_RECEIVE_NIL, WAIT_SELECT, WAIT_SELECT_NO_CASES, WAIT_SEND_NIL } from './recorder.ts';
import { ASKED, scheduler, watch } from './active.ts';
import { Registers } from './setup.ts';
import { SelectWaiter } from './wait-queue.ts';

/**
 * Select. All operands have been evaluated once, in source order (SE-1); the cases are put down one by one, then
 * judged at one moment (SE-6). Putting them down allocates nothing.
 */
export class Select extends Registers {
  private count = 0;
  private readonly channels: unknown[] = [];
  private readonly values: unknown[] = [];
  private readonly sending: boolean[] = [];
  private readonly ready: number[] = [];
  private strangers = 0;
  /** Set by a machine whose selects may meet channels of another kind. */
  stranger: StrangerSelect | null = null;

  /** @throws RuntimeError for more than 65536 cases (SE-16) */
  selectBegin(cases: number): void {
    if (cases > 65_536) throw new RuntimeError('selectgo: too many cases');
    this.count = 0;
    this.strangers = 0;
  }

  selectRecv(index: number, channel: unknown): void {
    this.put(index, channel, false, undefined);
  }

  selectSend(index: number, channel: unknown, value: unknown): void {
    this.put(index, channel, true, value);
  }

  private put(index: number, channel: unknown, sending: boolean, value: unknown): void {
    this.channels[index] = channel;
    this.sending[index] = sending;
    this.values[index] = value;
    this.count = index + 1;
    if (channel instanceof Channel ? channel.contested !== null : !isNil(channel)) this.strangers++;
  }

  /** The index of the chosen case, -1 for default, or the token. `value` and `ok` hold what was received. */
  select(hasDefault: boolean): Awaitable<number> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) {
      const cases = this.takeCases();
      return s.redo(() => this.resume(cases, hasDefault));
    }
    if (this.strangers > 0) return this.foreign(hasDefault);
    const { count, channels, sending, ready } = this;
    let found = 0;
    for (let at = 0; at < count; at++) {
      const channel = channels[at];
      if (channel instanceof Channel && (sending[at] === true ? channel.canSend() : channel.canReceive()))
        ready[found++] = at;
    }
    if (found === 0) return hasDefault ? this.pass(s.recorder !== null) : this.wait();
    const chosen = ready[found > 1 ? s.decide(POINT.select, found) : 0] as number;
    if (s.recorder !== null) s.recorder.record(TRACE.select, s.current.id, chosen, found, this.at);
    this.perform(chosen);
    return chosen;
  }

  private pass(traced: boolean): number {
    if (traced) scheduler.recorder?.record(TRACE.select, scheduler.current.id, 0xffffffff, 0, this.at);
    this.forget();
    return -1;
  }

  private perform(index: number): void {
    const channel = this.channels[index] as Channel<unknown>;
    const value = this.values[index];
    const sends = this.sending[index] === true;
    this.forget();
    if (sends) {
      void channel.sendNow(value);
      this.value = undefined;
      this.ok = false;
    } else this.value = channel.recvNow();
  }

  /** Keeps no value alive that was not sent. */
  private forget(): void {
    for (let at = 0; at < this.count; at++) this.channels[at] = this.values[at] = undefined;
  }

  private wait(): Awaitable<number> {
    const s = scheduler;
    const { count } = this;
    if (count === 0) return s.park(WAIT_SELECT_NO_CASES, null);
    if (count === 1) return this.waitAlone(this.channels[0], this.sending[0] === true, this.values[0]);
    const goroutine = s.current;
    const cases = (goroutine.cases ??= []);
    for (let at = 0; at < count; at++) {
      const channel = this.channels[at];
      let waiter = cases[at];
      if (waiter === undefined) {
        waiter = new SelectWaiter(goroutine, at);
        cases[at] = waiter;
      }
      if (!(channel instanceof Channel)) continue;
      waiter.value = this.values[at];
      channel.pushCase(waiter, this.sending[at] === true);
      if (channel.source !== null) channel.source.awaited();
    }
    goroutine.caseCount = count;
    this.forget();
    return s.park(WAIT_SELECT, null);
  }

  /** One case without default is the plain operation, and shows its state (SE-14). */
  private waitAlone(channel: unknown, sends: boolean, value: unknown): Awaitable<number> {
    this.forget();
    const s = scheduler;
    if (!(channel instanceof Channel)) return s.park(sends ? WAIT_SEND_NIL : WAIT_RECEIVE_NIL, null);
    const token = sends ? channel.sendNow(value) : channel.recvNow();
    s.retryWith(FIRST_CASE);
    return token as never;
  }

  private takeCases(): SelectCases {
    const { count } = this;
    const cases = {
      channels: this.channels.slice(0, count),
      values: this.values.slice(0, count),
      sending: this.sending.slice(0, count),
    };
    this.forget();
    return cases;
  }

  private resume(cases: SelectCases, hasDefault: boolean): Awaitable<number> {
    this.selectBegin(cases.channels.length);
    cases.channels.forEach((channel, at) =>
      this.put(at, channel, cases.sending[at] === true, cases.values[at]),
    );
    return this.select(hasDefault);
  }

  private foreign(hasDefault: boolean): Awaitable<number> {
    const { stranger } = this;
    if (stranger === null) throw new RuntimeError('select of something that is no channel');
    return stranger.select(this.takeCases(), hasDefault);
  }
}

/** The cases of a select, put down. */
export interface SelectCases {
  readonly channels: readonly unknown[];
  readonly values: readonly unknown[];
  /** True for a send. */
  readonly sending: readonly boolean[];
}

/** Selects whose cases include channels of another kind. */
export interface StrangerSelect {
  /** As `Select.select`: the chosen index, -1, or the token after parking. */
  select(cases: SelectCases, hasDefault: boolean): Awaitable<number>;
}

class FirstCase implements Retry {
  retry(goroutine: Goroutine): unknown {
    const { registers } = scheduler;
    registers.value = goroutine.value;
    return 0;
  }
}

const FIRST_CASE = new FirstCase();

/** One case of the object form: `select({ job: recv(jobs) })`. */
export class SelectCaseOf<T> {
  readonly channel: unknown;
  readonly sends: boolean;
  readonly value: unknown;
  /** The type of what it receives; never set. */
  declare readonly received: T;

  constructor(channel: unknown, sends: boolean, value: unknown) {
    this.channel = channel;
    this.sends = sends;
    this.value = value;
  }
}

/** A case that receives. */
export const recv = <T>(channel: RecvChan<T>): SelectCaseOf<T> =>
  new SelectCaseOf<T>(channel, false, undefined);

/** A case that sends; `value` is evaluated here (SE-1). */
export const send = <T>(channel: SendChan<T>, value: T): SelectCaseOf<undefined> =>
  new SelectCaseOf<undefined>(channel, true, value);

/** The cases of a select by name; `default: true` makes it one that never waits. */
export type SelectSpec = Readonly<Record<string, SelectCaseOf<unknown> | boolean>>;

/** What a select gives: the name of the case taken, and what it received. */
export type Selected<S extends SelectSpec> = {
  [K in keyof S & string]: S[K] extends SelectCaseOf<infer T>
    ? { readonly case: K; readonly value: T; readonly ok: boolean }
    : { readonly case: K; readonly value: undefined; readonly ok: boolean };
}[keyof S & string];

/**
 * Waits until one of the cases can proceed and carries it out; one of several is taken at random (SE-2). With
 * `default: true` it takes that when none is ready (SE-3). `select({})` waits for ever (SE-5).
 */
export function select<const S extends SelectSpec>(spec: S): Awaitable<Selected<S>> {
  const s = scheduler;
  const register = s.registers as Select;
  const names = Object.keys(spec).filter((name) => typeof spec[name] !== 'boolean');
  const hasDefault = Object.values(spec).includes(true);
  register.selectBegin(names.length);
  names.forEach((name, at) => {
    const option = spec[name];
    if (!(option instanceof SelectCaseOf))
      throw new TypeError(`select: ${name} is neither recv(ch) nor send(ch, v)`);
    if (option.sends) register.selectSend(at, option.channel, option.value);
    else register.selectRecv(at, option.channel);
  });
  const chosen = register.select(hasDefault);
  const named = new SelectedCase(names);
  if (chosen !== s.token) return named.of(chosen as number) as Selected<S>;
  named.inner = s.current.retry;
  s.retryWith(named);
  return chosen as never;
}

class SelectedCase implements Retry {
  private readonly names: readonly string[];
  inner: Retry | null = null;

  constructor(names: readonly string[]) {
    this.names = names;
  }

  of(chosen: number): { case: string; value: unknown; ok: boolean } {
    const { registers } = scheduler;
    const name = chosen < 0 ? 'default' : (this.names[chosen] as string);
    return { case: name, value: chosen < 0 ? undefined : registers.value, ok: chosen >= 0 && registers.ok };
  }

  retry(goroutine: Goroutine): unknown {
    const s = scheduler;
    const chosen = this.inner === null ? goroutine.value : this.inner.retry(goroutine);
    if (chosen !== s.token) return this.of(chosen as number);
    this.inner = s.current.retry;
    s.retryWith(this);
    return chosen;
  }
}
