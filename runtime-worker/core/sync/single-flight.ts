import { Channel, type RecvChan } from '../channel.ts';
import type { Awaitable, GoFunction } from '../goroutine.ts';
import { GOEXIT, GoError, HALT, panicValue } from '../panic.ts';
import { WAIT_SELECT_NO_CASES } from '../recorder.ts';
import { scheduler } from '../active.ts';
import { formatValue } from '../values.ts';
import { WaitGroup } from './wait-group.ts';

/** `error` is what the function returned, if that was one. `shared`: more than one caller got this (SF-1). */
export interface Flight<T> {
  readonly value: T;
  readonly error: Error | null;
  readonly shared: boolean;
}

class FlightCall<T> {
  readonly landed = new WaitGroup(1);
  readonly channels: Channel<Flight<T>>[] = [];
  followers = 0;
  value: T | undefined = undefined;
  error: Error | null = null;
  /** The error every caller panics with, or Goexit. */
  thrown: unknown = null;

  result(): Flight<T> {
    return { value: this.value as T, error: this.error, shared: this.followers > 0 };
  }
}

/** singleflight.Group: calls with one key at the same time share one execution. */
export class SingleFlight<T = unknown> {
  id = scheduler.nextObject();
  name = '';
  private readonly flights = new Map<unknown, FlightCall<T>>();

  /** Runs `f`, or waits for the call of this key that is under way (SF-1). Nothing is kept afterwards (SF-2). */
  do(key: unknown, f: () => Awaitable<T | Error>): Awaitable<Flight<T>> {
    return scheduler.driver.settle(this.run(key, f)) as Awaitable<Flight<T>>;
  }

  private *run(key: unknown, f: () => Awaitable<T | Error>): Generator<unknown, Flight<T>, unknown> {
    const { driver } = scheduler;
    const flying = this.flights.get(key);
    if (flying === undefined) {
      const flight = this.take(key);
      const step = driver.settle(this.fly(key, flight, f));
      if (driver.waits(step)) yield step;
      return flight.result();
    }
    flying.followers++;
    const step = flying.landed.wait();
    if (driver.waits(step)) yield step;
    if (flying.thrown !== null) throw flying.thrown;
    return flying.result();
  }

  /** The same, with the result on a channel of capacity 1 that is never closed (SF-4). */
  doChan(key: unknown, f: () => Awaitable<T | Error>): RecvChan<Flight<T>> {
    const channel = new Channel<Flight<T>>(1, { value: undefined as T, error: null, shared: false });
    const flying = this.flights.get(key);
    if (flying === undefined) {
      const flight = this.take(key);
      flight.channels.push(channel);
      scheduler.spawn(flyTask as unknown as GoFunction, [() => this.fly(key, flight, f)]);
    } else {
      flying.followers++;
      flying.channels.push(channel);
    }
    return channel;
  }

  /** The next call starts anew; those who wait get the old result (SF-3). */
  forget(key: unknown): void {
    this.flights.delete(key);
  }

  private take(key: unknown): FlightCall<T> {
    const flight = new FlightCall<T>();
    this.flights.set(key, flight);
    return flight;
  }

  private *fly(
    key: unknown,
    flight: FlightCall<T>,
    f: () => Awaitable<T | Error>,
  ): Generator<unknown, void, unknown> {
    const { driver } = scheduler;
    try {
      const step = driver.settle(f());
      const value = (driver.waits(step) ? yield step : step) as T | Error;
      if (value instanceof Error) flight.error = value;
      else flight.value = value;
    } catch (thrown) {
      if (thrown === HALT) throw thrown;
      flight.thrown = thrown === GOEXIT ? GOEXIT : flightPanic(thrown);
    }
    if (this.flights.get(key) === flight) this.flights.delete(key);
    flight.landed.done();
    if (flight.thrown !== null) {
      if (flight.thrown === GOEXIT || flight.channels.length === 0) throw flight.thrown;
      // Whoever reads a channel cannot be made to panic: the program is (SF-5).
      const { thrown } = flight;
      scheduler.spawn((() => raiseAgain(thrown)) as GoFunction, null);
      yield scheduler.park(WAIT_SELECT_NO_CASES, null);
    }
    for (const channel of flight.channels) void channel.sendNow(flight.result());
  }
}

function* flyTask(fly: () => Generator<unknown, void, unknown>): Generator<unknown, void, unknown> {
  const { driver } = scheduler;
  const step = driver.settle(fly());
  if (driver.waits(step)) yield step;
}

function raiseAgain(thrown: unknown): never {
  throw thrown;
}

/** The value, an empty line, the stack (SF-5). */
function flightPanic(thrown: unknown): Error {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return new GoError(`${formatValue(panicValue(thrown))}\n\n${stack}`, thrown);
}
