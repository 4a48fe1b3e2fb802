import { KIND } from '../../shared/trace/events.ts';
import type { GoroutineLane, ObjectLane } from './lanes.ts';
import { STATE, STATE_OF_CODE, STATES } from './states.ts';
import type { TraceStore } from './store.ts';
import { MOST_PASSED, type GoroutineRows, type ObjectRows, type Summary } from './summary.ts';

/** What a run looks like at a position; `null` is now. Every past moment costs the same, however long the run. */
export function momentOf(store: TraceStore, position: number | null): Summary {
  const { axis } = store;
  const at = Math.min(axis.end, Math.max(0, position ?? axis.end));
  const live = position === null;
  const goroutines = goroutineRows(store, at, live);
  const objects = objectRows(store, at, live, goroutines);
  const states = new Uint32Array(STATES.length);
  for (const state of goroutines.state) states[state] = (states[state] as number) + 1;
  return {
    at,
    clock: axis.clockAt(at),
    step: axis.stepAt(at),
    live,
    ended: store.outcome !== null && at >= axis.end,
    goroutines,
    objects,
    counts: {
      events: store.events,
      dropped: store.dropped,
      damaged: store.damaged,
      logs: live ? store.logs.count : store.logs.before(at),
      states,
    },
  };
}

function goroutineRows(store: TraceStore, at: number, live: boolean): GoroutineRows {
  const count = store.goroutines.length;
  const rows: GoroutineRows = {
    count,
    id: new Uint32Array(count),
    entry: new Int32Array(count),
    replica: new Int32Array(count),
    state: new Uint8Array(count).fill(STATE.new),
    since: new Float64Array(count),
    waitsOn: new Int32Array(count).fill(-1),
    site: new Uint32Array(count),
  };
  for (let row = 0; row < count; row++) {
    const lane = store.goroutines[row] as GoroutineLane;
    const { records } = lane.life;
    rows.id[row] = lane.id;
    rows.entry[row] = lane.entry;
    rows.replica[row] = lane.replica;
    const slice = live ? records.count - 1 : records.at(at);
    if (slice < 0) continue;
    const code = records.code(slice);
    const state = STATE_OF_CODE[code] as number;
    rows.state[row] = state;
    rows.since[row] = store.axis.clockAt(records.position(slice));
    rows.site[row] = records.value(slice);
    if (state >= STATE.send && state <= STATE.sleep) {
      const object = store.objectOf(lane.id, records.word(slice, 2));
      if (object !== null) rows.waitsOn[row] = object.row;
    }
  }
  return rows;
}

function objectRows(store: TraceStore, at: number, live: boolean, goroutines: GoroutineRows): ObjectRows {
  const count = store.objects.length;
  const numbers = (): Uint32Array => new Uint32Array(count);
  const rows: ObjectRows = {
    count,
    id: numbers(),
    length: new Int32Array(count),
    capacity: new Int32Array(count),
    closed: new Uint8Array(count),
    sent: new Float64Array(count),
    received: new Float64Array(count),
    rate: new Float32Array(count),
    waitingSenders: numbers(),
    waitingReceivers: numbers(),
    waiting: numbers(),
    owner: new Int32Array(count).fill(-1),
    holders: numbers(),
    queueAt: numbers(),
    queue: queueUp(goroutines, count),
    passedAt: numbers(),
    passedCount: new Uint8Array(count),
    passed: new Uint32Array(
      store.objects.reduce((sum, { level }) => sum + Math.min(MOST_PASSED, level.records.count), 0),
    ),
  };
  let passed = 0;
  const now = store.axis.clockAt(at);
  const window = Math.min(SECOND, now - store.axis.clockAt(0));
  const windowFrom = window > 0 ? store.axis.positionOf(now - window) : at;
  for (let row = 0; row < count; row++) {
    const lane = store.objects[row] as ObjectLane;
    const { records } = lane.level;
    rows.id[row] = lane.id;
    rows.capacity[row] = lane.capacity;
    const slice = live ? records.count - 1 : records.at(at);
    const { sent, received } = lane.countsAt(slice);
    rows.sent[row] = sent;
    rows.received[row] = received;
    rows.rate[row] =
      window > 0 ? ((sent - lane.countsAt(records.at(windowFrom)).sent) * SECOND) / window : Number.NaN;
    rows.closed[row] = closedAt(lane, at, live) ? 1 : 0;
    if (slice < 0) continue;
    rows.length[row] = records.value(slice);
    passed = namePassed(store, lane, slice, rows, row, passed);
    const code = records.code(slice);
    if (code !== KIND.lock && code !== KIND.unlock) continue;
    rows.holders[row] = records.value(slice);
    const owner = ownerAt(lane, slice);
    if (owner !== -1) rows.owner[row] = store.goroutine(owner)?.row ?? -1;
  }
  countWaiting(goroutines, rows);
  return rows;
}

/** Names who moved a channel's newest messages; returns where the next object's begin. */
function namePassed(
  store: TraceStore,
  { level: { records } }: ObjectLane,
  slice: number,
  rows: ObjectRows,
  row: number,
  at: number,
): number {
  rows.passedAt[row] = at;
  let count = 0;
  for (let i = Math.max(0, slice - MOST_PASSED + 1); i <= slice; i++) {
    const code = records.code(i);
    if (code !== KIND.send && code !== KIND.receive) continue;
    const goroutine = store.goroutine(records.word(i, 3))?.row;
    if (goroutine === undefined) continue;
    rows.passed[at + count++] = goroutine * 2 + (code === KIND.receive ? 1 : 0);
  }
  rows.passedCount[row] = count;
  return at + count;
}

/** The goroutine that holds a lock alone after record `slice`: its id, or -1. */
export function ownerAt(lane: ObjectLane, slice: number): number {
  const { records } = lane.level;
  const exclusive = records.code(slice) === KIND.lock && records.word(slice, 2) === 0;
  return exclusive ? records.word(slice, 3) : -1;
}

function closedAt(lane: ObjectLane, at: number, live: boolean): boolean {
  if (live || !lane.closed) return lane.closed;
  const from = lane.closedFrom;
  return from !== null && from <= at;
}

/** Waiting goroutines, object after object, longest wait first. */
function queueUp(goroutines: GoroutineRows, objects: number): Uint32Array {
  const waiting: number[] = [];
  for (let row = 0; row < goroutines.count; row++) {
    const object = goroutines.waitsOn[row] as number;
    if (object < 0 || object >= objects) continue;
    waiting.push(row);
  }
  waiting.sort((one, other) => {
    const byObject = (goroutines.waitsOn[one] as number) - (goroutines.waitsOn[other] as number);
    if (byObject !== 0) return byObject;
    const bySince = (goroutines.since[one] as number) - (goroutines.since[other] as number);
    return bySince !== 0 ? bySince : one - other;
  });
  return Uint32Array.from(waiting);
}

function countWaiting(goroutines: GoroutineRows, objects: ObjectRows): void {
  for (const [at, row] of objects.queue.entries()) {
    const object = goroutines.waitsOn[row] as number;
    const state = goroutines.state[row];
    if (objects.waiting[object] === 0) objects.queueAt[object] = at;
    objects.waiting[object] = (objects.waiting[object] as number) + 1;
    if (state === STATE.send) objects.waitingSenders[object] = (objects.waitingSenders[object] as number) + 1;
    if (state === STATE.recv) {
      objects.waitingReceivers[object] = (objects.waitingReceivers[object] as number) + 1;
    }
  }
}

/** The window over which rates are taken, in nanoseconds of the run's clock. */
const SECOND = 1e9;
