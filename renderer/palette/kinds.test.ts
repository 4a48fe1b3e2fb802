import { expect, test } from 'vitest';
import { BLOCKS } from '../../shared/blocks/catalogue.ts';
import { bestOf, sections, type Kind } from './kinds.ts';

const NOTE: Kind = { kind: 'note', name: 'Note', line: 'Text beside the blocks.' };

const found = (query: string): readonly string[] =>
  sections(query, 'en', [NOTE]).flatMap(({ kinds }) => kinds.map(({ kind }) => kind));

test('every kind of block stands in exactly one section', () => {
  expect([...found('')].sort()).toEqual([...BLOCKS.map(({ kind }) => kind), 'note'].sort());
});

test('what people reach for first comes first', () => {
  expect(found('').slice(0, 3)).toEqual(['goroutine', 'channel', 'select']);
});

test('a block is found by its name in either language, and by what it does', () => {
  expect(found('mutex')).toEqual(expect.arrayContaining(['mutex', 'rwmutex']));
  expect(found('互斥锁')).toContain('mutex');
  expect(found('no such thing')).toEqual([]);
});

test('every word that was typed must be found', () => {
  expect(found('lines source')).toEqual(['source-lines']);
});

test('a section without a match is left out', () => {
  expect(sections('note', 'en', [NOTE]).map(({ id }) => id)).toContain('drawing');
  expect(sections('waitgroup', 'en', [NOTE]).map(({ id }) => id)).not.toContain('drawing');
});

test('Enter adds the kind whose name begins with what was typed', () => {
  const best = (query: string): string | undefined => bestOf(sections(query, 'en', [NOTE]), query)?.kind;
  expect(best('wait')).toBe('waitgroup');
  expect(best('mut')).toBe('mutex');
  expect(best('permits')).toBe('semaphore');
  expect(best('no such thing')).toBeUndefined();
});
