import type { RunId } from '../shared/base/ids.ts';
import type { GoroutineReport, Outcome } from '../shared/ir/outcome.ts';
import type { Executable } from '../shared/ir/executable.ts';

/**
 * Messages between the run controller (in main) and the runtime host (its child process). The host runs one
 * program at a time; main starts a new host for the next run where this one was spoilt.
 */

export interface RunOptions {
  readonly mode: 'deterministic' | 'parallel';
  readonly seed: number;
  /** A printed schedule to replay; decides instead of the seed. */
  readonly schedule: string | null;
  readonly workers: number;
  readonly clock: 'virtual' | 'real';
  /** MiB. */
  readonly memory: number;
  /**
   * How much is traced: nothing; the newest events only, sent when the run rests or ends; every event, waiting for the
   * reader when need be.
   */
  readonly trace: 'off' | 'recorder' | 'lossless';
  /** Slow motion in deterministic mode: wall milliseconds per step; 0 is full speed. */
  readonly pace: number;
  /** Wait for `resume` or `step` before the first step. */
  readonly paused: boolean;
  /** Steps after which the run ends as out of budget; 0: none. */
  readonly maxSteps: number;
  /** Input name to text. */
  readonly inputs: Readonly<Record<string, string>>;
}

export type ToHost =
  | {
      readonly type: 'start';
      readonly run: RunId;
      readonly executable: Executable;
      readonly options: RunOptions;
    }
  | { readonly type: 'stop'; readonly run: RunId }
  | { readonly type: 'pause'; readonly run: RunId }
  | { readonly type: 'resume'; readonly run: RunId }
  /** While paused: run `steps` scheduler steps. */
  | { readonly type: 'step'; readonly run: RunId; readonly steps: number }
  | { readonly type: 'pace'; readonly run: RunId; readonly pace: number }
  /** A person pressed the button wired to a context: its index in the executable's objects. */
  | { readonly type: 'signal'; readonly run: RunId; readonly object: number }
  /**
   * Comes with a port straight to the window. The run's batches go there instead of in `trace` messages, each as a
   * bare `ArrayBuffer`; what comes back on it is a number: how many batches the reader took.
   */
  | { readonly type: 'trace-port'; readonly run: RunId }
  /** The reader took this many trace batches. */
  | { readonly type: 'credit'; readonly run: RunId; readonly batches: number };

export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'started'; readonly run: RunId; readonly workers: number }
  /** A trace batch: see `shared/trace/batch.ts` for the header. */
  | { readonly type: 'trace'; readonly run: RunId; readonly batch: ArrayBuffer }
  /** Lines the program printed, in order. `text` may hold several lines; it is stdout, verbatim. */
  | { readonly type: 'print'; readonly run: RunId; readonly text: string }
  | { readonly type: 'paused'; readonly run: RunId; readonly step: number }
  | {
      readonly type: 'progress';
      readonly run: RunId;
      readonly steps: number;
      readonly goroutines: number;
      readonly time: number;
      /** The goroutine that ran last: what a death of the host is blamed on. */
      readonly last: GoroutineReport | null;
    }
  | { readonly type: 'ended'; readonly run: RunId; readonly result: RunResult };

export interface RunResult {
  readonly outcome: Outcome;
  /** Reproduces the run; null in parallel mode, where the machine's timing decides. */
  readonly schedule: string | null;
  readonly counts: RunCounts;
}

export interface RunCounts {
  readonly steps: number;
  readonly goroutines: number;
  readonly sends: number;
  readonly receives: number;
  readonly events: number;
  readonly dropped: number;
  /** Nanoseconds on the run's clock, and on the wall. */
  readonly time: number;
  readonly wall: number;
}

/** Of a run that never began, or of which nobody can tell. */
export const NO_COUNTS: RunCounts = {
  steps: 0,
  goroutines: 0,
  sends: 0,
  receives: 0,
  events: 0,
  dropped: 0,
  time: 0,
  wall: 0,
};
