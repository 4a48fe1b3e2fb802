import type { Executable } from '../../shared/ir/executable.ts';
import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import type { TraceSize } from '../../shared/trace/memory.ts';
import type { RunOptions } from '../protocol.ts';

/** What a worker thread is given, and what it says: both ends are ours and built together. */

export interface ThreadData {
  readonly worker: number;
  readonly executable: Executable;
  readonly options: RunOptions;
  readonly memory: SharedArrayBuffer;
  readonly print: SharedArrayBuffer;
  readonly trace: { readonly buffer: SharedArrayBuffer; readonly size: TraceSize } | null;
  /** Where the workers of a run wait for one another: see `StartGate`. */
  readonly gate: SharedArrayBuffer;
  /** Bytes that array buffers may take. */
  readonly bufferLimit: number;
}

/** `lost`: trace records the writer itself had to drop. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'paused'; readonly asked: number }
  /** The program ended here: said by the first worker on which it does. */
  | { readonly type: 'ended'; readonly ending: Ending }
  /** Nobody can run anywhere: what this worker's goroutines wait for. */
  | { readonly type: 'asleep'; readonly goroutines: readonly GoroutineReport[]; readonly mainGone: boolean }
  /** The last word: all it recorded and counted can be read, and the thread ends by itself. */
  | { readonly type: 'left'; readonly lost: number }
  /** Array buffers went past their limit; the thread waits to be ended. */
  | { readonly type: 'out-of-memory' };

export interface Ending {
  readonly outcome: Outcome;
  readonly schedule: string | null;
}
