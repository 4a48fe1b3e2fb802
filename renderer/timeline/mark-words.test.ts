import { expect, test } from 'vitest';
import type { Details } from '../trace/details.ts';
import { markWords } from './mark-words.ts';
import { TEXTS } from './texts.fixture.ts';

const channel = (value: number): Details =>
  ({ what: 'object', kind: 'chan', lane: { row: 0, name: 'results' }, capacity: 4, value }) as Details;

test('a flag says what there is to see', () => {
  const goroutine = { what: 'goroutine', lane: { row: 0, name: 'worker 2' }, state: 'mutex' } as Details;
  expect(markWords(goroutine, TEXTS)).toBe('worker 2: mutex');
  expect(markWords(channel(4), TEXTS)).toBe('results full');
  expect(markWords(channel(3), TEXTS)).toBe('results');
  expect(markWords(null, TEXTS)).toBe('');
});
