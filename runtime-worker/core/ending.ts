import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import type { Goroutine } from './goroutine.ts';
import { PanicRecord, panicLines, UnprintablePanic } from './panic.ts';

/** How an uncaught panic ends the program (PN-3), or a panic while printing one (PN-20). */
export function panicOutcome(goroutine: Goroutine, thrown: unknown, report: GoroutineReport): Outcome {
  const held = goroutine.panicking;
  const record = held !== null && held.thrown === thrown ? held : new PanicRecord(thrown, null);
  try {
    return { end: 'panic', chain: panicLines(record), goroutine: report };
  } catch (failure) {
    if (!(failure instanceof UnprintablePanic)) throw failure;
    const message = `panic while printing panic value: ${failure.message}`;
    return { end: 'fatal', message, goroutines: [report] };
  }
}

/** Where the frames below the one on top stand, innermost first. */
export function callersOf(goroutine: Goroutine): number[] {
  const places: number[] = [];
  for (let frame = goroutine.caller; frame !== null; frame = frame.caller) places.push(frame.at);
  return places;
}

/** Where a goroutine stood when the exception at hand was thrown: frames are gone by the time nobody caught it. */
export class ThrowTrace {
  private goroutine: Goroutine | null = null;
  private thrown: unknown = undefined;
  private places: readonly number[] = [];

  /** The exception is about to leave a frame. Its first frame is the one that counts. */
  note(goroutine: Goroutine, thrown: unknown): void {
    if (this.goroutine === goroutine && this.thrown === thrown) return;
    this.goroutine = goroutine;
    this.thrown = thrown;
    this.places = callersOf(goroutine);
  }

  /** The sites of the frames below the one that threw, innermost first. */
  callers(goroutine: Goroutine, thrown: unknown): readonly number[] {
    return this.goroutine === goroutine && this.thrown === thrown ? this.places : callersOf(goroutine);
  }
}
