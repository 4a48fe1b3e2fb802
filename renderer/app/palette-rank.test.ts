import { expect, test } from 'vitest';
import { rankOf } from './palette-rank.ts';

test('a whole name comes before its beginning, a word, a part, and strewn letters', () => {
  const ranks = ['collect', 'collector', 'the collect block', 'recollect', 'c o l l e c t'].map((name) =>
    rankOf('collect', [name]),
  );
  expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  expect(new Set(ranks).size).toBe(ranks.length);
});

test('what was typed is found by any of the names, whatever its case, and its words in any order', () => {
  expect(rankOf('ZOOM', ['放大', 'Zoom in'])).toBeGreaterThan(0);
  expect(rankOf('放大', ['放大', 'Zoom in'])).toBe(1);
  expect(rankOf('in zoom', ['Zoom in'])).toBeGreaterThan(0);
});

test('a name that lacks a letter of it is no answer', () => {
  expect(rankOf('collect', ['Add a select'])).toBe(0);
  expect(rankOf('', ['anything'])).toBe(1);
});
