import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';

/** The goroutines an outcome tells of. */
export function reportsOf(outcome: Outcome): readonly GoroutineReport[] {
  switch (outcome.end) {
    case 'deadlock':
    case 'fatal':
      return outcome.goroutines;
    case 'panic':
      return [outcome.goroutine];
    case 'out-of-memory':
      return outcome.goroutine === null ? [] : [outcome.goroutine];
    default:
      return [];
  }
}

/** An end that nobody wanted. */
export const isBad = (outcome: Outcome): boolean =>
  !(outcome.end === 'done' || outcome.end === 'stopped' || (outcome.end === 'exit' && outcome.code === 0));
