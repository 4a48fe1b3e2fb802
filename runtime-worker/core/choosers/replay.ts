import { ScheduleDiverged, type Chooser, type Point, type RunnableView } from '../chooser.ts';
import { Tally } from './tally.ts';

/** What a replayed run must come to. */
export interface ExpectedChoices {
  readonly count: number;
  readonly checksum: number;
  readonly checkpoints: readonly number[];
  readonly stride: number;
}

/**
 * Plays a schedule again: the choices given, then what `rest` says. It stops as soon as a choice does not fit the
 * question, or a checkpoint shows that other questions were asked than the first time.
 */
export class ReplayChooser implements Chooser {
  readonly strategy: string;
  readonly seed: number;
  readonly picksNext: boolean;
  readonly preempts: boolean;
  readonly taken = new Tally();
  private readonly prefix: readonly number[];
  private readonly rest: Chooser;
  private readonly expected: ExpectedChoices | null;

  constructor(prefix: readonly number[], rest: Chooser, expected: ExpectedChoices | null = null) {
    this.prefix = prefix;
    this.rest = rest;
    this.expected = expected;
    this.strategy = rest.strategy;
    this.seed = rest.seed;
    this.picksNext = rest.picksNext;
    this.preempts = rest.preempts;
  }

  watch(view: RunnableView): void {
    this.rest.watch?.(view);
  }

  choose(point: Point, options: number): number {
    const { taken } = this;
    const at = taken.count;
    const { expected } = this;
    if (expected !== null && at >= expected.count)
      throw new ScheduleDiverged(at, `the recorded run took ${expected.count} decisions`);
    const given = this.prefix[at];
    const choice = given ?? this.rest.choose(point, options);
    if (choice >= options) throw new ScheduleDiverged(at, `choice ${choice} of ${options} options`);
    taken.add(point, options, choice);
    if (expected !== null && taken.count % expected.stride === 0) this.compare(expected, taken.count);
    return choice;
  }

  private compare(expected: ExpectedChoices, count: number): void {
    const checkpoint = expected.checkpoints[count / expected.stride - 1];
    if (checkpoint !== undefined && checkpoint !== this.taken.checksum)
      throw new ScheduleDiverged(count, `other decisions since ${count - expected.stride}`);
  }

  /** At the end of the run. @throws ScheduleDiverged when it took other decisions than the recorded one */
  finish(): void {
    const { expected, taken } = this;
    if (expected === null) return;
    if (taken.count !== expected.count)
      throw new ScheduleDiverged(taken.count, `the recorded run took ${expected.count} decisions`);
    if (taken.checksum !== expected.checksum) throw new ScheduleDiverged(taken.count, 'the checksums differ');
  }
}
