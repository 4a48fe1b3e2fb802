/**
 * The trace: one row per kind of event. The writer and the reader both derive from this table, so they cannot
 * disagree.
 *
 * A record is 16 bytes, four little-endian 32-bit words:
 *
 *   word 0   kind in the high 8 bits, goroutine number (within its worker) in the low 24
 *   word 1   `a`
 *   word 2   `b`
 *   word 3   `c`
 *
 * Records of one worker are in the order they happened; a batch says the sequence number of its first record.
 * Time stands in `clock` records: every change of a virtual clock, and one sample per 256 records of a real one.
 */

/** What a word of a record means. */
export type Field =
  | 'none'
  /** A goroutine, worker in the high 8 bits, number in the low 24. */
  | 'goroutine'
  /** An object: its index in the executable's object table, or, from 2^20 up, one made while running. */
  | 'object'
  /** A string of the run: worker in the high 8 bits, its number within that worker in the low 24. */
  | 'string'
  /** An entry of `WAIT_REASONS`. */
  | 'reason'
  /** An index into the executable's table of sites: block, line, column. */
  | 'site'
  | 'count'
  /** Low / high 32 bits of nanoseconds. */
  | 'time-low'
  | 'time-high'
  /** Sequence number of the matching send within its object: what a receive names instead of the payload. */
  | 'message';

export interface EventRow {
  readonly name: string;
  readonly a: readonly [name: string, field: Field];
  readonly b: readonly [name: string, field: Field];
  readonly c: readonly [name: string, field: Field];
}

const none = ['', 'none'] as const;

/** Order is the format: a kind is its index. Append, never insert. */
export const EVENTS = [
  { name: 'clock', a: ['low', 'time-low'], b: ['high', 'time-high'], c: none },
  /** A goroutine began to exist. `parent` made it; `name` is its label; `ordinal` its rank among the parent's children: the spawn path follows from these. */
  { name: 'created', a: ['parent', 'goroutine'], b: ['name', 'string'], c: ['ordinal', 'count'] },
  { name: 'running', a: ['site', 'site'], b: none, c: none },
  /** Gave way but stays runnable. `why`: 0 gosched, 1 budget used up, 2 the chooser preempted it. */
  { name: 'yielded', a: ['why', 'count'], b: ['site', 'site'], c: none },
  { name: 'parked', a: ['object', 'object'], b: ['reason', 'reason'], c: ['site', 'site'] },
  /** Became runnable because of `by` (0xffffffff: a timer or the outside). */
  { name: 'woken', a: ['by', 'goroutine'], b: ['object', 'object'], c: none },
  /** `how`: 0 returned, 1 Goexit, 2 panicked. */
  { name: 'ended', a: ['how', 'count'], b: none, c: none },
  { name: 'object', a: ['object', 'object'], b: ['name', 'string'], c: ['capacity', 'count'] },
  /** `length`: values in the buffer afterwards. */
  { name: 'send', a: ['channel', 'object'], b: ['message', 'message'], c: ['length', 'count'] },
  { name: 'receive', a: ['channel', 'object'], b: ['message', 'message'], c: ['length', 'count'] },
  /** A receive that yielded the zero value because the channel is closed and drained. */
  { name: 'receive-closed', a: ['channel', 'object'], b: none, c: none },
  { name: 'close', a: ['channel', 'object'], b: none, c: ['length', 'count'] },
  /** `chosen`: index of the case in source order, 0xffffffff for default. `ready`: how many were. */
  { name: 'select', a: ['chosen', 'count'], b: ['ready', 'count'], c: ['site', 'site'] },
  /** `mode`: 0 exclusive, 1 shared. */
  { name: 'lock', a: ['lock', 'object'], b: ['mode', 'count'], c: ['waiters', 'count'] },
  { name: 'unlock', a: ['lock', 'object'], b: ['mode', 'count'], c: ['waiters', 'count'] },
  { name: 'add', a: ['object', 'object'], b: ['delta', 'count'], c: ['value', 'count'] },
  { name: 'read', a: ['variable', 'object'], b: ['site', 'site'], c: none },
  { name: 'write', a: ['variable', 'object'], b: ['site', 'site'], c: none },
  { name: 'cancel', a: ['context', 'object'], b: none, c: none },
  { name: 'timer', a: ['object', 'object'], b: none, c: none },
  { name: 'log', a: ['text', 'string'], b: ['site', 'site'], c: none },
  { name: 'panic', a: ['text', 'string'], b: ['site', 'site'], c: none },
  /** `count` records before this one were lost because nobody took them. */
  { name: 'dropped', a: ['count', 'count'], b: none, c: none },
] as const satisfies readonly EventRow[];

export type EventName = (typeof EVENTS)[number]['name'];

export const KIND: Readonly<Record<EventName, number>> = Object.fromEntries(
  EVENTS.map((row, kind) => [row.name, kind]),
) as Record<EventName, number>;

/** Why a goroutine is parked, in the words of Go 1.26's goroutine dumps. Order is the format: append only. */
export const WAIT_REASONS = [
  'chan receive',
  'chan send',
  'chan receive (nil chan)',
  'chan send (nil chan)',
  'select',
  'select (no cases)',
  'sleep',
  'sync.Mutex.Lock',
  'sync.RWMutex.RLock',
  'sync.RWMutex.Lock',
  'sync.WaitGroup.Wait',
  'sync.Cond.Wait',
  'semacquire',
  'IO wait',
] as const;

export type WaitReason = (typeof WAIT_REASONS)[number];

export const RECORD_BYTES = 16;
export const NOBODY = 0xffffffff;
/** Marks, for the writer, a goroutine's number that names its worker already: it is another's. */
export const FOREIGN = 1 << 30;
