/**
 * Every name a body sees besides its ports (`assets/guide/body.md`), as an ambient declaration file. Read by the
 * editor, and by the checker: an operation that returns a `Promise` here may wait and has to be awaited.
 * Exported programs import the same names; a test holds their types against these.
 */
export const RUNTIME_DECLARATIONS = `// Goroutines

/** Starts \`f(...args)\` as a goroutine. \`f\` and \`args\` are evaluated here, not there (GO-1). */
declare function go<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): void;
/** Gives way and stays runnable (GO-9). */
declare function gosched(): Promise<void>;
/** Ends this goroutine after its deferred calls (GO-6). */
declare function goexit(): never;
/** Live goroutines, main included (GO-11). */
declare function numGoroutine(): number;
/** Ends the program at once with this exit status; no deferred call runs (GO-5). */
declare function exit(code: number): never;
/** Prints a line: strings as they are, other values as Go's \`Println\` would, separated by spaces. */
declare function log(...values: readonly unknown[]): void;
/** Prints text as it is, without a line end. */
declare function print(text: string): void;
/** This goroutine block. */
interface Self {
  readonly name: string;
  /** Which of the replicas this is, from 0. */
  readonly index: number;
  readonly replicas: number;
}

/** Gives an object the name that dumps and traces call it by. */
declare function named<T extends object>(name: string, object: T): T;

// Channels

/** The end of a channel one receives from. */
interface RecvChan<T> {
  /** Waits for a value; the element type's zero value once the channel is closed and drained (CL-4). */
  recv(): Promise<T>;
  /** As \`recv\`, and whether a send delivered the value (CH-13). */
  recv2(): Promise<[value: T, ok: boolean]>;
  /** Values in the buffer (CH-1). */
  readonly len: number;
  /** Values the buffer can hold; 0 is a rendezvous (CH-1). */
  readonly cap: number;
  /** \`for await (const v of ch)\`: until closed and drained (RG-1). */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined>;
}
/** The end of a channel one sends on. */
interface SendChan<T> {
  /** Waits until the value is taken or buffered. Panics on a closed channel (CL-3). */
  send(value: T): Promise<void>;
  /** No more values will be sent. Panics when closed twice (CL-1). */
  close(): void;
  /** Values in the buffer (CH-1). */
  readonly len: number;
  /** Values the buffer can hold; 0 is a rendezvous (CH-1). */
  readonly cap: number;
}
/** A channel: both ends. */
interface Chan<T> extends RecvChan<T>, SendChan<T> {}
/**
 * Makes a channel.
 * @param capacity values it holds; 0, the default, is a rendezvous (CH-3)
 * @param zero the element type's zero value: what a receive from the closed channel yields
 */
declare function chan<T>(capacity?: number, zero?: T): Chan<T>;
/** A nil channel: sends and receives wait for ever, its case in a select is never ready (NC-1, NC-2, NC-3). */
declare function nil<T>(): Chan<T>;

/** One case of \`select\`. */
interface SelectCaseOf<T> {
  readonly channel: unknown;
  readonly received: T;
}
/** For \`select\`: receive from this channel. */
declare function recv<T>(channel: RecvChan<T>): SelectCaseOf<T>;
/** For \`select\`: send this value on this channel. */
declare function send<T>(channel: SendChan<T>, value: T): SelectCaseOf<undefined>;
/** The cases of a select by name; \`default: true\` runs when no other is ready (SE-3). */
type SelectSpec = Readonly<Record<string, SelectCaseOf<unknown> | boolean>>;
/** What a select chose. \`value\` and \`ok\` are what a receive case received. */
type Selected<S extends SelectSpec> = {
  [K in keyof S & string]: S[K] extends SelectCaseOf<infer T>
    ? { readonly case: K; readonly value: T; readonly ok: boolean }
    : { readonly case: K; readonly value: undefined; readonly ok: boolean };
}[keyof S & string];
/**
 * Waits until one of the cases can proceed and carries out exactly one; of several that are ready one is picked at
 * random (SE-2). All operands are evaluated once, in source order (SE-1).
 */
declare function select<const S extends SelectSpec>(spec: S): Promise<Selected<S>>;

// Locks and counters

/** What \`Cond\` needs of a lock. */
interface Locker {
  lock(): Promise<void>;
  unlock(): void;
}
/** A mutual exclusion lock; not re-entrant (MU-1). */
declare class Mutex implements Locker {
  lock(): Promise<void>;
  /** Fatal when it is not locked (MU-2). Any goroutine may unlock it (MU-3). */
  unlock(): void;
  /** Never waits; true exactly if it acquired the lock (MU-4). */
  tryLock(): boolean;
}
/** Many readers or one writer; a waiting writer holds back new readers. */
declare class RWMutex implements Locker {
  lock(): Promise<void>;
  unlock(): void;
  tryLock(): boolean;
  rLock(): Promise<void>;
  rUnlock(): void;
  tryRLock(): boolean;
  /** A locker whose \`lock\` and \`unlock\` are \`rLock\` and \`rUnlock\`. */
  rLocker(): Locker;
}
/** Waits for a number of goroutines. */
declare class WaitGroup {
  constructor(count?: number);
  add(n: number): void;
  done(): void;
  wait(): Promise<void>;
  /** \`add(1)\`, a goroutine that runs \`f\`, and \`done()\` when it returns. */
  go(f: () => unknown): void;
}
/** Runs a function at most once; others wait until it has returned. */
declare class Once {
  do(f: () => unknown): Promise<void>;
}
/** A function that runs \`f\` on its first call only. */
declare function onceFunc(f: () => unknown): () => Promise<void>;
/** A function that runs \`f\` on its first call and returns what that returned ever after. */
declare function onceValue<T>(f: () => T | Promise<T>): () => Promise<T>;
/** A place to wait for an event while holding a lock. */
declare class Cond {
  constructor(locker: Locker);
  /** Unlocks, waits to be woken, locks again. */
  wait(): Promise<void>;
  signal(): void;
  broadcast(): void;
}
/** A weighted semaphore. */
declare class Semaphore {
  constructor(size: number);
  /** Waits for \`n\` (1), in order of arrival. Null, or the context's error when that ended first. */
  acquire(ctx: Context, n?: number): Promise<Error | null>;
  tryAcquire(n?: number): boolean;
  release(n?: number): void;
}
/** Goroutines with a common error: the first one is kept. */
declare class ErrGroup {
  /** Waits only while the limit is reached. */
  go(f: () => Error | null | undefined | void | Promise<Error | null | undefined | void>): Promise<void>;
  /** False when the limit is reached. */
  tryGo(f: () => Error | null | undefined | void | Promise<Error | null | undefined | void>): boolean;
  setLimit(n: number): void;
  /** Waits for all; the first error, or null. */
  wait(): Promise<Error | null>;
}
/** A group and a context that is cancelled with the first error. */
declare function errGroupWithContext(ctx: Context): [ErrGroup, Context];
/** What \`SingleFlight\` gives back. \`error\` is what the function returned, if that was an error. */
interface Flight<T> {
  readonly value: T;
  readonly error: Error | null;
  /** Several callers received it. */
  readonly shared: boolean;
}
/** Calls with the same key at the same time become one. */
declare class SingleFlight<T = unknown> {
  do(key: unknown, f: () => T | Error | Promise<T | Error>): Promise<Flight<T>>;
  doChan(key: unknown, f: () => T | Error | Promise<T | Error>): RecvChan<Flight<T>>;
  forget(key: unknown): void;
}
/** Keeps things for use again. */
declare class Pool<T> {
  constructor(make?: () => T);
  /** Something put earlier, else a new one. */
  get(): T;
  put(item: T): void;
}
/** A whole number that several goroutines may change. */
declare class AtomicInt {
  constructor(initial?: number);
  load(): number;
  store(value: number): void;
  /** The new value. */
  add(n: number): number;
  /** The old value. */
  swap(value: number): number;
  compareAndSwap(old: number, value: number): boolean;
  /** The old value. */
  and(mask: number): number;
  /** The old value. */
  or(mask: number): number;
}
declare class AtomicBool {
  constructor(initial?: boolean);
  load(): boolean;
  store(value: boolean): void;
  swap(value: boolean): boolean;
  compareAndSwap(old: boolean, value: boolean): boolean;
}
declare class AtomicValue<T = unknown> {
  constructor(initial?: T);
  load(): T | undefined;
  store(value: T): void;
  swap(value: T): T | undefined;
  compareAndSwap(old: T | undefined, value: T): boolean;
}
/** Shared memory on purpose: nothing protects it. */
declare class Variable<T> {
  constructor(initial: T);
  get(): T;
  set(value: T): void;
}
/** First in, first out; safe for concurrent use. */
declare class Queue<T> {
  push(value: T): void;
  /** Undefined when it is empty. */
  pop(): T | undefined;
  peek(): T | undefined;
  readonly size: number;
}
/** Last in, first out; safe for concurrent use. */
declare class Stack<T> {
  push(value: T): void;
  /** Undefined when it is empty. */
  pop(): T | undefined;
  peek(): T | undefined;
  readonly size: number;
}
/** A map that is safe for concurrent use. */
declare class HashMap<K, V> {
  load(key: K): V | undefined;
  store(key: K, value: V): void;
  loadOrStore(key: K, value: V): [actual: V, loaded: boolean];
  loadAndDelete(key: K): [value: V | undefined, loaded: boolean];
  delete(key: K): void;
  swap(key: K, value: V): [previous: V | undefined, loaded: boolean];
  compareAndSwap(key: K, old: V, value: V): boolean;
  compareAndDelete(key: K, old: V): boolean;
  /** Until \`f\` returns false. */
  range(f: (key: K, value: V) => unknown): void;
  clear(): void;
  readonly size: number;
}

// Context

/** Carries a cancellation, a deadline and values down a tree of goroutines. */
interface Context {
  /** Closed when the context ends; nil when it never does. */
  done(): RecvChan<unknown>;
  /** Null until it ends; then \`canceled\` or \`deadlineExceeded\`. */
  err(): Error | null;
  /** Milliseconds on the run's clock; null without one. */
  deadline(): number | null;
  value(key: unknown): unknown;
}
/** This goroutine's own context port, or the background when it has none. */
declare const ctx: Context;
declare const self: Self;
declare function background(): Context;
declare function todo(): Context;
declare function withCancel(parent: Context): [ctx: Context, cancel: () => void];
declare function withCancelCause(parent: Context): [ctx: Context, cancel: (cause: Error | null) => void];
declare function withTimeout(parent: Context, ms: number): [ctx: Context, cancel: () => void];
declare function withTimeoutCause(parent: Context, ms: number, cause: Error): [ctx: Context, cancel: () => void];
declare function withDeadline(parent: Context, at: number): [ctx: Context, cancel: () => void];
declare function withDeadlineCause(parent: Context, at: number, cause: Error): [ctx: Context, cancel: () => void];
declare function withValue(parent: Context, key: unknown, value: unknown): Context;
declare function withoutCancel(parent: Context): Context;
/** Why a context ended: its cause, or its error. */
declare function cause(ctx: Context): Error | null;
/** Starts \`f\` as a goroutine when the context ends. The result stops that: true if it was in time. */
declare function afterFunc(ctx: Context, f: () => unknown): () => boolean;
declare const canceled: Error;
declare const deadlineExceeded: Error;

// Time: the run's clock, in milliseconds

declare function sleep(ms: number): Promise<void>;
/** A channel that receives the time once, after \`ms\`. */
declare function after(ms: number): RecvChan<number>;
/** A channel that receives the time every \`ms\`. */
declare function tick(ms: number): RecvChan<number>;
/** Calls \`f\` in its own goroutine after \`ms\` (Go's \`time.AfterFunc\`). */
declare function afterTime(ms: number, f: () => unknown): { stop(): boolean; reset(ms: number): boolean };
declare class Timer {
  constructor(ms: number);
  readonly c: RecvChan<number>;
  /** True if it stopped the timer before it fired. */
  stop(): boolean;
  reset(ms: number): boolean;
}
declare class Ticker {
  constructor(ms: number);
  readonly c: RecvChan<number>;
  stop(): void;
  reset(ms: number): void;
}
/** Milliseconds since the run began. */
declare function now(): number;
/** The run's chance: from 0 up to, not including, 1. */
declare function random(): number;
/** A whole number from 0 up to, not including, \`n\`. */
declare function randomInt(n: number): number;
declare const nanosecond: number;
declare const microsecond: number;
declare const millisecond: number;
declare const second: number;
declare const minute: number;
declare const hour: number;

// Panics

declare function panic(value: unknown): never;
/** Runs \`f(...args)\` when the function it stands in ends, last first (PN-1). That function must be async. */
declare function defer<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): void;
/** The panic's value, directly inside a deferred function; null otherwise (PN-5, PN-7). */
declare function recover(): unknown;
/** An error value, printed by its text. */
declare function error(text: string): Error;
declare function errorIs(e: unknown, target: unknown): boolean;
/** An error that says \`text\` and is \`e\` for \`errorIs\`. */
declare function wrap(text: string, e: Error): Error;
`;
