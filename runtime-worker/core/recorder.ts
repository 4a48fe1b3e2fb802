import { KIND, WAIT_REASONS, type WaitReason } from '../../shared/trace/events.ts';

/** Where a machine writes what happens. One call per event; the words mean what `EVENTS` says. */
export interface Recorder {
  /** `kind`: a value of `TRACE`. `goroutine`: its number, 0 for nobody. Words are 32-bit, with a sign or without. */
  record(kind: number, goroutine: number, a: number, b: number, c: number): void;
  /** A value goes straight from a sender to a receiver: `send` and `receive`. */
  recordPassing(sender: number, receiver: number, channel: number, sent: number, taken: number): void;
  /** The same for kinds whose `a` names a goroutine: the recorder says which worker it is on. */
  recordNaming(kind: number, goroutine: number, named: number, b: number, c: number): void;
  /** The index of a text in the run's string table. */
  text(text: string): number;
}

export const TRACE = KIND;

/** The index of a wait reason in `WAIT_REASONS`: goroutines keep the number, reports print the words. */
export const WAITS = Object.fromEntries(WAIT_REASONS.map((reason, index) => [reason, index])) as Readonly<
  Record<WaitReason, number>
>;

export const WAIT_SLEEP = WAITS.sleep;
export const WAIT_RECEIVE = WAITS['chan receive'];
export const WAIT_SEND = WAITS['chan send'];
export const WAIT_RECEIVE_NIL = WAITS['chan receive (nil chan)'];
export const WAIT_SEND_NIL = WAITS['chan send (nil chan)'];
export const WAIT_SELECT = WAITS.select;
export const WAIT_SELECT_NO_CASES = WAITS['select (no cases)'];
export const WAIT_MUTEX = WAITS['sync.Mutex.Lock'];
export const WAIT_READ_LOCK = WAITS['sync.RWMutex.RLock'];
export const WAIT_WRITE_LOCK = WAITS['sync.RWMutex.Lock'];
export const WAIT_GROUP = WAITS['sync.WaitGroup.Wait'];
export const WAIT_COND = WAITS['sync.Cond.Wait'];
export const WAIT_OUTSIDE = WAITS['IO wait'];
