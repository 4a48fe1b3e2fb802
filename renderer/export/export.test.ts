import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownersOf } from './CodePreview.tsx';
import { highlight } from './highlight.ts';

const words = (source: string): readonly string[] =>
  highlight(source).flatMap((line) =>
    line.filter((token) => token.is !== 'plain').map((token) => `${token.is}:${token.text}`),
  );

test('code is coloured by what its words are', () => {
  expect(words('const n = fib(12); // ok\n`a\nb`')).toEqual([
    'key:const',
    'call:fib',
    'number:12',
    'note:// ok',
    'text:`a',
    'text:b`',
  ]);
});

test('colouring loses nothing: any text, line by line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '1', '"', "'", '`', '/', '*', '\\', '\n', ' ', '(') }),
      (source) => {
        const lines = highlight(source).map((line) => line.map((token) => token.text).join(''));
        expect(lines).toEqual(source.split('\n'));
      },
    ),
  );
});

test('a line belongs to the innermost block', () => {
  const spans = [
    { node: 'outer', from: 1, to: 4 },
    { node: 'inner', from: 2, to: 3 },
  ];
  expect(ownersOf(5, spans).map((span) => span?.node ?? '')).toEqual([
    'outer',
    'inner',
    'inner',
    'outer',
    '',
  ]);
});
