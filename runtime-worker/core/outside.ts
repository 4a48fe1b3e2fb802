import { MODE_THROW, type Goroutine } from './goroutine.ts';

/**
 * Goroutines that wait for promises that are none of the runtime's. What has settled is kept until nobody can run,
 * so that when it arrives does not depend on how long the program was busy.
 */
export class Outside {
  /** Goroutines waiting. */
  pending = 0;
  private settled: { readonly goroutine: Goroutine; readonly value: unknown; readonly mode: number }[] = [];
  private hadTurn = false;

  /** Keeps what `promise` comes to for `goroutine`, which has been parked; `heard` is called then. */
  wait(goroutine: Goroutine, promise: PromiseLike<unknown>, heard: () => void): void {
    this.pending++;
    const settle = (value: unknown, mode: number): void => {
      this.pending--;
      this.settled.push({ goroutine, value, mode });
      heard();
    };
    promise.then(
      (value) => settle(value, 0),
      (thrown: unknown) => settle(thrown, MODE_THROW),
    );
  }

  /** Hands over what has settled, in order; false when there is nothing. */
  deliver(ready: (goroutine: Goroutine, value: unknown) => void): boolean {
    if (this.settled.length === 0) return false;
    const { settled } = this;
    this.settled = [];
    this.hadTurn = false;
    for (const { goroutine, value, mode } of settled) {
      ready(goroutine, value);
      goroutine.mode |= mode;
    }
    return true;
  }

  /** True once after every quiet moment: a promise that has settled must be given its turn before time moves. */
  needsTurn(): boolean {
    this.hadTurn = this.pending > 0 && !this.hadTurn;
    return this.hadTurn;
  }
}
