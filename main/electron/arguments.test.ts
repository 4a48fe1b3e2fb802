import path from 'node:path';
import { expect, test } from 'vitest';
import { documentIn } from './arguments.ts';

const folder = path.resolve('/home/me');

test.each([
  [['weft', 'sieve.weft'], 'sieve.weft'],
  [['weft', '--flag', '--other=x', 'a/b.WEFT'], 'a/b.WEFT'],
  // In development the app's folder comes first.
  [['electron', '--inspect=0', '/work', 'one.weft', '--user-data-dir=/x'], 'one.weft'],
  [['weft', 'one.weft', 'two.weft'], 'two.weft'],
])('%j names %s', (argv, name) => {
  expect(documentIn(argv, folder)).toBe(path.resolve(folder, name));
});

test.each([[['weft']], [['weft', '/work']], [['weft', '--open=x.weft']], [['x.weft']], [[]]])(
  '%j names no document',
  (argv) => {
    expect(documentIn(argv, folder)).toBeNull();
  },
);
