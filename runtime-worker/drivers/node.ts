import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync, writeSync } from 'node:fs';
import { exitCode, type Outcome } from '../../shared/ir/outcome.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import type { ProgramHost, ProgramOptions, ProgramSetup } from './program.ts';
import { PromiseMachine } from './promise.ts';

/** What an exported program imports: everything a body names, and the two that only a whole program needs. */

export { chan, type Chan, type RecvChan, type SendChan } from '../core/channel.ts';
export {
  afterFunc,
  background,
  canceled,
  cause,
  deadlineExceeded,
  todo,
  withCancel,
  withCancelCause,
  withDeadline,
  withDeadlineCause,
  withoutCancel,
  withTimeout,
  withTimeoutCause,
  withValue,
  type Context,
} from '../core/context.ts';
export { guardCatch, noRecover, withDefers, type Defer, type Recover } from '../core/defer.ts';
export { type Awaitable } from '../core/goroutine.ts';
export { Variable } from '../core/memory.ts';
export { nil } from '../core/nil-channel.ts';
export { exit, go, goexit, log, named, numGoroutine, print } from '../core/names.ts';
export { error, errorIs, panic, wrap } from '../core/panic.ts';
export { recv, select, send, type SelectCaseOf, type Selected, type SelectSpec } from '../core/select.ts';
export { HashMap } from '../core/structures/hash-map.ts';
export { Queue } from '../core/structures/queue.ts';
export { Stack } from '../core/structures/stack.ts';
export { AtomicBool, AtomicInt, AtomicValue } from '../core/sync/atomic.ts';
export { Cond } from '../core/sync/cond.ts';
export { ErrGroup, errGroupWithContext } from '../core/sync/err-group.ts';
export { Mutex, type Locker } from '../core/sync/mutex.ts';
export { Once, onceFunc, onceValue } from '../core/sync/once.ts';
export { Pool } from '../core/sync/pool.ts';
export { RWMutex } from '../core/sync/rwmutex.ts';
export { Semaphore } from '../core/sync/semaphore.ts';
export { SingleFlight, type Flight } from '../core/sync/single-flight.ts';
export { WaitGroup } from '../core/sync/wait-group.ts';
export {
  after,
  afterTime,
  gosched,
  hour,
  microsecond,
  millisecond,
  minute,
  nanosecond,
  now,
  random,
  randomInt,
  second,
  sleep,
  tick,
  Ticker,
  Timer,
} from '../core/time.ts';
export { type GoroutineOptions, type ProgramOptions, type ProgramSetup, type Self } from './program.ts';

/**
 * Runs a program and ends the process as Go would: exit status 0 when main returns, 2 after a panic, a deadlock or
 * a fatal error, with the report on stderr. `--seed N` and `--clock virtual` on the command line override `options`.
 */
export function program(options: ProgramOptions, setup: (program: ProgramSetup) => void): void {
  const out = new Output(1);
  const host: ProgramHost = {
    now: () => Number(process.hrtime.bigint() - started),
    later: (f) => void setImmediate(f),
    afterNanos: (nanos, f) => {
      const timer = setTimeout(f, Math.min(MOST_MILLIS, Math.max(0, Math.ceil(nanos / 1e6))));
      return () => clearTimeout(timer);
    },
    print: (text) => out.write(text),
    own: (goroutine, f) => owners.run(goroutine, f),
    owner: () => owners.getStore(),
    ended: (outcome) => leave(out, outcome),
    entropy: () => (Number(process.hrtime.bigint() % 0x7fffffffn) ^ process.pid) >>> 0,
  };
  const machine = new PromiseMachine(host, { ...options, ...fromCommandLine() });
  process.on('beforeExit', () => machine.nothingLeft());
  machine.launch(setup);
}

/**
 * The text of an input: the file given on the command line as `--input NAME=PATH`, else the one at the path
 * `otherwise`, beside the program's own files, or the text that it holds.
 */
export function input(name: string, otherwise: string | URL | { readonly text: string }): string {
  const given = argumentsOf('--input').find((word) => word.startsWith(`${name}=`));
  if (given !== undefined) return readFileSync(given.slice(name.length + 1), 'utf8');
  return typeof otherwise === 'object' && 'text' in otherwise
    ? otherwise.text
    : readFileSync(otherwise, 'utf8');
}

const started = process.hrtime.bigint();
const owners = new AsyncLocalStorage<object>();
/** The longest a timer of the event loop can be. */
const MOST_MILLIS = 2 ** 31 - 1;

function leave(out: Output, outcome: Outcome): never {
  out.flush();
  const report = printOutcome(outcome);
  if (report !== '') {
    const errors = new Output(2);
    errors.write(report);
    errors.flush();
  }
  process.exit(exitCode(outcome));
}

/** Values of a repeated option, `--name value` or `--name=value`. */
function argumentsOf(name: string): string[] {
  const words = process.argv.slice(2);
  return words.flatMap((word, at) => {
    if (word.startsWith(`${name}=`)) return [word.slice(name.length + 1)];
    const next = words[at + 1];
    return word === name && next !== undefined ? [next] : [];
  });
}

function fromCommandLine(): ProgramOptions {
  const seed = argumentsOf('--seed').at(-1);
  const clock = argumentsOf('--clock').at(-1);
  return {
    ...(seed === undefined ? {} : { seed: Number(seed) >>> 0 }),
    ...(clock === 'virtual' || clock === 'real' ? { clock } : {}),
  };
}

const BUFFERED = 1 << 14;

/** Written at once at the end, and when much has come together: a process that exits loses nothing. */
class Output {
  private readonly descriptor: number;
  private text = '';
  private armed = false;

  constructor(descriptor: number) {
    this.descriptor = descriptor;
  }

  write(text: string): void {
    this.text += text;
    if (this.text.length >= BUFFERED) this.flush();
    else if (!this.armed) {
      this.armed = true;
      setImmediate(() => {
        this.armed = false;
        this.flush();
      });
    }
  }

  flush(): void {
    let bytes: Uint8Array = Buffer.from(this.text);
    this.text = '';
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(writeSync(this.descriptor, bytes));
      } catch (failure) {
        const { code } = failure as { readonly code?: string };
        // The reader has gone; or it is slow, and will take more in a moment.
        if (code === 'EPIPE') return;
        if (code !== 'EAGAIN') throw failure;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
    }
  }
}
