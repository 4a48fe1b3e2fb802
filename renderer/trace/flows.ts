import { KIND, NOBODY } from '../../shared/trace/events.ts';
import type { GoroutineLane, ObjectLane } from './lanes.ts';
import { CODE } from './states.ts';
import type { TraceStore } from './store.ts';

/** One thing led to another: a message from its send to its receive, or a wake-up from the one who woke. */
export interface Flow {
  readonly kind: 'message' | 'wake';
  /** Row of the goroutine it came from, and where; -1: a timer or the outside. */
  readonly fromRow: number;
  readonly from: number;
  readonly toRow: number;
  readonly to: number;
  /** Row of the channel, of a message. */
  readonly object: number;
}

export interface Flows {
  readonly flows: readonly Flow[];
  /** There are more than were looked at: zoom in to see them. */
  readonly more: boolean;
}

/** Records one question may look at. */
const PATIENCE = 60_000;

/** What reached a goroutine and what it caused between two positions, at most `most`. */
export function flowsOf(
  store: TraceStore,
  lane: GoroutineLane,
  from: number,
  to: number,
  most: number,
): Flows {
  const search = new Search(store, lane, most);
  for (const object of store.objects) search.messages(object, from, to);
  search.wakesOf(lane, from, to);
  for (const other of store.goroutines) if (other !== lane) search.wakesBy(other, from, to);
  return { flows: search.found, more: search.more };
}

/**
 * The next thing a goroutine caused at or after a position (`1`), or the last thing that reached it at or before
 * (`-1`): how a person follows a run from lane to lane. Null when there is none nearby.
 */
export function follow(store: TraceStore, lane: GoroutineLane, position: number, way: 1 | -1): Flow | null {
  const reach = Math.max(store.axis.end, 1);
  // Wider and wider stretches: the answer is usually close.
  for (let width = reach / 2 ** 20; ; width *= 8) {
    const [from, to] = way === 1 ? [position, position + width] : [position - width, position];
    const { flows, more } = flowsOf(store, lane, from, to, 512);
    const mine = flows.filter((flow) =>
      way === 1
        ? flow.fromRow === lane.row && flow.from >= position
        : flow.toRow === lane.row && flow.to <= position,
    );
    mine.sort((one, other) => (way === 1 ? one.from - other.from : other.to - one.to));
    if (mine[0] !== undefined) return mine[0];
    if (more || width > reach) return null;
  }
}

class Search {
  readonly found: Flow[] = [];
  more = false;
  readonly #store: TraceStore;
  readonly #lane: GoroutineLane;
  readonly #most: number;
  #left = PATIENCE;

  constructor(store: TraceStore, lane: GoroutineLane, most: number) {
    this.#store = store;
    this.#lane = lane;
    this.#most = most;
  }

  get #tired(): boolean {
    this.more ||= this.#left <= 0 || this.found.length >= this.#most;
    return this.more;
  }

  messages(object: ObjectLane, from: number, to: number): void {
    const { records } = object.level;
    const last = records.at(to);
    for (let i = Math.max(0, records.at(from)); i <= last && !this.#tired; i++) {
      this.#left--;
      const code = records.code(i);
      if (code !== KIND.send && code !== KIND.receive) continue;
      if (records.word(i, 3) !== this.#lane.id || records.position(i) < from) continue;
      const other = this.#partner(object, i, code === KIND.send ? KIND.receive : KIND.send);
      if (other < 0) continue;
      const [send, receive] = code === KIND.send ? [i, other] : [other, i];
      this.found.push({
        kind: 'message',
        fromRow: this.#store.goroutine(records.word(send, 3))?.row ?? -1,
        from: records.position(send),
        toRow: this.#store.goroutine(records.word(receive, 3))?.row ?? -1,
        to: records.position(receive),
        object: object.row,
      });
    }
  }

  /** The other half of a message: after a send, before a receive, or close by where two workers' clocks differ. */
  #partner(object: ObjectLane, index: number, code: number): number {
    const { records } = object.level;
    const message = records.word(index, 2);
    const forward = code === KIND.receive ? 1 : -1;
    for (const [way, steps] of [
      [forward, PATIENCE],
      [-forward, NEARBY],
    ] as const) {
      for (let i = index + way, left = steps; i >= 0 && i < records.count && left > 0; i += way, left--) {
        if (this.#left-- <= 0) break;
        if (records.code(i) === code && records.word(i, 2) === message) return i;
      }
    }
    return -1;
  }

  /** Who woke this goroutine. */
  wakesOf(lane: GoroutineLane, from: number, to: number): void {
    this.#wakes(lane, from, to, (by) => by !== NOBODY);
  }

  /** Whom our goroutine woke, or made. */
  wakesBy(other: GoroutineLane, from: number, to: number): void {
    this.#wakes(other, from, to, (by) => by === this.#lane.id);
  }

  #wakes(lane: GoroutineLane, from: number, to: number, wanted: (by: number) => boolean): void {
    const { records } = lane.life;
    const last = records.at(to);
    for (let i = Math.max(0, records.at(from)); i <= last && !this.#tired; i++) {
      this.#left--;
      const code = records.code(i);
      if (code !== CODE.woken && code !== CODE.created) continue;
      const by = records.word(i, 2);
      const position = records.position(i);
      if (position < from || !wanted(by)) continue;
      const source = this.#store.goroutine(by);
      if (source === null) continue;
      this.found.push({
        kind: 'wake',
        fromRow: source.row,
        from: position,
        toRow: lane.row,
        to: position,
        object: -1,
      });
    }
  }
}

const NEARBY = 256;
