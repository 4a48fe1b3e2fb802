import type { LaneRef } from '../trace/lane-ref.ts';
import { sameLane } from '../trace/lane-ref.ts';
import type { TraceStore } from '../trace/store.ts';
import type { GoroutineLane, ObjectLane } from '../trace/lanes.ts';

/** Which lane stands where: goroutines first, then channels, then everything else that was used. */
export class Layout {
  /** Pixels, like everything here. */
  laneHeight = 18;
  lanes: readonly LaneRef[] = [];
  /** Index of the first lane that is no goroutine. */
  firstObject = 0;
  #goroutines = -1;
  #objects = -1;

  /** Takes in new lanes. True when there were any. */
  update(store: TraceStore): boolean {
    const used = store.objects.filter(isShown).length;
    if (store.goroutines.length === this.#goroutines && used === this.#objects) return false;
    this.#goroutines = store.goroutines.length;
    this.#objects = used;
    const goroutines: LaneRef[] = store.goroutines.map(({ row }) => ({ what: 'goroutine', row }));
    const shown = store.objects.filter(isShown);
    const objects = [...shown.filter(isChannel), ...shown.filter((lane) => !isChannel(lane))];
    this.lanes = [...goroutines, ...objects.map(({ row }): LaneRef => ({ what: 'object', row }))];
    this.firstObject = goroutines.length;
    return true;
  }

  get height(): number {
    return this.lanes.length * this.laneHeight + (this.#gap > 0 ? this.#gap : 0);
  }

  /** Space between the goroutines and what they share. */
  get #gap(): number {
    return this.firstObject > 0 && this.firstObject < this.lanes.length ? GAP : 0;
  }

  topOf(index: number): number {
    return index * this.laneHeight + (index >= this.firstObject ? this.#gap : 0);
  }

  /** The lane at a height; -1 between and below lanes. */
  laneAt(y: number): number {
    const border = this.firstObject * this.laneHeight;
    if (y < 0) return -1;
    if (y < border) return Math.floor(y / this.laneHeight);
    const below = y - border - this.#gap;
    if (below < 0) return -1;
    const index = this.firstObject + Math.floor(below / this.laneHeight);
    return index < this.lanes.length ? index : -1;
  }

  indexOf(lane: LaneRef): number {
    return this.lanes.findIndex((other) => sameLane(lane, other));
  }
}

const GAP = 5;

/** Channels and locks of the program always; counters, variables and contexts once something happened to them. */
const isShown = (lane: ObjectLane): boolean => lane.used || ALWAYS.has(lane.kind);
const ALWAYS: ReadonlySet<string> = new Set(['chan', 'mutex', 'rwmutex', 'semaphore', 'waitgroup']);
const isChannel = (lane: ObjectLane): boolean =>
  lane.kind === 'chan' || lane.kind === 'timer' || lane.kind === 'ticker' || lane.kind === 'unknown';

export const laneOf = (store: TraceStore, lane: LaneRef): GoroutineLane | ObjectLane | undefined =>
  lane.what === 'goroutine' ? store.goroutines[lane.row] : store.objects[lane.row];
