/**
 * Every decision Go leaves open goes through a chooser, and only when there is more than one option. A run is a
 * function of its program, its clock and these answers.
 */

/** What is being decided. The number is part of the schedule's checksum: append only. */
export const POINT = {
  /** Which of the runnable goroutines goes next. */
  next: 0,
  /** Which of the ready cases of a select is taken (SE-2). */
  select: 1,
  /** Which of several timers due at the same instant fires first (TM-13). */
  timer: 2,
  /** 1: the running goroutine gives way before its next visible operation. */
  preempt: 3,
  /** A number the program asked for. */
  random: 4,
} as const;

export type Point = (typeof POINT)[keyof typeof POINT];

export interface Chooser {
  /** How the schedule names it: `fifo`, `seeded` … */
  readonly strategy: string;
  readonly seed: number;
  /** False: the head of the run queue always goes next, and `choose` is not asked. */
  readonly picksNext: boolean;
  /** False: a goroutine is never preempted before a visible operation, and `choose` is not asked. */
  readonly preempts: boolean;
  /**
   * An integer from 0 to `options` - 1. `options` is at least 2.
   * @throws ScheduleDiverged where a recorded schedule does not fit
   */
  choose(point: Point, options: number): number;
  /** Given once, before the first choice: for strategies that need to know who the options are. */
  watch?(view: RunnableView): void;
  /** Decisions so far and a running checksum of them, for the printed schedule. */
  readonly taken: TakenChoices | null;
}

/** The run queue as a strategy may see it. Option `i` of `POINT.next` is `runnable(i)`. */
export interface RunnableView {
  /** The number of the runnable goroutine at `index`. */
  runnable(index: number): number;
  /** The number of the running goroutine; 0 when none runs. */
  running(): number;
  /** True when the running goroutine last gave way of itself (gosched, budget used up). */
  gaveWay(goroutine: number): boolean;
}

export interface TakenChoices {
  readonly count: number;
  readonly checksum: number;
  readonly checkpoints: readonly number[];
  /** Decisions between two checkpoints: a power of two. */
  readonly stride: number;
}

/** The program did not ask what the recorded schedule answers. */
export class ScheduleDiverged extends Error {
  readonly decision: number;

  constructor(decision: number, detail: string) {
    super(`diverged at decision ${decision}: ${detail}`);
    this.name = 'ScheduleDiverged';
    this.decision = decision;
  }
}
