import type { RunTables } from '../../shared/ipc/contract.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { Series } from './chart-data.ts';
import type { DrawnNames } from './drawn-names.ts';
import type { SliceDetails } from './details.ts';
import type { LaneKind } from './lanes.ts';
import type { Hit, LogLine } from './search.ts';
import type { Summary } from './summary.ts';

/** Messages from the page to the data worker. */
export type ToTrace =
  /** A run begins: forget the one before. */
  | {
      readonly type: 'open';
      readonly tables: RunTables;
      /** What things are called on the canvas; absent: by the program's own names. */
      readonly names?: DrawnNames;
      readonly clock: 'real' | 'virtual';
      readonly workers: number;
    }
  | { readonly type: 'batch'; readonly batch: ArrayBuffer }
  /** The run's clock, told although nothing was recorded. */
  | { readonly type: 'clock'; readonly time: number }
  | { readonly type: 'end'; readonly outcome: Outcome }
  /** The moment to summarise, as a position; null: now. */
  | { readonly type: 'moment'; readonly position: number | null }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

/** Messages from the data worker to the page. */
export type FromTrace =
  | { readonly type: 'summary'; readonly summary: Summary }
  /** Lanes that are new or got their name; at most ten times a second. */
  | { readonly type: 'lanes'; readonly lanes: LaneNames }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

export interface LaneNames {
  readonly goroutines: readonly {
    readonly row: number;
    readonly id: number;
    /** As it was drawn, and as the program calls it. */
    readonly name: string;
    readonly label: string;
    readonly entry: number;
    readonly replica: number;
    readonly parent: number;
  }[];
  readonly objects: readonly {
    readonly row: number;
    readonly id: number;
    readonly name: string;
    readonly kind: LaneKind;
    readonly capacity: number;
  }[];
}

/** A lock somebody holds. */
export interface Held {
  /** Row of the lock. */
  readonly object: number;
  /** Row of the goroutine. */
  readonly by: number;
  /** Position and reading of the run's clock at which it took it. */
  readonly from: number;
  readonly since: number;
}

/** What can be asked, and what comes back. Positions are the axis's; `to: null` is now. */
export interface Questions {
  search: { ask: { text: string; most: number }; answer: readonly Hit[] };
  logs: {
    ask: { from: number; most: number };
    answer: { readonly lines: readonly LogLine[]; readonly count: number };
  };
  slices: { ask: { row: number; from: number; most: number }; answer: readonly SliceDetails[] };
  landmarks: {
    ask: { most: number };
    answer: readonly { position: number; clock: number; kind: string; row: number; text: string }[];
  };
  depth: {
    ask: { rows: readonly number[]; from: number; to: number | null; columns: number };
    answer: readonly Series[];
  };
  throughput: {
    ask: { rows: readonly number[] | null; from: number; to: number | null; columns: number };
    answer: { readonly sent: readonly Series[]; readonly received: readonly Series[] };
  };
  /** How much of the time somebody waited on an object. */
  blocked: {
    ask: { rows: readonly number[]; from: number; to: number | null; columns: number };
    answer: readonly Series[];
  };
  /** Nanoseconds per timed state of each goroutine, eight numbers a row. */
  times: {
    ask: { rows: readonly number[]; from: number; to: number | null };
    answer: {
      readonly rows: readonly number[];
      readonly times: Float64Array;
      readonly span: number;
      readonly clock: number;
      readonly steps: number;
    };
  };
  /** Of locks that one goroutine holds alone at the end of the trace: who, and since when. */
  held: {
    ask: { rows: readonly number[] };
    answer: readonly Held[];
  };
  /** Where the run's clock reads this. */
  position: { ask: { clock: number }; answer: number };
  memory: { ask: null; answer: { readonly bytes: number; readonly events: number } };
}

export type Question = {
  [K in keyof Questions]: { readonly is: K; readonly ask: Questions[K]['ask'] };
}[keyof Questions];
export type Answer<K extends keyof Questions> = Questions[K]['answer'];
