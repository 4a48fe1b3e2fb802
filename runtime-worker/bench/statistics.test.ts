import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, quantile, ratioOf, spreadOf } from './statistics.ts';

const values = fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });

test('the median is the one in the middle, or between the two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('quartiles lie between values by their distance', () => {
  expect([0.25, 0.5, 0.75].map((part) => quantile([1, 2, 3, 4, 5], part))).toEqual([2, 3, 4]);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
});

test('a quantile lies within the values, whatever their order', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (some, part) => {
      const at = quantile(some, part);
      expect(at).toBeGreaterThanOrEqual(Math.min(...some) * (1 - 1e-12));
      expect(at).toBeLessThanOrEqual(Math.max(...some) * (1 + 1e-12));
      expect(quantile(some.toReversed(), part)).toBe(at);
    }),
  );
});

test('the spread is the distance of the quartiles over the median', () => {
  expect(spreadOf([1, 2, 3, 4, 5])).toBeCloseTo(2 / 3);
  expect(spreadOf([7, 7, 7])).toBe(0);
});

test('a ratio is median over median; its range that of the ratios round by round', () => {
  // Every round on a machine half as fast as in the one before: the ratio is steady where the times are not.
  expect(ratioOf([10, 20, 40], [5, 10, 20])).toEqual({ value: 2, low: 2, high: 2 });
  expect(ratioOf([10, 20, 40], [10, 10, 10])).toEqual({ value: 2, low: 1.5, high: 3 });
});

test('there is no ratio to what was not measured', () => {
  expect(ratioOf([], [1])).toBeNull();
  expect(ratioOf([1], [])).toBeNull();
});

test('swapping both sides turns a ratio over', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const ratio = ratioOf(one, other)?.value ?? 0;
      // As exact as its size allows.
      expect((ratioOf(other, one)?.value ?? 0) * ratio).toBeCloseTo(1, 12);
    }),
  );
});
