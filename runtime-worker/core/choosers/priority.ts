import { POINT, type Chooser, type Point, type RunnableView } from '../chooser.ts';
import { XorShift } from './random.ts';
import { Tally } from './tally.ts';

/**
 * Probabilistic concurrency testing: every goroutine has a random priority, the highest runs, and at a few random
 * moments the running one falls below all others. Finds a bug that needs `depth` ordered events with a probability
 * that does not vanish with the length of the run.
 */
export class PriorityChooser implements Chooser {
  readonly strategy: string;
  readonly seed: number;
  readonly picksNext = true;
  readonly preempts = true;
  readonly taken = new Tally();
  private readonly chance: XorShift;
  private readonly priorities = new Map<number, number>();
  private readonly changes: ReadonlySet<number>;
  private view: RunnableView | null = null;
  private steps = 0;
  private lowest = 0;

  /** `depth`: changes of priority; `length`: visible operations the run is expected to have. */
  constructor(seed: number, depth = 2, length = 1000) {
    this.seed = seed >>> 0;
    this.strategy = `priority-${depth}-${length}`;
    this.chance = new XorShift(seed);
    this.changes = new Set(Array.from({ length: depth }, () => this.chance.below(length)));
  }

  watch(view: RunnableView): void {
    this.view = view;
  }

  choose(point: Point, options: number): number {
    const choice = this.decide(point, options);
    this.taken.add(point, options, choice);
    return choice;
  }

  private decide(point: Point, options: number): number {
    switch (point) {
      case POINT.next:
        return this.highest(options);
      case POINT.preempt:
        return this.preempt();
      default:
        return this.chance.below(options);
    }
  }

  private highest(options: number): number {
    const { view } = this;
    if (view === null) return 0;
    let best = 0;
    let most = -Infinity;
    for (let at = 0; at < options; at++) {
      const goroutine = view.runnable(at);
      // One that gave way of itself waits for others: left on top it would spin for ever.
      if (view.gaveWay(goroutine)) this.lower(goroutine);
      const priority = this.priority(goroutine);
      if (priority > most) {
        most = priority;
        best = at;
      }
    }
    return best;
  }

  private preempt(): number {
    if (!this.changes.has(this.steps++) || this.view === null) return 0;
    this.lower(this.view.running());
    return 1;
  }

  private lower(goroutine: number): void {
    this.priorities.set(goroutine, --this.lowest);
  }

  private priority(goroutine: number): number {
    let priority = this.priorities.get(goroutine);
    if (priority === undefined) {
      priority = this.chance.below(1 << 29) + 1;
      this.priorities.set(goroutine, priority);
    }
    return priority;
  }
}
