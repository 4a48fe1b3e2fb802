import { err, ok, type Result } from '../../../shared/base/result.ts';
import type { Schedule } from '../../../shared/schedule/schedule.ts';
import type { Chooser } from '../chooser.ts';
import { ReplayedClock, VirtualClock, type Clock } from '../clock.ts';
import { FifoChooser } from './fifo.ts';
import { PriorityChooser } from './priority.ts';
import { ReplayChooser } from './replay.ts';
import { SeededChooser } from './seeded.ts';

/** The chooser a schedule names, from its beginning. */
export function chooserOf(strategy: string, seed: number): Chooser {
  if (strategy === 'fifo') return new FifoChooser(seed);
  const [name, depth, length] = strategy.split('-');
  return name === 'priority'
    ? new PriorityChooser(seed, Number(depth), Number(length))
    : new SeededChooser(seed);
}

/** What replays a schedule of the program with this digest; the clock is virtual unless it was a real one. */
export function replayOf(
  schedule: Schedule,
  digest: string,
): Result<{ readonly chooser: Chooser; readonly clock: Clock }, { readonly code: 'other-program' }> {
  if (schedule.digest !== digest) return err({ code: 'other-program' });
  const inner = chooserOf(schedule.strategy, schedule.seed);
  const asked = schedule.taken !== null || schedule.prefix.length > 0;
  return ok({
    chooser: asked ? new ReplayChooser(schedule.prefix, inner, schedule.taken) : inner,
    clock: schedule.readings.length > 0 ? new ReplayedClock(schedule.readings) : new VirtualClock(),
  });
}
