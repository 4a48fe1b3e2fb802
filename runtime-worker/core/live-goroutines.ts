import type { Goroutine } from './goroutine.ts';

/** The goroutines that have not ended, in the order they were started. */
export class LiveGoroutines {
  count = 0;
  private first: Goroutine | null = null;
  private last: Goroutine | null = null;

  add(goroutine: Goroutine): void {
    goroutine.before = this.last;
    if (this.last === null) this.first = goroutine;
    else this.last.after = goroutine;
    this.last = goroutine;
    this.count++;
  }

  remove(goroutine: Goroutine): void {
    const { before, after } = goroutine;
    if (before === null) this.first = after;
    else before.after = after;
    if (after === null) this.last = before;
    else after.before = before;
    goroutine.before = goroutine.after = null;
    this.count--;
  }

  *all(): Generator<Goroutine, void, undefined> {
    for (let at = this.first; at !== null; at = at.after) yield at;
  }
}
