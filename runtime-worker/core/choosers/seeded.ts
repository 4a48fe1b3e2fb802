import { POINT, type Chooser, type Point } from '../chooser.ts';
import { XorShift } from './random.ts';
import { Tally } from './tally.ts';

/** One visible operation in so many is preempted. */
const PREEMPT_ONE_IN = 8;

/** Everything Go leaves open is drawn from a seed: the same seed, the same run. */
export class SeededChooser implements Chooser {
  readonly strategy = 'seeded';
  readonly seed: number;
  readonly picksNext = true;
  readonly preempts = true;
  readonly taken = new Tally();
  private readonly chance: XorShift;

  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.chance = new XorShift(seed);
  }

  choose(point: Point, options: number): number {
    const choice =
      point === POINT.preempt ? Number(this.chance.below(PREEMPT_ONE_IN) === 0) : this.chance.below(options);
    this.taken.add(point, options, choice);
    return choice;
  }
}
