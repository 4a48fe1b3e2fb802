import { expect, test } from 'vitest';
import { Feed } from '../trace/feed.ts';
import { TraceStore } from '../trace/store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace } from '../trace/synthetic.ts';
import { hitTest } from './hit-test.ts';
import { Layout } from './layout.ts';
import { GUTTER, RULER } from './protocol.ts';
import { fitAll, toPixel } from './scale.ts';

const options = { ...SYNTHETIC, records: 800, batch: 800, goroutines: 5 };
const store = new TraceStore(syntheticTables(options), 'real');
const feed = new Feed(store);
for (const batch of syntheticTrace(options)) feed.take(batch, 0);
const layout = new Layout();
layout.update(store);
const scale = fitAll({ from: 0, perPixel: 1, width: 4000 }, store.axis.end);

test('goroutines come first, then channels, then locks, with a gap between', () => {
  expect(layout.lanes.map(({ what }) => what)).toEqual([
    ...Array.from({ length: 5 }, () => 'goroutine'),
    ...Array.from({ length: 4 }, () => 'object'),
  ]);
  for (let index = 0; index < layout.lanes.length; index++) {
    expect(layout.laneAt(layout.topOf(index))).toBe(index);
    expect(layout.laneAt(layout.topOf(index) + layout.laneHeight - 1)).toBe(index);
  }
  expect(layout.laneAt(5 * layout.laneHeight + 1)).toBe(-1);
  expect(layout.laneAt(layout.height + 1)).toBe(-1);
});

test('a point on a slice finds it, in every lane', () => {
  for (const [index, { row }] of layout.lanes.slice(0, 5).entries()) {
    const records = store.goroutines[row]?.life.records;
    if (records === undefined) throw new Error('a lane without a life');
    for (let slice = 0; slice + 1 < records.count; slice += 3) {
      const middle = (records.position(slice) + records.position(slice + 1)) / 2;
      const wide = (records.position(slice + 1) - records.position(slice)) / scale.perPixel;
      if (wide < 8) continue;
      const y = RULER + layout.topOf(index) + 9;
      const hit = hitTest(store, layout, scale, 0, GUTTER + toPixel(scale, middle), y);
      expect([hit.part, hit.lane?.row, hit.slice]).toEqual(['lane', row, slice]);
    }
  }
});

test('names, the ruler and empty space are told apart', () => {
  const parts = (x: number, y: number): string => hitTest(store, layout, scale, 0, x, y).part;
  expect(parts(20, RULER + 4)).toBe('name');
  expect(parts(GUTTER + 40, 3)).toBe('ruler');
  expect(parts(20, 3)).toBe('nothing');
  expect(parts(GUTTER + 40, 5000)).toBe('nothing');
  expect(hitTest(store, layout, scale, layout.topOf(2), 20, RULER + 4).lane?.row).toBe(2);
});
