import { expect, test } from 'vitest';
import { KIND, NOBODY } from '../../shared/trace/events.ts';
import { TraceStore } from '../trace/store.ts';
import { SYNTHETIC, syntheticTables } from '../trace/synthetic.ts';
import { Layout } from './layout.ts';
import { drawOverlay, type Overlay } from './overlay.ts';
import { fitAll } from './scale.ts';
import type { Theme } from './theme.ts';
import { TEXTS } from './texts.fixture.ts';
import { STATES, type StateName } from '../trace/states.ts';

/** A context that keeps the rectangles it is asked to fill, and their colours. */
function recorder() {
  const rects: { x: number; width: number; colour: string }[] = [];
  const state: Record<string, unknown> = { fillStyle: '' };
  const context = new Proxy(state, {
    get(target, name: string) {
      if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
      if (name === 'fillRect') {
        return (x: number, _: number, width: number) =>
          rects.push({ x, width, colour: String(target['fillStyle']) });
      }
      return name in target ? target[name] : () => undefined;
    },
  });
  return { rects, context: context as unknown as OffscreenCanvasRenderingContext2D };
}

const coloured = (prefix: string): Record<StateName, string> =>
  Object.fromEntries(STATES.map((state) => [state, `${prefix}-${state}`])) as Record<StateName, string>;

const theme: Theme = {
  states: coloured('st'),
  words: coloured('tx'),
  well: 'well',
  panel: 'panel',
  press: 'press',
  line: 'line',
  lineSoft: 'soft',
  lineStrong: 'strong',
  ink: 'ink',
  ink2: 'ink2',
  ink3: 'ink3',
  inkInverse: 'inverse',
  select: 'select',
  fontUi: 'sans',
  fontMono: 'mono',
  micro: 11,
  strong: 560,
  weight: 420,
  contrast: false,
};

/** A run of many steps in which one goroutine panics and one channel closes, once each. */
function eventful(): TraceStore {
  const store = new TraceStore(syntheticTables({ ...SYNTHETIC, goroutines: 2 }), 'virtual');
  const records: number[][] = [
    [(KIND.created << 24) | 1, NOBODY, 0, 0],
    [(KIND.created << 24) | 2, NOBODY, 0, 1],
  ];
  for (let i = 0; i < 60_000; i++) {
    records.push(
      [(KIND.running << 24) | (1 + (i & 1)), 1, 0, 0],
      [(KIND.log << 24) | (1 + (i & 1)), 0, 0, 0],
    );
    if (i === 30_000) records.push([(KIND.close << 24) | 1, 1, 0, 0]);
    if (i === 45_000) records.push([(KIND.panic << 24) | 2, 0, 0, 0]);
  }
  store.apply(0, Uint32Array.from(records.flat()), 0, records.length, 0, 0);
  store.end({ end: 'deadlock', message: 'all goroutines are asleep - deadlock!', goroutines: [] });
  store.index();
  return store;
}

test('a panic, a close and a deadlock are at least two pixels wide at every zoom, among any number of other marks', () => {
  const store = eventful();
  const layout = new Layout();
  layout.update(store);
  for (const width of [40, 200, 1600, 100_000]) {
    const { rects, context } = recorder();
    const scale = fitAll({ from: 0, perPixel: 1, width }, store.axis.end);
    const overlay: Overlay = {
      store,
      layout,
      scale,
      pageScale: scale,
      ratio: 1,
      height: 400,
      pageHeight: 400,
      width: width + 116,
      scrollTop: 0,
      selected: null,
      ticks: [],
      context,
      theme,
      texts: TEXTS,
      flows: [],
      flags: [],
      chosen: null,
      area: null,
      hover: null,
      moment: null,
    };
    drawOverlay(overlay);
    const near = (position: number, colour: string): number =>
      Math.max(
        0,
        ...rects
          .filter((rect) => rect.colour === colour)
          .filter(({ x }) => Math.abs(x - 116 - (position - scale.from) / scale.perPixel) <= 4)
          .map((rect) => rect.width),
      );
    const at = (kind: string): number =>
      store.landmarks.find((mark) => mark.kind === kind)?.position ?? Number.NaN;
    expect(near(at('panic'), 'st-panic')).toBeGreaterThanOrEqual(2);
    expect(near(at('close'), 'ink')).toBeGreaterThanOrEqual(2);
    expect(near(at('deadlock'), 'st-panic')).toBeGreaterThanOrEqual(2);
  }
});
