import { Feed } from '../trace/feed.ts';
import { TraceStore } from '../trace/store.ts';
import { momentOf } from '../trace/moment.ts';
import { SYNTHETIC, syntheticBatches, syntheticTables, type SyntheticOptions } from '../trace/synthetic.ts';
import { laneColours, LanePainter } from '../timeline/draw.ts';
import { Layout } from '../timeline/layout.ts';
import type { Theme } from '../timeline/theme.ts';

/**
 * Asks: what does a frame of the timeline cost at every zoom, how fast is a trace taken in, how many bytes does an
 * event take? Run by `run-timeline-bench.mjs` in a browser without a GPU.
 */

const WIDTH = 1600;
const FRAMES = 24;
const ZOOMS = [1, 0.3, 0.1, 0.03, 0.01, 0.001];

const STATE_COLOURS = {
  running: '#9ff6cf',
  runnable: '#5f9ef7',
  send: '#fce05e',
  recv: '#eba960',
  select: '#9f4e9b',
  mutex: '#c43d21',
  wait: '#8451ed',
  sleep: '#aebdd2',
  panic: '#e96682',
  done: '#6d7585',
  new: '#8f97a5',
};

const THEME: Theme = {
  states: STATE_COLOURS,
  words: STATE_COLOURS,
  well: '#111317',
  panel: '#1a1d22',
  press: '#2f343d',
  line: '#343943',
  lineSoft: '#262a31',
  lineStrong: '#6d7585',
  ink: '#eef0f4',
  ink2: '#b7bdc8',
  ink3: '#8f97a5',
  inkInverse: '#14161a',
  select: '#eef0f414',
  fontUi: 'sans-serif',
  fontMono: 'monospace',
  micro: 11,
  strong: 560,
  weight: 420,
  contrast: false,
};

export interface Measured {
  readonly what: string;
  readonly [figure: string]: number | string;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const worst = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
const round = (value: number): number => Math.round(value * 100) / 100;

function take(options: SyntheticOptions, report: (measured: Measured) => void): TraceStore {
  const store = new TraceStore(syntheticTables(options), options.clock);
  const feed = new Feed(store);
  let ingest = 0;
  let index = 0;
  for (const batch of syntheticBatches(options)) {
    const start = performance.now();
    feed.take(batch, start);
    const taken = performance.now();
    store.index();
    ingest += taken - start;
    index += performance.now() - taken;
  }
  report({
    what: 'ingest',
    events: store.events,
    'ingest ns/event': round((ingest * 1e6) / store.events),
    'index ns/event': round((index * 1e6) / store.events),
    'bytes/event': round(store.bytes / store.events),
  });
  return store;
}

function seek(store: TraceStore, report: (measured: Measured) => void): void {
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const start = performance.now();
    momentOf(store, (store.axis.end * ((i * 17) % 40)) / 40);
    times.push(performance.now() - start);
  }
  report({ what: 'seek', 'ms median': round(median(times)), 'ms p95': round(worst(times)) });
}

function draw(
  store: TraceStore,
  lanes: number,
  laneHeight: number,
  report: (measured: Measured) => void,
): void {
  const canvas = new OffscreenCanvas(WIDTH, lanes * laneHeight);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas');
  const layout = new Layout();
  layout.update(store);
  layout.laneHeight = laneHeight;
  for (const zoom of ZOOMS) {
    for (const how of ['all lanes', 'zoom', 'pan'] as const) {
      const painter = new LanePainter();
      painter.setColours(laneColours(THEME, 1));
      let perPixel = (store.axis.end * zoom) / WIDTH;
      const from = store.axis.end * 0.37 * (1 - zoom);
      let column = Math.round(from / perPixel);
      const times: number[] = [];
      for (let frame = 0; frame < FRAMES; frame++) {
        column = how === 'zoom' ? Math.round(from / perPixel) : column + 8;
        if (how === 'all lanes') painter.forget();
        if (how === 'zoom') perPixel *= 1.002;
        const start = performance.now();
        const image = painter.draw({
          store,
          layout,
          scale: { from: column * perPixel, perPixel, width: WIDTH },
          ratio: 1,
          height: lanes * laneHeight,
          scrollTop: 0,
          selected: null,
          ticks: [],
        });
        context.putImageData(image, 0, 0);
        // Makes the raster happen now.
        context.getImageData(0, 0, 1, 1);
        times.push(performance.now() - start);
      }
      report({
        what: how,
        lanes: `${lanes} x ${laneHeight}`,
        zoom,
        'ms median': round(median(times.slice(2))),
        'ms p95': round(worst(times.slice(2))),
      });
    }
  }
}

/** Measures a run of this many events. */
export function measure(events: number, report: (measured: Measured) => void): void {
  const options: SyntheticOptions = {
    ...SYNTHETIC,
    records: events,
    goroutines: 200,
    channels: 24,
    locks: 4,
    processors: 16,
    batch: 16_384,
  };
  const store = take(options, report);
  seek(store, report);
  draw(store, 200, 4, report);
  draw(store, 40, 20, report);
}

Object.assign(globalThis, { measure });
