import type { Nanos } from '../../shared/base/time.ts';

/**
 * The state of a run at one moment: what the canvas draws over its blocks. The data worker makes one per animation
 * frame while a run lives, and one whenever the moment looked at changes. Columns, not objects: nothing here costs a
 * React update or an allocation per goroutine. Row `i` of every column of a table is the same thing.
 */
export interface Summary {
  /** Position on the timeline's axis: see `axis.ts`. */
  readonly at: number;
  /** The run's clock at that position. */
  readonly clock: Nanos;
  /** Records before that position: the step, where one machine runs alone. */
  readonly step: number;
  /** True: this is the newest moment and follows the run. False: the moment a person chose. */
  readonly live: boolean;
  /** The run has ended and `at` is its end. */
  readonly ended: boolean;
  readonly goroutines: GoroutineRows;
  readonly objects: ObjectRows;
  readonly counts: TraceCounts;
}

/** One row per goroutine that was ever seen, in order of creation. Rows are only ever added at the end. */
export interface GoroutineRows {
  readonly count: number;
  /** Worker in the high 8 bits, number in the low 24. */
  readonly id: Uint32Array;
  /** Which entry of `RunTables.goroutines` it belongs to; a goroutine started by `go` belongs to its parent's. -1: none. */
  readonly entry: Int32Array;
  /** Which replica of that block, from 0; -1 for goroutines started by `go`. */
  readonly replica: Int32Array;
  /** An index into `STATES`. */
  readonly state: Uint8Array;
  /** The run's clock when it came into that state, in nanoseconds. */
  readonly since: Float64Array;
  /** The object it waits on: a row of `objects`; -1: none. */
  readonly waitsOn: Int32Array;
  /** Where it is: an index into `RunTables.sites`; 0: unknown. */
  readonly site: Uint32Array;
}

/** One row per object: first those of `RunTables.objects`, in their order, then those made while running. */
export interface ObjectRows {
  readonly count: number;
  /** The number records call it by: below 2^20 an index into `RunTables.objects`. */
  readonly id: Uint32Array;
  /** Values in the buffer; of a wait group, semaphore or atomic its value. */
  readonly length: Int32Array;
  readonly capacity: Int32Array;
  readonly closed: Uint8Array;
  readonly sent: Float64Array;
  readonly received: Float64Array;
  /** Sends per second of the run's clock over the last second; NaN while the clock stands still. */
  readonly rate: Float32Array;
  readonly waitingSenders: Uint32Array;
  readonly waitingReceivers: Uint32Array;
  /** Everybody parked on it, whatever for: a select counts for no side of a channel, only here. */
  readonly waiting: Uint32Array;
  /** Row of the goroutine that holds the lock; -1: nobody, or several readers. */
  readonly owner: Int32Array;
  /** How many hold it: readers of a read-write lock, or 0 / 1. */
  readonly holders: Uint32Array;
  /** Where in `queue` its waiters begin; they are `waiting[i]` long, longest wait first. */
  readonly queueAt: Uint32Array;
  /** Rows of waiting goroutines, object after object. */
  readonly queue: Uint32Array;
  /** Where in `passed` an object's newest messages begin; they are `passedCount[i]` long, the newest last. */
  readonly passedAt: Uint32Array;
  readonly passedCount: Uint8Array;
  /** Who sent or received: the row of a goroutine, twice, plus one for a receive. At most `MOST_PASSED` an object. */
  readonly passed: Uint32Array;
}

/** The newest messages of a channel that a summary names: more in one frame are counted, not named. */
export const MOST_PASSED = 32;

export interface TraceCounts {
  readonly events: number;
  /** Records the runtime lost, as it says itself. */
  readonly dropped: number;
  /** Records that made no sense and were left out. */
  readonly damaged: number;
  readonly logs: number;
  /** Goroutines per state, by index into `STATES`, at the summary's moment. */
  readonly states: Uint32Array;
}

/** A summary's buffers, to move it between threads without copying. */
export function summaryBuffers(summary: Summary): ArrayBuffer[] {
  const columns = [
    ...Object.values(summary.goroutines),
    ...Object.values(summary.objects),
    summary.counts.states,
  ];
  const buffers = new Set<ArrayBuffer>();
  for (const column of columns) {
    if (ArrayBuffer.isView(column)) buffers.add(column.buffer as ArrayBuffer);
  }
  return [...buffers];
}
