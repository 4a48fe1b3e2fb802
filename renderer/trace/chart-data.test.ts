import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockedSeries, depthSeries, throughput, timePerState } from './chart-data.ts';
import { Feed } from './feed.ts';
import type { GoroutineLane, ObjectLane } from './lanes.ts';
import { STATE_OF_CODE, TIMED_STATES } from './states.ts';
import { TraceStore } from './store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace } from './synthetic.ts';

const options = { ...SYNTHETIC, records: 40_000, goroutines: 6, channels: 1, batch: 4096 };
const store = new TraceStore(syntheticTables(options), 'real');
const feed = new Feed(store);
for (const batch of syntheticTrace(options)) feed.take(batch, 0);
store.index();
const { end } = store.axis;
const channel = store.objects[0] as ObjectLane;
const stretches = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([a, b]) => [Math.min(a, b) * end, Math.max(a, b) * end + 1] as const);

/** The level over a stretch, change by change. */
function levels(from: number, to: number): { least: number; most: number; area: number } {
  const { records } = channel.level;
  const first = records.at(from);
  let value = first < 0 ? 0 : records.value(first);
  let [least, most, area, at] = [value, value, 0, from];
  for (let i = first + 1; i < records.count && records.position(i) <= to; i++) {
    area += value * (records.position(i) - at);
    at = records.position(i);
    value = records.value(i);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most, area: area + value * (to - at) };
}

test('a channel’s depth is exact in every column, however much happened in it', () => {
  fc.assert(
    fc.property(stretches, fc.integer({ min: 1, max: 9 }), ([from, to], columns) => {
      const series = depthSeries(store, channel, from, to, columns);
      const width = (to - from) / columns;
      for (let x = 0; x < columns; x++) {
        const last = x === columns - 1 ? to : from + (x + 1) * width;
        const { least, most, area } = levels(from + x * width, last);
        expect(series.least[x]).toBe(least);
        expect(series.most[x]).toBe(most);
        expect(series.mean[x]).toBeCloseTo(area / (last - from - x * width), 3);
      }
    }),
    { numRuns: 30 },
  );
});

test('time per state is what the slices add up to', () => {
  const lane = store.goroutines[0] as GoroutineLane;
  fc.assert(
    fc.property(stretches, ([from, to]) => {
      const exact = new Float64Array(TIMED_STATES);
      const { records } = lane.life;
      for (let i = 0; i < records.count; i++) {
        const begin = Math.max(from, records.position(i));
        const until = Math.min(to, end, i + 1 < records.count ? records.position(i + 1) : end);
        const state = STATE_OF_CODE[records.code(i)] ?? 0;
        if (until > begin) exact[state] = (exact[state] ?? 0) + until - begin;
      }
      const times = timePerState(store, lane, from, to);
      for (const [state, time] of times.entries()) {
        expect(Math.abs(time - (exact[state] ?? 0))).toBeLessThanOrEqual(Math.max(2, (to - from) * 0.01));
      }
    }),
    { numRuns: 40 },
  );
});

test('messages per second add up to the messages', () => {
  const series = throughput(store, channel, 'send', 0, end, 400);
  const seconds = end / 1e9;
  expect(series.points).toBe(channel.sent);
  const mean = series.mean.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0) / 400;
  expect(mean / (channel.sent / seconds)).toBeGreaterThan(0.9);
  expect(mean / (channel.sent / seconds)).toBeLessThan(1.1);
});

test('a lock is waited for between none and all of the time, and never before anybody came', () => {
  const lock = store.objects[1] as ObjectLane;
  const series = blockedSeries(store, lock, 0, end, 50);
  expect(Math.max(...series.mean)).toBeGreaterThan(0);
  expect(Math.max(...series.mean)).toBeLessThanOrEqual(1);
  const idle = new TraceStore(store.tables, 'real');
  expect([...blockedSeries(idle, idle.objects[1] as ObjectLane, 0, 1000, 3).mean]).toEqual([0, 0, 0]);
});
