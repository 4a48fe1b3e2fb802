import type { GoroutineReport } from '../../shared/ir/outcome.ts';
import { WAIT_REASONS } from '../../shared/trace/events.ts';
import type { LaneNames } from '../trace/protocol.ts';
import { codeOfReason, STATE_OF_CODE, STATES, type StateName } from '../trace/states.ts';
import type { Summary } from '../trace/summary.ts';

/** A goroutine of an outcome, with what the trace knows of it at the end. */
export interface Waiter {
  readonly report: GoroutineReport;
  /** Row of its lane; -1 when the trace has none. */
  readonly row: number;
  readonly state: StateName;
  /** Who has what it waits for, by name and by row of the lane; empty: nobody, or it is not a thing one has. */
  readonly heldBy: readonly string[];
  readonly holders: readonly number[];
  /** The line it stands on. */
  readonly site: {
    readonly node: string;
    readonly param: string;
    readonly line: number;
    readonly column: number;
  } | null;
}

/** How long one waits: on the run's clock, and in steps where the clock stood still. */
export interface Wait {
  /** Position on the timeline where it began: no two begin at the same one on one machine. */
  readonly from: number;
  readonly since: number;
  readonly lasted: number;
  readonly steps: number;
}

/** `drawn`: a report as a person reads it. */
export function whoWaits(
  reports: readonly GoroutineReport[],
  summary: Summary | null,
  lanes: LaneNames['goroutines'],
  drawn: (report: GoroutineReport) => GoroutineReport = (report) => report,
): readonly Waiter[] {
  const taken = new Set<number>();
  return reports.map((report) => {
    const row = rowOf(report, lanes, taken);
    if (row >= 0) taken.add(row);
    const held = summary === null ? [] : holdersOf(report, summary, lanes);
    return {
      report: drawn(report),
      row,
      state: stateOfReport(report.state),
      heldBy: held.map(({ name }) => name),
      holders: held.map(({ row: holder }) => holder),
      site: report.frames.find((frame) => frame.origin !== null)?.origin ?? null,
    };
  });
}

/** The mark of a goroutine in a dump. */
export function stateOfReport(state: GoroutineReport['state']): StateName {
  if (state === 'running' || state === 'runnable') return state;
  return STATES[STATE_OF_CODE[codeOfReason(WAIT_REASONS.indexOf(state))] ?? 0] ?? 'wait';
}

/** A lane of the goroutine's name in the program; where several have it, each is used once, in order of creation. */
function rowOf(report: GoroutineReport, lanes: LaneNames['goroutines'], taken: ReadonlySet<number>): number {
  const named = lanes.filter((lane) => lane.label === report.name && !taken.has(lane.row));
  return named[0]?.row ?? -1;
}

function holdersOf(
  report: GoroutineReport,
  summary: Summary,
  lanes: LaneNames['goroutines'],
): LaneNames['goroutines'] {
  const object = report.waitingOn?.object ?? -1;
  if (object < 0 || object >= summary.objects.count) return [];
  const owner = summary.objects.owner[object] ?? -1;
  return lanes.filter((lane) => lane.row === owner);
}

/**
 * Goroutines that wait in a circle, each for what the next one has, beginning with the one created first; empty when
 * there is none.
 */
export function circle(waiters: readonly Waiter[]): readonly Waiter[] {
  // By row: blocks may share a name.
  const byRow = new Map(waiters.map((waiter) => [waiter.row, waiter]));
  for (const start of waiters) {
    const seen: Waiter[] = [];
    let at: Waiter | undefined = start;
    while (at !== undefined && !seen.includes(at)) {
      seen.push(at);
      at = byRow.get(at.holders[0] ?? -1);
    }
    if (at === start) return seen;
  }
  return [];
}

/** Who came to wait last: until then the program could go on. Null when the trace does not say of everybody. */
export function lastToWait(
  waiters: readonly Waiter[],
  waits: ReadonlyMap<number, Wait>,
): { readonly waiter: Waiter; readonly wait: Wait } | null {
  const known = waiters.flatMap((waiter) => {
    const wait = waits.get(waiter.row);
    return wait === undefined ? [] : [{ waiter, wait }];
  });
  if (known.length === 0 || known.length < waiters.length) return null;
  return known.reduce((last, each) => (each.wait.from > last.wait.from ? each : last));
}
