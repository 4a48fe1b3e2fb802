import { chan } from './channel.ts';
import {
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
} from './context.ts';
import { noRecover } from './defer.ts';
import { PARK } from './goroutine.ts';
import { Variable } from './memory.ts';
import { exit, go, goexit, log, named, numGoroutine, print } from './names.ts';
import { nil } from './nil-channel.ts';
import { error, errorIs, panic, wrap } from './panic.ts';
import { runtime } from './runtime.ts';
import { recv, select, send } from './select.ts';
import { HashMap } from './structures/hash-map.ts';
import { Queue } from './structures/queue.ts';
import { Stack } from './structures/stack.ts';
import { AtomicBool, AtomicInt, AtomicValue } from './sync/atomic.ts';
import { Cond } from './sync/cond.ts';
import { ErrGroup, errGroupWithContext } from './sync/err-group.ts';
import { Mutex } from './sync/mutex.ts';
import { Once, onceFunc, onceValue } from './sync/once.ts';
import { Pool } from './sync/pool.ts';
import { RWMutex } from './sync/rwmutex.ts';
import { Semaphore } from './sync/semaphore.ts';
import { SingleFlight } from './sync/single-flight.ts';
import { WaitGroup } from './sync/wait-group.ts';
import {
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
} from './time.ts';
import { formatValue } from './values.ts';

/** The names a body sees, and the two that only compiled code uses. They refer to the machine that is running. */
export const bindings = {
  PARK,
  $rt: runtime,
  // goroutines
  go,
  gosched,
  goexit,
  numGoroutine,
  exit,
  log,
  print,
  format: formatValue,
  named,
  // channels
  chan,
  nil,
  select,
  recv,
  send,
  // locks and counters
  Mutex,
  RWMutex,
  WaitGroup,
  Once,
  onceFunc,
  onceValue,
  Cond,
  Semaphore,
  ErrGroup,
  errGroupWithContext,
  SingleFlight,
  Pool,
  AtomicInt,
  AtomicBool,
  AtomicValue,
  Variable,
  Queue,
  Stack,
  HashMap,
  // context
  background,
  todo,
  withCancel,
  withCancelCause,
  withTimeout,
  withDeadline,
  withTimeoutCause,
  withDeadlineCause,
  withValue,
  withoutCancel,
  cause,
  afterFunc,
  canceled,
  deadlineExceeded,
  // time
  sleep,
  after,
  tick,
  Timer,
  Ticker,
  afterTime,
  now,
  nanosecond,
  microsecond,
  millisecond,
  second,
  minute,
  hour,
  random,
  randomInt,
  // panics
  panic,
  recover: noRecover,
  noRecover,
  error,
  errorIs,
  wrap,
} as const;

export type Bindings = typeof bindings;

/** Every name of `bindings`. */
export const BINDINGS: readonly string[] = Object.keys(bindings);
