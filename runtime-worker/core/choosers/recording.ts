import type { Chooser, Point, RunnableView, TakenChoices } from '../chooser.ts';

export interface Decision {
  readonly point: Point;
  readonly options: number;
  readonly choice: number;
}

/** Asks another chooser, and keeps every decision: what a search or a shrinker starts from. */
export class RecordingChooser implements Chooser {
  readonly strategy: string;
  readonly seed: number;
  readonly picksNext: boolean;
  readonly preempts: boolean;
  readonly decisions: Decision[] = [];
  private readonly inner: Chooser;

  constructor(inner: Chooser) {
    this.inner = inner;
    this.strategy = inner.strategy;
    this.seed = inner.seed;
    this.picksNext = inner.picksNext;
    this.preempts = inner.preempts;
  }

  get taken(): TakenChoices | null {
    return this.inner.taken;
  }

  choose(point: Point, options: number): number {
    const choice = this.inner.choose(point, options);
    this.decisions.push({ point, options, choice });
    return choice;
  }

  watch(view: RunnableView): void {
    this.inner.watch?.(view);
  }
}
