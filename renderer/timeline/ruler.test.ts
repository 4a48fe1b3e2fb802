import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Axis } from '../trace/axis.ts';
import { durationText, timeText } from '../trace/time-text.ts';
import { roundStep, ticks } from './ruler.ts';

test('steps are round and large enough', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e13, noNaN: true }), (least) => {
      const step = roundStep(least);
      const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
      expect(step).toBeGreaterThanOrEqual(least * 0.999999);
      expect(step).toBeLessThanOrEqual(least * 2.6);
      expect([1, 2, 5]).toContain(Math.round(digit));
    }),
  );
});

test('ticks stand apart, in view, and say the clock', () => {
  const axis = new Axis('real');
  axis.positionOfReading(0);
  const found = ticks({ from: 2.1e9, perPixel: 640_000, width: 660 }, axis, 'en');
  expect(found.slice(0, 3).map(({ label }) => label)).toEqual(['2.10 s', '2.15 s', '2.20 s']);
  for (let i = 1; i < found.length; i++) {
    expect((found[i]?.pixel ?? 0) - (found[i - 1]?.pixel ?? 0)).toBeGreaterThan(75);
  }
});

test('where a virtual clock stands still, ticks count steps', () => {
  const axis = new Axis('virtual');
  for (let i = 0; i < 100; i++) axis.step();
  expect(ticks({ from: 0, perPixel: 25_000, width: 400 }, axis, 'en').map(({ label }) => label)).toEqual([
    '0',
    '#20',
    '#40',
    '#60',
    '#80',
    '#100',
  ]);
});

test('times and durations come in the largest unit that fits', () => {
  expect(timeText(2_150_000_000, 50_000_000, 'en')).toBe('2.15 s');
  expect(timeText(1_061_000, 1000, 'en')).toBe('1.061 ms');
  expect(timeText(0, 1, 'en')).toBe('0');
  expect(durationText(1_940_000, 'en')).toBe('1.94 ms');
  expect(durationText(23, 'en')).toBe('23 ns');
});

test('a virtual clock is labelled at round readings, and its standing still by steps', () => {
  const axis = new Axis('virtual');
  for (let i = 0; i < 40; i++) axis.step();
  axis.moveClock(7_300_000);
  for (let i = 0; i < 40; i++) axis.step();
  axis.moveClock(20_000_000);
  const labels = ticks({ from: 0, perPixel: axis.end / 700, width: 700 }, axis, 'en').map(
    ({ label }) => label,
  );
  expect(labels).toEqual(['0', '5 ms', '#50', '10 ms', '15 ms', '20 ms']);
});

test('ticks of a virtual clock never crowd, whatever it did', () => {
  const move = fc.oneof(
    fc.record({ steps: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ by: fc.integer({ min: 1, max: 50_000_000 }) }),
  );
  fc.assert(
    fc.property(
      fc.array(move, { maxLength: 30 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (moves, at) => {
        const axis = new Axis('virtual');
        let clock = 0;
        for (const each of moves) {
          if ('steps' in each) for (let i = 0; i < each.steps; i++) axis.step();
          else axis.moveClock((clock += each.by));
        }
        const scale = { from: axis.end * at, perPixel: Math.max(1, axis.end / 900), width: 800 };
        const found = ticks(scale, axis, 'en');
        for (const [i, tick] of found.entries()) {
          expect(tick.pixel).toBeGreaterThanOrEqual(0);
          expect(tick.pixel).toBeLessThanOrEqual(800);
          if (i > 0) expect(tick.pixel - found[i - 1]!.pixel).toBeGreaterThan(75);
        }
      },
    ),
  );
});
