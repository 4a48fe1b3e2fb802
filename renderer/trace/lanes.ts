import type { ObjectKind } from '../../shared/ir/program.ts';
import { KIND } from '../../shared/trace/events.ts';
import { Records } from './records.ts';
import { CODE } from './states.ts';
import { packWaiting, Track } from './track.ts';

/** Point events of a lane: code is the kind of event. Value and word 2: see `store.ts`. */
export type Marks = Records;

/** One goroutine: its life, and what it is doing now. */
export class GoroutineLane {
  readonly row: number;
  /** Worker in the high 8 bits, number in the low 24. */
  readonly id: number;
  /** As it was drawn. */
  name: string;
  /** As the program calls it. */
  label: string;
  /** Row of the goroutine that made it; -1: the program. */
  parent = -1;
  entry = -1;
  replica = -1;
  readonly life: Track;
  marks: Marks | null = null;
  /** Panics, closes and cancellations: few, and never left out. */
  rare: Marks | null = null;
  /** Now: see `states.ts`. */
  code: number = CODE.created;
  /** Position at which that began. */
  since = 0;
  /** The object it waits on; null when it does not, or sleeps. */
  waitsOn: ObjectLane | null = null;

  constructor(row: number, id: number, name: string, unit: number) {
    this.row = row;
    this.id = id;
    this.name = name;
    this.label = name;
    this.life = new Track('life', unit);
  }
}

/** What an object made while running is: its first event tells. */
export type LaneKind = ObjectKind | 'unknown';

/** One channel, lock, counter … : its level, who waits, and what it is now. */
export class ObjectLane {
  readonly row: number;
  readonly id: number;
  name: string;
  kind: LaneKind;
  capacity: number;
  readonly level: Track;
  waits: Track | null = null;
  marks: Marks | null = null;
  /** Panics, closes and cancellations: few, and never left out. */
  rare: Marks | null = null;
  /** Values in the buffer, holders of a lock, or a counter's value. */
  length = 0;
  closed = false;
  /** Position at which it was closed or cancelled; null while it is open. */
  closedFrom: number | null = null;
  sent = 0;
  received = 0;
  owner: GoroutineLane | null = null;
  waitingSenders = 0;
  waitingReceivers = 0;
  waitingOthers = 0;

  constructor(row: number, id: number, name: string, kind: LaneKind, capacity: number, unit: number) {
    this.row = row;
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.capacity = capacity;
    this.level = new Track('level', unit, Math.max(1, capacity));
  }

  /** What there was before every `CHECKPOINT`th record of `level`: how a past moment is reckoned without its past. */
  readonly #checkpoints: number[] = [];
  /** Level times time so far, and up to where. */
  #area = 0;
  #areaTo = 0;
  #least = 0;
  #most = 0;

  /** A record of `level` is about to be added: `value` from `position` on. */
  change(position: number, value: number): void {
    if ((this.level.records.count & (CHECKPOINT - 1)) === 0) {
      this.#checkpoints.push(
        this.sent,
        this.received,
        this.#area,
        this.#areaTo,
        this.length,
        this.#least,
        this.#most,
      );
      this.#least = this.#most = value;
    }
    this.#area += this.length * (position - this.#areaTo);
    this.#areaTo = position;
    if (value < this.#least) this.#least = value;
    if (value > this.#most) this.#most = value;
    this.length = value;
  }

  /** Sends and receives among the records of `level` up to and with `index`. */
  countsAt(index: number): { readonly sent: number; readonly received: number } {
    if (index < 0) return { sent: 0, received: 0 };
    if (index >= this.level.records.count - 1) return { sent: this.sent, received: this.received };
    const first = index & ~(CHECKPOINT - 1);
    let sent = this.#checkpoint(first, SENT);
    let received = this.#checkpoint(first, RECEIVED);
    for (let i = first; i <= index; i++) {
      const code = this.level.records.code(i);
      if (code === KIND.send) sent++;
      else if (code === KIND.receive) received++;
    }
    return { sent, received };
  }

  /** Level times time from the beginning to a position. */
  areaTo(position: number): number {
    const { records } = this.level;
    const index = records.at(position);
    if (index < 0) return 0;
    const first = index & ~(CHECKPOINT - 1);
    let area = this.#checkpoint(first, AREA);
    let at = this.#checkpoint(first, AREA_TO);
    let value = this.#checkpoint(first, LEVEL);
    for (let i = first; i <= index; i++) {
      const next = records.position(i);
      area += value * Math.max(0, next - at);
      at = next;
      value = records.value(i);
    }
    return area + value * Math.max(0, position - at);
  }

  /** The lowest and highest level among records `from` to `to`, both included. */
  extremes(from: number, to: number): { readonly least: number; readonly most: number } {
    const { records } = this.level;
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    let i = Math.max(0, from);
    while (i <= to) {
      const next = i + CHECKPOINT;
      if ((i & (CHECKPOINT - 1)) === 0 && next - 1 <= to && next < records.count) {
        least = Math.min(least, this.#checkpoint(next, LEAST));
        most = Math.max(most, this.#checkpoint(next, MOST));
        i = next;
        continue;
      }
      const value = records.value(i++);
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return { least, most };
  }

  #checkpoint(record: number, field: number): number {
    return this.#checkpoints[(record / CHECKPOINT) * FIELDS + field] as number;
  }

  /** Something happened to it. */
  get used(): boolean {
    return this.level.records.count > 0 || this.waits !== null || this.marks !== null || this.rare !== null;
  }

  /** The queue changed: `side` 0 senders, 1 receivers, 2 others. */
  queue(position: number, side: number, by: 1 | -1): void {
    if (side === 0) this.waitingSenders = Math.max(0, this.waitingSenders + by);
    else if (side === 1) this.waitingReceivers = Math.max(0, this.waitingReceivers + by);
    else this.waitingOthers = Math.max(0, this.waitingOthers + by);
    this.waits ??= new Track('waits', this.level.records.unit);
    const value = packWaiting(this.waitingSenders, this.waitingReceivers, this.waitingOthers);
    this.waits.records.push(position, 0, value, 0, 0);
  }
}

const CHECKPOINT = 256;
/** The numbers of a checkpoint; the last two are of the records before it. */
const SENT = 0;
const RECEIVED = 1;
const AREA = 2;
const AREA_TO = 3;
const LEVEL = 4;
const LEAST = 5;
const MOST = 6;
const FIELDS = 7;

/** Adds a point event that must be seen at every zoom. */
export function rareMark(
  lane: GoroutineLane | ObjectLane,
  unit: number,
  position: number,
  kind: number,
  value: number,
  word: number,
): void {
  lane.rare ??= new Records(3, unit);
  lane.rare.push(position, kind, value, word, 0);
}

/** Adds a point event to a lane. */
export function mark(
  lane: GoroutineLane | ObjectLane,
  unit: number,
  position: number,
  kind: number,
  value: number,
  word: number,
): void {
  lane.marks ??= new Records(3, unit);
  lane.marks.push(position, kind, value, word, 0);
}

/** Every track and list of marks of a lane. */
export function recordsOf(lane: GoroutineLane | ObjectLane): Records[] {
  const all = lane instanceof GoroutineLane ? [lane.life.records] : [lane.level.records];
  if (lane instanceof ObjectLane && lane.waits !== null) all.push(lane.waits.records);
  if (lane.marks !== null) all.push(lane.marks);
  if (lane.rare !== null) all.push(lane.rare);
  return all;
}

export const tracksOf = (lane: GoroutineLane | ObjectLane): Track[] =>
  lane instanceof GoroutineLane ? [lane.life] : lane.waits === null ? [lane.level] : [lane.level, lane.waits];
