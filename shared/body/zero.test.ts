import { expect, test } from 'vitest';
import { isWholeZero, zeroOf } from './zero.ts';

const TYPES = `
interface Job { id: number; name: string; readonly done: boolean; note?: string; at: Point; parent: Job | null }
type Point = { x: number; y: number };
interface Late extends Point2 { z: number }
interface Point2 { x: number }
type Alias = Job['id'];
type Id = string;
interface Tagged { tags: string[]; n: number }
interface Loop { self: Loop; n: number }
interface Acts { run(): void }
type Circle = Circle2; type Circle2 = Circle;
interface Box<T> { value: T }
`;

test.each([
  ['number', 0],
  ['string', ''],
  ['boolean', false],
  ['Id', ''],
  ['number | null', null],
  ['{ a: number; b: { c: string } }', { a: 0, b: { c: '' } }],
  ['Job', { id: 0, name: '', done: false, at: { x: 0, y: 0 }, parent: null }],
  ['Late', { x: 0, z: 0 }],
  ['Tagged', { n: 0 }],
  ['Loop', { n: 0 }],
])('%s has the zero value %j', (type, zero) => {
  expect(zeroOf(type, TYPES)).toEqual(zero);
});

test.each([
  'number[]',
  'string | number',
  '() => void',
  'Alias',
  'Acts',
  'Circle',
  'Box<number>',
  'Unknown',
  'no type (',
  '',
])('%s has none: a receive from the closed channel yields undefined', (type) => {
  expect(zeroOf(type, TYPES)).toBeUndefined();
});

test('a zero value that lacks fields says so', () => {
  expect(isWholeZero('Job', TYPES)).toBe(true);
  expect(isWholeZero('Tagged', TYPES)).toBe(false);
});
