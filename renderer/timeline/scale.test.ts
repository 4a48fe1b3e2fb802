import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centre, fit, fitAll, pan, snapped, toPixel, toPosition, zoom, type Scale } from './scale.ts';
import { View } from './view.ts';

const END = 1e10;
const scales = fc.record({
  from: fc.double({ min: 0, max: END, noNaN: true }),
  perPixel: fc.double({ min: 1, max: END / 800, noNaN: true }),
  width: fc.integer({ min: 50, max: 4000 }),
});

test('a pixel is a position and back', () => {
  fc.assert(
    fc.property(scales, fc.integer({ min: 0, max: 4000 }), (scale, pixel) => {
      expect(toPixel(scale, toPosition(scale, pixel))).toBeCloseTo(pixel, 3);
    }),
  );
});

test('zooming keeps what is under the pointer there, unless that would leave the run', () => {
  const inside: Scale = { from: END * 0.4, perPixel: 1e5, width: 1000 };
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 50, noNaN: true }),
      fc.integer({ min: 0, max: 1000 }),
      (factor, pixel) => {
        const held = toPosition(inside, pixel);
        expect(toPixel(zoom(inside, factor, pixel, END), held)).toBeCloseTo(pixel, 3);
      },
    ),
  );
});

test('no zoom or pan loses the run from view', () => {
  const moves = fc.array(fc.tuple(fc.boolean(), fc.double({ min: -3, max: 3, noNaN: true })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(scales, moves, (start, given) => {
      let scale = pan(start, 0, END);
      for (const [zooms, by] of given) {
        scale = zooms ? zoom(scale, 2 ** by, start.width / 2, END) : pan(scale, by * start.width, END);
        const middle = toPosition(scale, scale.width / 2);
        expect(middle).toBeGreaterThanOrEqual(-1);
        expect(middle).toBeLessThanOrEqual(END + 1);
        expect(scale.perPixel).toBeGreaterThan(0);
      }
    }),
  );
});

test('fitting shows a stretch whole, with little around it', () => {
  const scale = fit({ from: 0, perPixel: 1, width: 1000 }, 4e9, 5e9, END);
  expect(toPixel(scale, 4e9)).toBeGreaterThan(0);
  expect(toPixel(scale, 5e9)).toBeLessThan(1000);
  expect(toPixel(scale, 5e9) - toPixel(scale, 4e9)).toBeGreaterThan(900);
  const all = fitAll(scale, END);
  expect([toPixel(all, 0) > 0, toPixel(all, END) < 1000]).toEqual([true, true]);
});

test('a snapped view begins on a whole pixel of the axis', () => {
  const { from, perPixel } = snapped({ from: 1234.5, perPixel: 7.3, width: 10 });
  expect(from / perPixel).toBeCloseTo(Math.round(from / perPixel), 9);
  expect(centre({ from: 0, perPixel: 10, width: 100 }, 5000, 1e6).from).toBe(4500);
});

test('a view follows until a person moves it, and again when told to', () => {
  const view = new View(1000);
  view.grow(1e9);
  expect(toPixel(view.scale, 1e9)).toBeLessThan(1000);
  view.panBy(-100, 1e9);
  const { from } = view.scale;
  view.grow(2e9);
  expect(view.scale.from).toBe(from);
  view.follow(true, 2e9);
  expect(toPixel(view.scale, 2e9)).toBeLessThanOrEqual(1000);
});

test('a followed run grows into its room in steps, then is shown whole when it ends', () => {
  const view = new View(1000);
  const scales = new Set<number>();
  for (let end = 1e6; end < 1e9; end *= 1.02) {
    view.grow(end);
    scales.add(view.scale.perPixel);
    expect(toPixel(view.scale, end)).toBeLessThanOrEqual(1000);
  }
  expect(scales.size).toBeLessThan(40);
  view.settle(1e9);
  expect(toPixel(view.scale, 1e9)).toBeGreaterThan(900);
});

test('a long run is followed by its newest part', () => {
  const view = new View(1000);
  view.grow(1e9);
  view.grow(60e9);
  expect(toPixel(view.scale, 60e9)).toBeCloseTo(960, 0);
  expect(view.scale.perPixel * 1000).toBeLessThan(12e9);
});

test('zooming while following keeps following', () => {
  const view = new View(1000);
  view.grow(1e9);
  view.zoomBy(8, 10, 1e9);
  view.grow(1.5e9);
  expect(view.following).toBe(true);
  expect(toPixel(view.scale, 1.5e9)).toBeCloseTo(960, 0);
});

test('view history goes back over whole gestures and forth again', () => {
  const view = new View(1000);
  view.grow(1e9);
  const before = view.scale;
  for (let i = 0; i < 5; i++) view.panBy(30, 1e9);
  const panned = view.scale;
  view.fit(1e8, 2e8, 1e9);
  const fitted = view.scale;
  expect(view.back()).toBe(true);
  expect(view.scale).toEqual(panned);
  expect(view.back()).toBe(true);
  expect(view.scale).toEqual(before);
  expect(view.back()).toBe(false);
  view.forward();
  view.forward();
  expect(view.scale).toEqual(fitted);
  expect(view.forward()).toBe(false);
});
