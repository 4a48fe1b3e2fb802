import { expect, test } from 'vitest';
import { formatLine, formatPanic, formatValue } from './values.ts';

test('prints as fmt.Println does', () => {
  expect(formatLine(['a', 1, 2.5, true, null, undefined])).toBe('a 1 2.5 true <nil> <nil>');
  expect(formatValue([1, 'b', [2, 3]])).toBe('[1 b [2 3]]');
  expect(formatValue({ x: 1, name: 'n', inner: { y: 2 } })).toBe('{1 n {2}}');
  expect(
    formatValue(
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
    ),
  ).toBe('map[a:1 b:2]');
  expect(
    formatValue(
      new Map([
        [10, 'x'],
        [9, 'y'],
      ]),
    ),
  ).toBe('map[9:y 10:x]');
  expect(formatValue(new Uint8Array([1, 2]))).toBe('[1 2]');
  expect(formatValue(new Error('disk full'))).toBe('disk full');
  expect(formatValue(12n)).toBe('12');
});

test('numbers turn to an exponent where Go’s do', () => {
  expect(formatLine([1e20, 1e21, 1.5e300, 0.0001, 0.00001, 1.5e-7, -0.5])).toBe(
    '100000000000000000000 1e+21 1.5e+300 0.0001 1e-05 1.5e-07 -0.5',
  );
  expect(formatLine([NaN, Infinity, -Infinity])).toBe('NaN +Inf -Inf');
});

test('an object that contains itself ends', () => {
  const loop: { next?: object } = {};
  loop.next = loop;
  expect(formatValue(loop)).toMatch(/^\{0x[0-9a-f]+\}$/);
});

test('an uncaught value prints by its words where it has some, and by type and address where it has none (PN-10)', () => {
  class Point {
    x = 1;
  }
  class Code extends Number {}
  class Name extends String {}
  class Said {
    toString(): string {
      return 'said';
    }
  }
  expect(formatPanic('raw\nsecond')).toBe('raw\n\tsecond');
  expect([42, 3.5, true].map(formatPanic)).toEqual(['42', '3.5', 'true']);
  expect(formatPanic(new Code(7))).toBe('main.Code(7)');
  expect(formatPanic(new Name('x'))).toBe('main.Name("x")');
  expect(formatPanic(new Said())).toBe('said');
  expect(formatPanic(new Point())).toMatch(/^\(main\.Point\) 0x[0-9a-f]+$/);
  expect(formatPanic([1])).toMatch(/^\(\[\]interface \{\}\) 0x/);
});
