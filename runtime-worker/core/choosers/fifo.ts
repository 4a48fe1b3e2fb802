import { POINT, type Chooser, type Point } from '../chooser.ts';
import { XorShift } from './random.ts';

/**
 * First come first served, and no preemption but by the loop budget: the fastest strategy. Chance enters only where
 * Go promises it, in selects and in random numbers.
 */
export class FifoChooser implements Chooser {
  readonly strategy = 'fifo';
  readonly seed: number;
  readonly picksNext = false;
  readonly preempts = false;
  readonly taken = null;
  private readonly chance: XorShift;

  constructor(seed = 1) {
    this.seed = seed;
    this.chance = new XorShift(seed);
  }

  choose(point: Point, options: number): number {
    return point === POINT.select || point === POINT.random ? this.chance.below(options) : 0;
  }
}
