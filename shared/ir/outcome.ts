import type { WaitReason } from '../trace/events.ts';
import type { Origin } from './program.ts';

/** How a run ended, in Go's own words. */
export type Outcome =
  | { readonly end: 'done' }
  | { readonly end: 'exit'; readonly code: number }
  | { readonly end: 'stopped' }
  /** `chain`: every panic still in flight, oldest first, as Go prints them (rule PN-9), without the `panic: ` prefix. */
  | { readonly end: 'panic'; readonly chain: readonly PanicLine[]; readonly goroutine: GoroutineReport }
  | { readonly end: 'deadlock'; readonly message: string; readonly goroutines: readonly GoroutineReport[] }
  /** `message` without the `fatal error: ` prefix. */
  | { readonly end: 'fatal'; readonly message: string; readonly goroutines: readonly GoroutineReport[] }
  /** The run was ended because it went past a limit set for it. */
  | { readonly end: 'out-of-memory'; readonly limit: number; readonly goroutine: GoroutineReport | null }
  | { readonly end: 'out-of-budget'; readonly steps: number }
  /** The process that ran it died or the schedule did not fit the program: a sentence for a person. */
  | { readonly end: 'failed'; readonly message: string };

export interface PanicLine {
  readonly text: string;
  /** The error of Go's runtime (`send on closed channel`), an error value, or any other value. */
  readonly kind: 'runtime' | 'error' | 'value' | 'goexit';
  readonly recovered: boolean;
  readonly repanicked: boolean;
}

/** One goroutine of a dump. */
export interface GoroutineReport {
  /** Go's number: 1 is main. */
  readonly id: number;
  /** Spawn path, equal in every schedule: `0.2.1`. */
  readonly path: string;
  /** The block's name and, where there are several, the replica: `worker[2]`. */
  readonly name: string;
  readonly node: string | null;
  readonly state: WaitReason | 'running' | 'runnable';
  /** What it waits on: the object's name and index in the executable's table, or -1. */
  readonly waitingOn: { readonly name: string; readonly object: number } | null;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  readonly createdBy: { readonly id: number; readonly name: string } | null;
}

export interface Frame {
  readonly func: string;
  readonly origin: Origin | null;
}

/** Go's exit status for an outcome (rules GO-4, GO-5, PN-3, DL-1). */
export function exitCode(outcome: Outcome): number {
  switch (outcome.end) {
    case 'done':
      return 0;
    case 'exit':
      return outcome.code;
    default:
      return 2;
  }
}
