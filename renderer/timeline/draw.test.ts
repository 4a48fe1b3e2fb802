import { beforeAll, expect, test } from 'vitest';
import { Feed } from '../trace/feed.ts';
import { TraceStore } from '../trace/store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace } from '../trace/synthetic.ts';
import { LanePainter, type Frame } from './draw.ts';
import { Layout } from './layout.ts';

beforeAll(() => {
  // The painter asks the browser for nothing but room for pixels.
  class Picture {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    constructor(width: number, height: number) {
      this.width = width;
      this.height = height;
      this.data = new Uint8ClampedArray(width * height * 4);
    }
  }
  Object.assign(globalThis, { ImageData: Picture });
});

const options = { ...SYNTHETIC, records: 6000, batch: 1000, goroutines: 12 };
const batches = syntheticTrace(options);

function storeAfter(count: number): { store: TraceStore; layout: Layout; feed: Feed } {
  const store = new TraceStore(syntheticTables(options), 'real');
  const feed = new Feed(store);
  for (const batch of batches.slice(0, count)) feed.take(batch.slice(0), 0);
  store.index();
  const layout = new Layout();
  layout.update(store);
  return { store, layout, feed };
}

/** Colours of our own, so that no canvas is needed to mix them. */
function painter(): LanePainter {
  const made = new LanePainter();
  made.setColours({
    tiles: Array.from({ length: 8 }, (_, state) => ({
      size: 3,
      pixels: Uint32Array.from({ length: 9 }, (_each, i) => (state + 1) * 16 + i),
      solid: (state + 1) * 16,
      hatched: state > 1,
    })),
    surface: 1,
    selected: 2,
    grid: 3,
    future: 4,
    channel: { fill: 5, send: 6, receive: 7, other: 8 },
    lock: { fill: 9, send: 10, receive: 10, other: 10 },
    other: { fill: 11, send: 12, receive: 12, other: 12 },
  });
  return made;
}

const frameOf = (
  store: TraceStore,
  layout: Layout,
  change: Partial<Frame> & { column: number; perPixel: number },
): Frame => ({
  store,
  layout,
  scale: { from: change.column * change.perPixel, perPixel: change.perPixel, width: 300 },
  ratio: 1,
  height: 200,
  scrollTop: 0,
  selected: null,
  ticks: [],
  ...change,
});

/** Draws until nothing is left for later. */
function finished(made: LanePainter, frame: Frame): Uint32Array {
  let image = made.draw(frame);
  while (made.unfinished) image = made.draw(frame);
  return new Uint32Array(image.data.slice().buffer);
}

test('panning, zooming, scrolling, choosing and growing all show what drawing afresh would', () => {
  const { store, layout, feed } = storeAfter(3);
  const perPixel = store.axis.end / 280;
  const kept = painter();
  const moves: (Partial<Frame> & { column: number; perPixel: number })[] = [
    { column: 0, perPixel },
    { column: 25, perPixel },
    { column: 20, perPixel },
    { column: 20, perPixel, scrollTop: layout.topOf(3) },
    { column: 22, perPixel, scrollTop: layout.topOf(3), selected: { what: 'goroutine', row: 5 } },
    { column: 22, perPixel, scrollTop: layout.topOf(1), selected: { what: 'goroutine', row: 6 } },
    { column: 60, perPixel: perPixel / 2.5, scrollTop: layout.topOf(1) },
    { column: 61, perPixel: perPixel / 2.5, scrollTop: layout.topOf(6) },
    { column: 900, perPixel: perPixel / 2.5 },
    { column: 0, perPixel: perPixel * 1.2 },
  ];
  for (const change of moves) {
    const frame = frameOf(store, layout, change);
    expect(finished(kept, frame)).toEqual(finished(painter(), frame));
  }
  for (const batch of batches.slice(3)) {
    feed.take(batch.slice(0), 0);
    store.index();
    const frame = frameOf(store, layout, { column: 3, perPixel: perPixel * 2 });
    const [one, other] = [finished(kept, frame), finished(painter(), frame)];
    // A bucket may be whole now that was in the making: a shade may differ, in few places.
    const differing = one.filter((word, i) => word !== other[i]).length;
    expect(differing).toBeLessThan(one.length * 0.01);
  }
});

test('a pan draws the columns that came in and no others', () => {
  const { store, layout } = storeAfter(6);
  const perPixel = store.axis.end / 900;
  const made = painter();
  finished(made, frameOf(store, layout, { column: 100, perPixel }));
  const all = made.drawnColumns;
  made.draw(frameOf(store, layout, { column: 108, perPixel }));
  expect(made.drawnColumns).toBe((all / 300) * 8);
  made.draw(frameOf(store, layout, { column: 108, perPixel }));
  expect(made.drawnColumns).toBe(0);
});
