import type { GoroutineLane, ObjectLane } from './lanes.ts';
import { shareIn, WHOLE } from './shares.ts';
import { TIMED_STATES } from './states.ts';
import type { TraceStore } from './store.ts';
import { weigh, type Track } from './track.ts';

/** A value over time, one entry per column of the chart. */
export interface Series {
  readonly row: number;
  readonly name: string;
  /** Positions at which columns begin. */
  readonly at: Float64Array;
  /** Readings of the run's clock there, in seconds. */
  readonly seconds: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Average over the column's time. */
  readonly mean: Float64Array;
  /** Events the series stands for. */
  readonly points: number;
}

/** How full a channel was, or a counter's value, exactly: least, most and mean of every column. */
export function depthSeries(
  store: TraceStore,
  lane: ObjectLane,
  from: number,
  to: number,
  columns: number,
): Series {
  const series = emptySeries(store, lane.row, lane.name, from, to, columns);
  const { records } = lane.level;
  const width = (to - from) / columns;
  let before = lane.areaTo(from);
  let index = records.at(from);
  const first = index;
  for (let x = 0; x < columns; x++) {
    const end = x === columns - 1 ? to : from + (x + 1) * width;
    const last = records.at(end);
    const area = lane.areaTo(end);
    // The level the column began with counts as well.
    const { least, most } = index < 0 && last < 0 ? NOTHING : lane.extremes(index, last);
    series.least[x] = index < 0 ? 0 : least;
    series.most[x] = most;
    series.mean[x] = width > 0 ? (area - before) / (end - (from + x * width)) : most;
    before = area;
    index = last;
  }
  return { ...series, points: Math.max(0, index - first) };
}

const NOTHING = { least: 0, most: 0 };

/**
 * Messages a second of the run's clock: sends or receives of one channel, or of all when `lane` is null. Each column
 * is the average over the fortieth of the stretch that ends with it: a virtual clock stands still in most columns, and
 * few messages would make spikes on a real one. NaN where the clock has not moved.
 */
export function throughput(
  store: TraceStore,
  lane: ObjectLane | null,
  kind: 'send' | 'receive',
  from: number,
  to: number,
  columns: number,
): Series {
  const series = emptySeries(store, lane?.row ?? -1, lane?.name ?? '', from, to, columns);
  const { axis } = store;
  const width = (to - from) / columns;
  const span = axis.clockAt(to) - axis.clockAt(from);
  for (let x = 0; x < columns; x++) {
    const end = from + (x + 1) * width;
    const window = Math.min(axis.clockAt(end) - axis.clockAt(0), span / WINDOWS);
    const begin = axis.positionOf(axis.clockAt(end) - window);
    const count = countUntil(store, lane, kind, end) - countUntil(store, lane, kind, begin);
    const rate = window > 0 ? (count * 1e9) / window : Number.NaN;
    series.mean[x] = series.least[x] = series.most[x] = rate;
  }
  const points = countUntil(store, lane, kind, to) - countUntil(store, lane, kind, from);
  return { ...series, points };
}

const WINDOWS = 40;

function countUntil(
  store: TraceStore,
  lane: ObjectLane | null,
  kind: 'send' | 'receive',
  position: number,
): number {
  let count = 0;
  for (const object of lane === null ? store.objects : [lane]) {
    const counts = object.countsAt(object.level.records.at(position));
    count += kind === 'send' ? counts.sent : counts.received;
  }
  return count;
}

function emptySeries(
  store: TraceStore,
  row: number,
  name: string,
  from: number,
  to: number,
  columns: number,
): Series {
  const at = Float64Array.from({ length: columns }, (_, x) => from + ((to - from) * x) / columns);
  return {
    row,
    name,
    at,
    seconds: at.map((position) => store.axis.clockAt(position) / 1e9),
    least: new Float64Array(columns),
    most: new Float64Array(columns),
    mean: new Float64Array(columns),
    points: 0,
  };
}

/** The share of each column's time in which somebody waited on an object, from 0 to 1. */
export function blockedSeries(
  store: TraceStore,
  lane: ObjectLane,
  from: number,
  to: number,
  columns: number,
): Series {
  const series = emptySeries(store, lane.row, lane.name, from, to, columns);
  const { waits } = lane;
  if (waits === null) return series;
  const width = (to - from) / columns;
  for (let x = 0; x < columns; x++) {
    const sums = sumBetween(waits, from + x * width, from + (x + 1) * width, store.axis.end);
    const share = Math.min(1, (sums[ANYBODY] as number) / (WHOLE * width));
    series.mean[x] = share;
    series.most[x] = share;
  }
  return { ...series, points: Math.max(0, waits.records.at(to) - waits.records.at(from)) };
}

const ANYBODY = 3;

/** How long a goroutine was in each of the timed states between two positions of the axis. */
export function timePerState(store: TraceStore, lane: GoroutineLane, from: number, to: number): Float64Array {
  return sumBetween(lane.life, from, to, store.axis.end).map((sum) => sum / WHOLE);
}

/** Shares or levels times time between two positions, in a number of steps that hardly grows with the run. */
function sumBetween(track: Track, from: number, to: number, now: number): Float64Array {
  const sums = new Float64Array(TIMED_STATES);
  const { records, tree, kind, full, words } = track;
  const end = Math.min(to, now);
  let i = Math.max(0, records.at(from));
  while (i < records.count) {
    const begin = Math.max(from, records.position(i));
    if (begin >= end) break;
    // The largest group that lies wholly inside.
    let level = 0;
    for (let size = 8; tree !== null && records.position(i) >= from && (i & (size - 1)) === 0; size *= 8) {
      const built = (tree.counts[level] ?? 0) > i / size;
      if (!built || i + size >= records.count || records.position(i + size) > end) break;
      level++;
    }
    const next = i + 8 ** level;
    const duration = (next < records.count ? Math.min(end, records.position(next)) : end) - begin;
    const weight = level === 0 ? weigh(kind, full, records.word(i, 1)) : 0;
    if (level === 0 && kind === 'life') {
      if (weight < TIMED_STATES) sums[weight] = (sums[weight] as number) + WHOLE * duration;
    } else {
      const at = (i / 8 ** level) * words;
      for (let thing = 0; thing < words * 4; thing++) {
        const word = level === 0 ? weight : (tree?.levels[level - 1]?.[at + (thing >> 2)] ?? 0);
        sums[thing] = (sums[thing] as number) + shareIn(word, thing) * duration;
      }
    }
    i = next;
  }
  return sums;
}
