import { unreachable } from '../../shared/base/assert.ts';
import { blockedSeries, depthSeries, throughput, timePerState } from './chart-data.ts';
import { slicesFrom } from './details.ts';
import type { ObjectLane } from './lanes.ts';
import { ownerAt } from './moment.ts';
import type { Held, LaneNames, Question } from './protocol.ts';
import { logLines, search } from './search.ts';
import { TIMED_STATES } from './states.ts';
import type { TraceStore } from './store.ts';

/** Answers a question about a run. Rows that do not exist are left out of the answer. */
export function answer(store: TraceStore, question: Question): unknown {
  const { is, ask } = question;
  switch (is) {
    case 'search':
      return search(store, ask.text, ask.most);
    case 'logs':
      return { lines: logLines(store, ask.from, ask.most), count: store.logs.count };
    case 'slices': {
      const lane = store.goroutines[ask.row];
      return lane === undefined ? [] : slicesFrom(store, lane, ask.from, ask.most);
    }
    case 'landmarks':
      return store.landmarks.slice(-ask.most).map(({ position, kind, lane, text }) => ({
        position,
        clock: store.axis.clockAt(position),
        kind,
        row: lane?.row ?? -1,
        text,
      }));
    case 'depth': {
      const { from, to, columns } = stretch(store, ask);
      return objects(store, ask.rows).map((lane) => depthSeries(store, lane, from, to, columns));
    }
    case 'throughput': {
      const { from, to, columns } = stretch(store, ask);
      const lanes = ask.rows === null ? [null] : objects(store, ask.rows);
      return {
        sent: lanes.map((lane) => throughput(store, lane, 'send', from, to, columns)),
        received: lanes.map((lane) => throughput(store, lane, 'receive', from, to, columns)),
      };
    }
    case 'blocked': {
      const { from, to, columns } = stretch(store, ask);
      return objects(store, ask.rows).map((lane) => blockedSeries(store, lane, from, to, columns));
    }
    case 'times': {
      const rows = ask.rows.filter((row) => store.goroutines[row] !== undefined);
      const to = ask.to ?? store.axis.end;
      const times = new Float64Array(rows.length * TIMED_STATES);
      for (const [i, row] of rows.entries()) {
        const lane = store.goroutines[row];
        if (lane !== undefined) times.set(timePerState(store, lane, ask.from, to), i * TIMED_STATES);
      }
      const { axis } = store;
      return {
        rows,
        times,
        span: Math.max(0, to - ask.from),
        clock: axis.clockAt(to) - axis.clockAt(ask.from),
        steps: axis.stepAt(to) - axis.stepAt(ask.from),
      };
    }
    case 'held':
      return objects(store, ask.rows).flatMap((lane) => heldBy(store, lane));
    case 'position':
      return store.axis.positionOf(ask.clock);
    case 'memory':
      return { bytes: store.bytes, events: store.events };
    default:
      return unreachable(is);
  }
}

/** Columns of a chart: as many as asked for, within reason. */
const MOST_COLUMNS = 4096;

function stretch(
  store: TraceStore,
  ask: { readonly from: number; readonly to: number | null; readonly columns: number },
): { from: number; to: number; columns: number } {
  const to = ask.to ?? store.axis.end;
  return {
    from: Math.min(ask.from, to),
    to: Math.max(to, ask.from + 1),
    columns: Math.max(1, Math.min(MOST_COLUMNS, Math.floor(ask.columns))),
  };
}

const objects = (store: TraceStore, rows: readonly number[]): ObjectLane[] =>
  rows.flatMap((row) => store.objects[row] ?? []);

/** The names of all lanes. */
export const laneNames = (store: TraceStore): LaneNames => ({
  goroutines: store.goroutines.map(({ row, id, name, label, entry, replica, parent }) => ({
    row,
    id,
    name,
    label,
    entry,
    replica,
    parent,
  })),
  objects: store.objects.map(({ row, id, name, kind, capacity }) => ({ row, id, name, kind, capacity })),
});

/** Who holds a lock now, and since when; nothing where nobody does alone. */
function heldBy(store: TraceStore, lane: ObjectLane): Held[] {
  const { records } = lane.level;
  const owner = records.count === 0 ? -1 : ownerAt(lane, records.count - 1);
  const by = owner === -1 ? undefined : store.goroutine(owner)?.row;
  if (by === undefined) return [];
  const from = records.position(records.count - 1);
  return [{ object: lane.row, by, from, since: store.axis.clockAt(from) }];
}
