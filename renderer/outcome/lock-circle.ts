import type { Held } from '../trace/protocol.ts';
import type { Waiter } from './who-waits.ts';

/** What can be said of goroutines that wait for each other's locks in a circle, beyond who waits for whom. */

/** The last event without which the circle would not be: a lock that was free was taken by one, and not by who needs it. */
export interface Chance {
  /** Who took it, by name and by row of the lane. */
  readonly by: string;
  readonly row: number;
  readonly object: string;
  /** Who waits for it now. */
  readonly waiter: string;
  readonly from: number;
  readonly since: number;
}

export const areLocks = (round: readonly Waiter[]): boolean =>
  round.length > 1 && round.every(({ state }) => state === 'mutex');

/** Null when the trace does not say since when each lock is held. */
export function lastChance(round: readonly Waiter[], held: readonly Held[]): Chance | null {
  if (!areLocks(round)) return null;
  const taken = round.flatMap((waiter): Chance[] => {
    const { waitingOn, name } = waiter.report;
    const hold = held.find(({ object }) => object === waitingOn?.object);
    const [by] = waiter.heldBy;
    if (hold === undefined || waitingOn === null || by === undefined) return [];
    const { from, since } = hold;
    return [{ by, row: hold.by, object: waitingOn.name, waiter: name, from, since }];
  });
  if (taken.length < round.length) return null;
  return taken.reduce((last, each) => (each.from > last.from ? each : last));
}

/** Who would have to take its locks the other way round for all to lock in one order: that of the drawing's objects. */
export interface Turn {
  readonly goroutine: string;
  /** The lock it waits for, which comes first, and the one it has. */
  readonly first: string;
  readonly then: string;
}

export function turnOf(round: readonly Waiter[]): Turn | null {
  if (!areLocks(round)) return null;
  for (const [i, waiter] of round.entries()) {
    // Each waits for what the next one has.
    const has = round.at(i - 1)?.report.waitingOn;
    const wants = waiter.report.waitingOn;
    if (has == null || wants === null || wants.object >= has.object) continue;
    return { goroutine: waiter.report.name, first: wants.name, then: has.name };
  }
  return null;
}
