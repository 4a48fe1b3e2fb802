import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GUTTER } from './protocol.ts';
import { Touches } from './touches.ts';

const touches = (): Touches => new Touches(() => 18);

test('a tap selects, and a finger that moves does not', () => {
  const tapped = touches();
  tapped.down(1, 200, 60);
  expect(tapped.move(1, 203, 61)).toEqual([]);
  expect(tapped.up(1)).toEqual([{ is: 'select', x: 203, y: 61 }]);

  const moved = touches();
  moved.down(1, 200, 60);
  expect(moved.move(1, 230, 60)).toEqual([{ is: 'pan', pixels: -30 }]);
  expect(moved.up(1)).toEqual([]);
});

test('a finger up or down scrolls whole lanes and forgets no pixel', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 40 }), (steps) => {
      const fingers = touches();
      fingers.down(1, 300, 5000);
      // Past the tap.
      fingers.move(1, 320, 5000);
      let y = 5000;
      let lanes = 0;
      for (const step of steps) {
        y += step;
        for (const act of fingers.move(1, 320, y)) if (act.is === 'scroll') lanes += act.lanes;
      }
      expect(Math.abs((5000 - y) / 18 - lanes)).toBeLessThan(1);
    }),
  );
});

test('two fingers zoom by how far apart they come, around the one that rests', () => {
  const fingers = touches();
  fingers.down(1, 200, 60);
  fingers.down(2, 300, 60);
  expect(fingers.move(2, 400, 60)).toEqual([{ is: 'zoom', factor: 2, x: 200 }]);
  expect(fingers.move(1, 300, 60)).toEqual([{ is: 'zoom', factor: 0.5, x: 400 }]);
  expect([...fingers.up(1), ...fingers.up(2)]).toEqual([]);
});

test('a finger on the ruler moves the moment, never left of the lanes', () => {
  const fingers = touches();
  fingers.down(1, 300, 4);
  expect(fingers.move(1, 20, 90)).toEqual([{ is: 'moment', x: GUTTER }]);
});
