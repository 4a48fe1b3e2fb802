import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LAYOUT, readLayout, writeLayout } from './layout.ts';

test('a layout that was kept comes back', () => {
  const layout = {
    ...DEFAULT_LAYOUT,
    blocks: false,
    sideTab: 'log' as const,
    sizes: { 'dock:a+b': { a: 70, b: 30 } },
  };
  expect(readLayout(writeLayout(layout))).toEqual(layout);
});

test('nothing kept, or nothing that makes sense, is the default', () => {
  for (const text of ['', 'null', '[]', '{', '{"blocks":1,"sizes":3,"mainTab":"x"}']) {
    expect(readLayout(text)).toEqual(DEFAULT_LAYOUT);
  }
});

test('sizes that are no percentages are left out', () => {
  const text = JSON.stringify({ sizes: { work: { left: 120, right: 'x', middle: 40 } } });
  expect(readLayout(text).sizes).toEqual({ work: { middle: 40 } });
});

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const layout = readLayout(text);
      expect(readLayout(writeLayout(layout))).toEqual(layout);
    }),
  );
});
