import type { Outcome } from '../../shared/ir/outcome.ts';
import type { Chooser } from './chooser.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';

/** What a run is given. */
export interface SchedulerOptions {
  readonly clock: Clock;
  readonly chooser: Chooser;
  readonly recorder: Recorder | null;
  /** What the program prints, verbatim. */
  readonly print: (text: string) => void;
  readonly driver: Driver;
  readonly registers: Registers;
  /** Input name to text. */
  readonly inputs?: Readonly<Record<string, string>>;
  /**
   * Word 0 is polled: 0 run, 1 pause, 2 stop. Word 1 is the number of the goroutine that ran last, word 2 the site
   * where one last used up its budget: what is known of a thread that is gone.
   */
  readonly control?: Int32Array;
  /**
   * Called when nothing can run here, no timer is due and no promise is pending. With it the machine never decides
   * by itself that the program is over or deadlocked: it is one of several.
   */
  readonly idle?: () => void;
  /** Called when a goroutine becomes ready while the machine is not in `run`, which has work again. */
  readonly wake?: () => void;
  /** Called now and then by code that cannot give way, in the middle of a slice. Returns when it may go on. */
  readonly hold?: () => void;
  /** Called once, at the moment the program ends. */
  readonly ended?: (outcome: Outcome) => void;
  /** Number of the first object made while running; for one of several machines, out of the others' way. */
  readonly firstObject?: number;
}

/** How bodies are continued: compiled generators, or promises. */
export interface Driver {
  /** The value of `await value`, or a token: of a function that may park, a thenable, or anything else. */
  settle(value: unknown): unknown;
  /** True for a token, of an operation or of `settle`. */
  waits(value: unknown): boolean;
}

/** What the running goroutine keeps at hand; saved and restored when it parks. */
export class Registers {
  /** Second result of the last receive (CH-13). */
  ok = false;
  /** What the last select received. */
  value: unknown = undefined;
  /** The site of the operation at hand. */
  at = 0;
}
