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
  /**
   * Waits until the value is taken or buffered (CH-3, CH-4). Panics on a closed channel, also when it is closed while
   * this waits (CL-3, CL-6).
   */
  send(value: T): Promise<void>;
  /** No more values will be sent; never waits (CL-8). Panics when closed twice, or nil (CL-1, CL-2). */
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
 * @param capacity values it holds; 0, the default, is a rendezvous (CH-3); panics when negative (CH-2)
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
  /** Waits until it is free, and takes it. */
  lock(): Promise<void>;
  /** Gives it back. Fatal when nobody has it. */
  unlock(): void;
}
/** A mutual exclusion lock; not re-entrant (MU-1). */
declare class Mutex implements Locker {
  /** Waits until it is free, for ever when this goroutine has it itself (MU-1). */
  lock(): Promise<void>;
  /** Fatal when it is not locked, and no \`catch\` sees that (MU-2). Any goroutine may unlock it (MU-3). */
  unlock(): void;
  /** Never waits; true exactly if it acquired the lock (MU-4). */
  tryLock(): boolean;
}
/** Many readers or one writer (RW-1); a waiting writer holds back new readers (RW-2). */
declare class RWMutex implements Locker {
  /** Waits until nobody is inside; for ever when this goroutine reads (RW-6). */
  lock(): Promise<void>;
  /** Fatal when it is not locked for writing (RW-5). */
  unlock(): void;
  /** Never waits; false when anybody is inside (RW-7). */
  tryLock(): boolean;
  /** Waits while a writer is inside or waits (RW-2). */
  rLock(): Promise<void>;
  /** Fatal when nobody reads (RW-4). */
  rUnlock(): void;
  /** Never waits; false when a writer is inside or waits (RW-7). */
  tryRLock(): boolean;
  /** A locker whose \`lock\` and \`unlock\` are \`rLock\` and \`rUnlock\` (RW-9). */
  rLocker(): Locker;
}
/** Waits for a counter to come down to zero (WG-1). */
declare class WaitGroup {
  /** @param count what it begins with; 0 unless given */
  constructor(count?: number);
  /** Adds \`n\`, which may be negative (WG-7). Panics below zero (WG-2). */
  add(n: number): void;
  /** \`add(-1)\`. */
  done(): void;
  /** Until the counter is zero; at once when it is (WG-3). Everybody who waits is released (WG-4). */
  wait(): Promise<void>;
  /** \`add(1)\`, a goroutine that runs \`f\`, and \`done()\` when it returns (WG-10). */
  go(f: () => unknown): void;
}
/** Runs a function at most once, whichever that is (ON-1, ON-6). */
declare class Once {
  /** Runs \`f\`, or waits until the first one has returned (ON-2). A panic in it counts as done (ON-3). */
  do(f: () => unknown): Promise<void>;
}
/** A function that runs \`f\` on its first call only; if that panicked, every call does (ON-8). */
declare function onceFunc(f: () => unknown): () => Promise<void>;
/** A function that runs \`f\` on its first call and returns what that returned ever after (ON-8). */
declare function onceValue<T>(f: () => T | Promise<T>): () => Promise<T>;
/** A place to wait for an event while holding a lock. */
declare class Cond {
  constructor(locker: Locker);
  /** Unlocks, waits to be woken, locks again (CO-1). In a loop: it may not be its turn (CO-2). */
  wait(): Promise<void>;
  /** Wakes the one that has waited longest; lost when nobody waits (CO-3, CO-5). */
  signal(): void;
  /** Wakes everybody who waits (CO-4). */
  broadcast(): void;
}
/** A number of tokens, taken and given back; strictly first come first served (SW-1, SW-2). */
declare class Semaphore {
  /** @param size how many tokens there are */
  constructor(size: number);
  /** Waits for \`n\` (1) tokens. Null, or the context's error when that ended first (SW-3, SW-5, SW-6). */
  acquire(ctx: Context, n?: number): Promise<Error | null>;
  /** Never waits; false when it would have to, also behind others (SW-1). */
  tryAcquire(n?: number): boolean;
  /** Panics when more is given back than was taken (SW-4). */
  release(n?: number): void;
}
/** Goroutines with a common error: the first one is kept (EG-1). A panic in one ends the program (EG-6). */
declare class ErrGroup {
  /** Starts \`f\` as a goroutine; waits only while the limit is reached (EG-4). */
  go(f: () => Error | null | undefined | void | Promise<Error | null | undefined | void>): Promise<void>;
  /** The same; false instead of waiting (EG-4). */
  tryGo(f: () => Error | null | undefined | void | Promise<Error | null | undefined | void>): boolean;
  /** At most \`n\` at once; negative is no limit (EG-4). Panics while any are at work (EG-5). */
  setLimit(n: number): void;
  /** Waits for all; the first error in time, or null (EG-1, EG-8). */
  wait(): Promise<Error | null>;
}
/** A group and a context that is cancelled with the first error, or when \`wait\` returns (EG-2, EG-7). */
declare function errGroupWithContext(ctx: Context): [ErrGroup, Context];
/** What \`SingleFlight\` gives back. \`error\` is what the function returned, if that was an error. */
interface Flight<T> {
  readonly value: T;
  readonly error: Error | null;
  /** Several callers received it. */
  readonly shared: boolean;
}
/** Calls with the same key at the same time become one (SF-1); nothing is kept afterwards (SF-2). */
declare class SingleFlight<T = unknown> {
  /** Runs \`f\`, or waits for the call under way. A panic in it is everybody's (SF-5), as is a goexit (SF-6). */
  do(key: unknown, f: () => T | Error | Promise<T | Error>): Promise<Flight<T>>;
  /** The result on a channel of capacity 1 that is never closed (SF-4). */
  doChan(key: unknown, f: () => T | Error | Promise<T | Error>): RecvChan<Flight<T>>;
  /** The next call runs anew; who waits gets the old result (SF-3). */
  forget(key: unknown): void;
}
/** Keeps things for use again. */
declare class Pool<T> {
  constructor(make?: () => T);
  /** Something put earlier, else a new one, else null (PL-1). */
  get(): T;
  /** Null is ignored (PL-2). */
  put(item: T): void;
}
/** A whole number, up to 2^53, that several goroutines may change: all its operations are in one order (AT-1). */
declare class AtomicInt {
  /** @param initial 0 unless given */
  constructor(initial?: number);
  load(): number;
  store(value: number): void;
  /** Returns the new value (AT-2). */
  add(n: number): number;
  /** Returns the old value (AT-2). */
  swap(value: number): number;
  /** Stores \`value\` where it is \`old\`; false where it is not (AT-2). */
  compareAndSwap(old: number, value: number): boolean;
  /** Of 32 bits; returns the old value (AT-4). */
  and(mask: number): number;
  /** Of 32 bits; returns the old value (AT-4). */
  or(mask: number): number;
}
/** A truth value that several goroutines may change (AT-4). */
declare class AtomicBool {
  /** @param initial false unless given */
  constructor(initial?: boolean);
  load(): boolean;
  store(value: boolean): void;
  /** Returns the old value. */
  swap(value: boolean): boolean;
  /** Stores \`value\` where it is \`old\`; false where it is not. */
  compareAndSwap(old: boolean, value: boolean): boolean;
}
/** A value of one type that several goroutines may change. Panics on null and on a value of another type (AT-3). */
declare class AtomicValue<T = unknown> {
  constructor(initial?: T);
  /** Undefined until something is stored (AT-3). */
  load(): T | undefined;
  store(value: T): void;
  /** Returns the old value. */
  swap(value: T): T | undefined;
  /** Stores \`value\` where it is \`old\`; false where it is not. */
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
/** A map that is safe for concurrent use: each operation is one step (SM-1, SM-2). */
declare class HashMap<K, V> {
  /** Undefined when there is none. */
  load(key: K): V | undefined;
  store(key: K, value: V): void;
  /** The value there was, else \`value\`, now stored; \`loaded\` says which. */
  loadOrStore(key: K, value: V): [actual: V, loaded: boolean];
  loadAndDelete(key: K): [value: V | undefined, loaded: boolean];
  delete(key: K): void;
  /** Stores \`value\`; what there was before, if anything. */
  swap(key: K, value: V): [previous: V | undefined, loaded: boolean];
  /** Stores \`value\` where there is \`old\`; false where there is not. */
  compareAndSwap(key: K, old: V, value: V): boolean;
  /** Deletes where there is \`old\`; false where there is not. */
  compareAndDelete(key: K, old: V): boolean;
  /** Each key at most once, until \`f\` returns false; no snapshot, and \`f\` may change the map. */
  range(f: (key: K, value: V) => unknown): void;
  clear(): void;
  readonly size: number;
}

// Context

/** Carries a cancellation, a deadline and values down a tree of goroutines. */
interface Context {
  /** Closed when the context ends; nil when it never does (CX-1, CX-14). */
  done(): RecvChan<unknown>;
  /** Null until it ends; then \`canceled\` or \`deadlineExceeded\`, for good (CX-2, CX-3, CX-4). */
  err(): Error | null;
  /** Milliseconds since the run began; null without one. Never after the parent's (CX-8). */
  deadline(): number | null;
  /** The nearest value for \`key\` on the way up; null when there is none (CX-12, CX-15). */
  value(key: unknown): unknown;
}
/** This goroutine's own context port, or the background when it has none. */
declare const ctx: Context;
declare const self: Self;
/** The root of all contexts: it never ends (CX-1). */
declare function background(): Context;
/** The same, where it is not yet clear which context to use (CX-1). */
declare function todo(): Context;
/** A child that \`cancel\` ends, with everything below it, before it returns (CX-5, CX-6). Panics for no parent (CX-13). */
declare function withCancel(parent: Context): [ctx: Context, cancel: () => void];
/** The same; \`cancel\` says why, for \`cause\` (CX-19). */
declare function withCancelCause(parent: Context): [ctx: Context, cancel: (cause: Error | null) => void];
/** A child that also ends by itself after \`ms\` milliseconds (CX-4); at once unless that is positive (CX-16). */
declare function withTimeout(parent: Context, ms: number): [ctx: Context, cancel: () => void];
/** The same; \`cause\` holds only if the time runs out (CX-21). */
declare function withTimeoutCause(parent: Context, ms: number, cause: Error): [ctx: Context, cancel: () => void];
/** A child that also ends by itself at \`at\`, in milliseconds since the run began (CX-4, CX-8, CX-9). */
declare function withDeadline(parent: Context, at: number): [ctx: Context, cancel: () => void];
/** The same; \`cause\` holds only if the time runs out (CX-21). */
declare function withDeadlineCause(parent: Context, at: number, cause: Error): [ctx: Context, cancel: () => void];
/** A child that answers \`key\` (CX-12). Panics for no key, or one that does not compare (CX-13). */
declare function withValue(parent: Context, key: unknown, value: unknown): Context;
/** A child with the values of \`parent\` that does not end with it (CX-21). */
declare function withoutCancel(parent: Context): Context;
/** Why a context ended: its cause, or its error; null while it lives (CX-19). */
declare function cause(ctx: Context): Error | null;
/** Starts \`f\` as a goroutine when the context ends. The result stops that: true if it was in time (CX-21). */
declare function afterFunc(ctx: Context, f: () => unknown): () => boolean;
/** The error after a cancel: \`context canceled\` (CX-3). */
declare const canceled: Error;
/** The error after the deadline: \`context deadline exceeded\` (CX-4). */
declare const deadlineExceeded: Error;

// Time: the run's clock, in milliseconds

/** Waits at least so long; not at all unless \`ms\` is positive (TM-1). */
declare function sleep(ms: number): Promise<void>;
/** A channel that gives the time once, after \`ms\` (TM-6). */
declare function after(ms: number): RecvChan<number>;
/** A channel that gives the time every \`ms\`; nil unless that is positive (TM-11). */
declare function tick(ms: number): RecvChan<number>;
/** Calls \`f\` in its own goroutine after \`ms\` (Go's \`time.AfterFunc\`, TM-5). */
declare function afterTime(ms: number, f: () => unknown): { stop(): boolean; reset(ms: number): boolean };
/** Gives the time once, after \`ms\`; at once unless that is positive (TM-2, TM-14). */
declare class Timer {
  constructor(ms: number);
  /** Milliseconds since the run began. */
  readonly c: RecvChan<number>;
  /** True if it kept a value from being received; does not close \`c\` (TM-3). */
  stop(): boolean;
  /** Sets it anew; true if it was still to fire, or had and was not read (TM-4). */
  reset(ms: number): boolean;
}
/** Gives the time every \`ms\`; who is late misses ticks (TM-8, TM-9). Panics unless that is positive (TM-12). */
declare class Ticker {
  constructor(ms: number);
  /** Milliseconds since the run began. */
  readonly c: RecvChan<number>;
  /** No more ticks; does not close \`c\` (TM-10). */
  stop(): void;
  /** Another period from now on. Panics unless it is positive (TM-12). */
  reset(ms: number): void;
}
/** Milliseconds since the run began. */
declare function now(): number;
/** The run's chance: from 0 up to, not including, 1. */
declare function random(): number;
/** A whole number from 0 up to, not including, \`n\`. Panics unless \`n\` is positive. */
declare function randomInt(n: number): number;
declare const nanosecond: number;
declare const microsecond: number;
declare const millisecond: number;
declare const second: number;
declare const minute: number;
declare const hour: number;

// Panics

/**
 * Ends the ordinary course of this goroutine: its deferred calls run, and unless one of them recovers, the program
 * ends (PN-3, PN-4). Of null, the panic is an error that says so (PN-8).
 */
declare function panic(value: unknown): never;
/** Runs \`f(...args)\` when the function it stands in ends, last first (PN-1). That function must be async. */
declare function defer<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): void;
/** The panic's value, directly inside a deferred function, which stops it; null otherwise (PN-5, PN-6, PN-7). */
declare function recover(): unknown;
/** An error value, printed by its text; two of one text are not the same. */
declare function error(text: string): Error;
/** Is \`e\` this error, or does it wrap it? */
declare function errorIs(e: unknown, target: unknown): boolean;
/** An error that says \`text\` and is \`e\` for \`errorIs\`. */
declare function wrap(text: string, e: Error): Error;
`;
