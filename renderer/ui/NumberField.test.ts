import { expect, test } from 'vitest';
import { readNumber } from './NumberField.tsx';

test.each([
  ['7', 7],
  [' 7 ', 7],
  ['−3', -3],
  ['10', 10],
  ['11', null],
  ['-6', null],
  ['1.5', null],
  ['', null],
  ['1e3', null],
  ['0x1', null],
])('%s is %s', (text, expected) => {
  expect(readNumber(text, -5, 10, false)).toBe(expected);
});

test('fractions where they are allowed', () => {
  expect(readNumber('1.5', 0, 10, true)).toBe(1.5);
});
