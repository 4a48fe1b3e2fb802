import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Axis, STEP_WIDTH } from './axis.ts';

test('on a virtual clock a record takes a step and the clock takes its time', () => {
  const axis = new Axis('virtual');
  expect(axis.step()).toBe(STEP_WIDTH);
  expect(axis.step()).toBe(2 * STEP_WIDTH);
  axis.moveClock(10_000_000);
  const third = axis.step();
  expect(third).toBe(10_000_000 + 3 * STEP_WIDTH);
  expect(axis.clockAt(2 * STEP_WIDTH)).toBe(0);
  expect(axis.clockAt(2 * STEP_WIDTH + 4_000_000)).toBe(4_000_000);
  expect(axis.clockAt(third)).toBe(10_000_000);
  expect(axis.stepAt(third)).toBe(3);
  expect(axis.stepAt(2 * STEP_WIDTH + 4_000_000)).toBe(2);
});

test('a virtual clock that goes back is refused', () => {
  const axis = new Axis('virtual');
  expect(axis.moveClock(500)).toBe(true);
  expect(axis.moveClock(400)).toBe(false);
  expect(axis.moveClock(Number.NaN)).toBe(false);
  expect(axis.end).toBe(500);
});

test('clock and step of a position, and the position of a clock, agree on every virtual run', () => {
  const moves = fc.array(fc.oneof(fc.constant('step' as const), fc.integer({ min: 0, max: 1e9 })), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(moves, (given) => {
      const axis = new Axis('virtual');
      let clock = 0;
      let steps = 0;
      for (const move of given) {
        if (move !== 'step') axis.moveClock((clock += move));
        const at = axis.step();
        steps++;
        expect(axis.clockAt(at)).toBe(clock);
        expect(axis.stepAt(at)).toBe(steps);
        expect(axis.clockAt(axis.positionOf(clock))).toBe(clock);
      }
      expect(axis.end).toBe(clock + steps * STEP_WIDTH);
    }),
  );
});

test('a real clock begins where its first reading is', () => {
  const axis = new Axis('real');
  expect(axis.positionOfReading(5_000_000_000)).toBe(0);
  expect(axis.positionOfReading(5_000_000_700)).toBe(700);
  expect(axis.positionOfReading(Number.NaN)).toBeNaN();
  expect(axis.positionOfReading(-1)).toBeNaN();
  axis.advance(700, 3);
  expect(axis.clockAt(700)).toBe(5_000_000_700);
  expect(axis.positionOf(5_000_000_700)).toBe(700);
  expect(axis.stepAt(700)).toBe(3);
});
