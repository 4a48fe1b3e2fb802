import { expect, test } from 'vitest';
import { readOptions, UsageError, type Options } from './options.ts';
import { ROWS } from './rows.ts';

test('nothing said: every row, seven rounds', () => {
  expect(readOptions([])).toEqual({
    quick: false,
    rows: ROWS,
    rounds: 7,
    json: null,
    markdown: false,
    profile: false,
  });
});

test('quick is three rounds, unless said otherwise', () => {
  expect(readOptions(['--quick'])).toMatchObject({ quick: true, rounds: 3 });
  expect(readOptions(['--quick', '--rounds', '1'])).toMatchObject({ rounds: 1 });
});

test('rows are chosen by a part of their name', () => {
  const { rows } = readOptions(['--row', 'mutex', '--row', 'ping-pong']) as Options;
  expect(rows.map(({ name }) => name)).toEqual(['ping-pong', 'mutex, uncontended', 'mutex, contended']);
});

test('help is asked for, not measured', () => {
  expect(readOptions(['-h'])).toBe('help');
});

test.each([
  ['a flag nobody knows', ['--fast'], /--fast/],
  ['a word too many', ['quick'], /quick/],
  ['a row there is not', ['--row', 'mutx'], /there is no row "mutx"/],
  ['no rounds', ['--rounds', '0'], /--rounds is a whole number from 1 to 99/],
  ['half a round', ['--rounds', '1.5'], /--rounds/],
  ['rounds in words', ['--rounds', 'three'], /--rounds/],
  ['no file for the JSON', ['--json', ''], /--json needs/],
  ['--json without its value', ['--json'], /--json/],
  ['profiles and results at once', ['--profile', '--json', 'x.json'], /--profile measures nothing/],
])('refused: %s', (_, args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});
