import type { Nanos } from '../../shared/base/time.ts';
import { EVENTS, NOBODY, type EventName, type WaitReason } from '../../shared/trace/events.ts';
import type { GoroutineLane, LaneKind, ObjectLane } from './lanes.ts';
import { momentOf, ownerAt } from './moment.ts';
import { CODE, reasonOfCode, STATE_OF_CODE, STATES, type StateName } from './states.ts';
import type { TraceStore } from './store.ts';

/** A goroutine or an object, as a person knows it. */
export interface Named {
  readonly row: number;
  readonly name: string;
}

/** A stretch of a goroutine's life: what it did or waited for, who has that, since when, and on which line. */
export interface SliceDetails {
  readonly what: 'goroutine';
  readonly lane: Named;
  readonly slice: number;
  readonly state: StateName;
  /** Axis positions; `to` is null while it lasts. */
  readonly from: number;
  readonly to: number | null;
  readonly since: Nanos;
  /** Nanoseconds of the run's clock; so far, while it lasts. */
  readonly lasted: number;
  /** Records it lasted. */
  readonly steps: number;
  readonly reason: WaitReason | null;
  readonly waitsOn: (Named & { readonly kind: LaneKind }) | null;
  /** Who held the lock when the wait began. */
  readonly heldBy: Named | null;
  /** Place in the queue, from 1, and its length, while the wait lasts. */
  readonly place: number | null;
  readonly queue: number;
  /** Who made it ready: of a ready slice how it began, of a wait how it ended. Null: a timer or the outside. */
  readonly wokenBy: Named | null;
  readonly site: number;
}

/** An object from one event to the next. */
export interface LevelDetails {
  readonly what: 'object';
  readonly lane: Named;
  readonly kind: LaneKind;
  /** Index of the event; -1: before the first. */
  readonly slice: number;
  readonly event: EventName | null;
  readonly by: Named | null;
  readonly from: number;
  readonly to: number | null;
  readonly since: Nanos;
  readonly lasted: number;
  readonly value: number;
  readonly capacity: number;
  readonly owner: Named | null;
  readonly sent: number;
  readonly received: number;
  readonly waitingSenders: number;
  readonly waitingReceivers: number;
  readonly waiting: number;
}

export type Details = SliceDetails | LevelDetails;

const named = (lane: GoroutineLane | ObjectLane | null | undefined): Named | null =>
  lane === null || lane === undefined ? null : { row: lane.row, name: lane.name };

/** What a goroutine did at a position; null before it was made. */
export function sliceDetails(store: TraceStore, lane: GoroutineLane, slice: number): SliceDetails | null {
  const { records } = lane.life;
  if (slice < 0 || slice >= records.count) return null;
  const code = records.code(slice);
  const state = STATES[STATE_OF_CODE[code] as number] as StateName;
  const from = records.position(slice);
  const last = slice + 1 === records.count;
  const to = last ? null : records.position(slice + 1);
  const end = to ?? store.axis.end;
  const reason = reasonOfCode(code);
  const object = reason === null ? null : store.objectOf(lane.id, records.word(slice, 2));
  return {
    what: 'goroutine',
    lane: { row: lane.row, name: lane.name },
    slice,
    state,
    from,
    to,
    since: store.axis.clockAt(from),
    lasted: store.axis.clockAt(end) - store.axis.clockAt(from),
    steps: store.axis.stepAt(end) - store.axis.stepAt(from),
    reason,
    waitsOn: object === null ? null : { row: object.row, name: object.name, kind: object.kind },
    heldBy: object === null ? null : heldAt(store, object, from),
    ...placeOf(store, lane, object, last),
    wokenBy: wakerOf(store, lane, slice),
    site: records.value(slice),
  };
}

function heldAt(store: TraceStore, object: ObjectLane, position: number): Named | null {
  const index = object.level.records.at(position);
  if (index < 0) return null;
  const owner = ownerAt(object, index);
  return owner === -1 ? null : named(store.goroutine(owner));
}

function placeOf(
  store: TraceStore,
  lane: GoroutineLane,
  object: ObjectLane | null,
  waiting: boolean,
): { place: number | null; queue: number } {
  if (object === null || !waiting) return { place: null, queue: 0 };
  const queue = store.goroutines
    .filter((other) => other.waitsOn === object)
    .sort((one, other) => one.since - other.since || one.row - other.row);
  const place = queue.indexOf(lane);
  return { place: place < 0 ? null : place + 1, queue: queue.length };
}

function wakerOf(store: TraceStore, lane: GoroutineLane, slice: number): Named | null {
  const { records } = lane.life;
  const begun =
    records.code(slice) === CODE.woken || records.code(slice) === CODE.created ? slice : slice + 1;
  if (begun >= records.count) return null;
  if (begun !== slice && records.code(begun) !== CODE.woken) return null;
  const by = records.word(begun, 2);
  return by === NOBODY ? null : named(store.goroutine(by));
}

/** An object at a position. */
export function levelDetails(store: TraceStore, lane: ObjectLane, position: number): LevelDetails {
  const { records } = lane.level;
  const slice = records.at(position);
  const from = slice < 0 ? 0 : records.position(slice);
  const to = slice + 1 < records.count ? records.position(slice + 1) : null;
  const code = slice < 0 ? -1 : records.code(slice);
  const owner = slice < 0 ? -1 : ownerAt(lane, slice);
  const rows = momentOf(store, Math.min(position, store.axis.end)).objects;
  const at = (column: ArrayLike<number>): number => column[lane.row] ?? 0;
  return {
    what: 'object',
    lane: { row: lane.row, name: lane.name },
    kind: lane.kind,
    slice,
    event: code < 0 ? null : (EVENTS[code]?.name ?? null),
    by: slice < 0 ? null : named(store.goroutine(records.word(slice, 3))),
    from,
    to,
    since: store.axis.clockAt(from),
    lasted: store.axis.clockAt(to ?? store.axis.end) - store.axis.clockAt(from),
    value: slice < 0 ? 0 : records.value(slice),
    capacity: lane.capacity,
    owner: owner === -1 ? null : named(store.goroutine(owner)),
    sent: at(rows.sent),
    received: at(rows.received),
    waitingSenders: at(rows.waitingSenders),
    waitingReceivers: at(rows.waitingReceivers),
    waiting: at(rows.waiting),
  };
}

/** Slices of a goroutine that begin at or after a position, in order: the rows of its table. */
export function slicesFrom(
  store: TraceStore,
  lane: GoroutineLane,
  from: number,
  most: number,
): SliceDetails[] {
  const first = Math.max(0, lane.life.records.at(from));
  const found: SliceDetails[] = [];
  for (let slice = first; slice < lane.life.records.count && found.length < most; slice++) {
    const details = sliceDetails(store, lane, slice);
    if (details !== null) found.push(details);
  }
  return found;
}
