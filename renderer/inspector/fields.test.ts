import { expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import { BLOCKS } from '../../shared/blocks/catalogue.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { fieldsOf, readJson, specOf } from './fields.ts';
import { firstWords } from './NoteInspector.tsx';

const block = (kind: string, params: GraphNode['params'] = {}): GraphNode => ({
  id: nodeId('n'),
  kind,
  name: kind,
  x: 0,
  y: 0,
  group: null,
  params,
});

const names = (node: GraphNode): readonly string[] => fieldsOf(node).map(({ name }) => name);

test('a parameter that means something only with another is asked for only then', () => {
  expect(names(block('context', { form: 'cancel' }))).toEqual(['form']);
  expect(names(block('context', { form: 'timeout' }))).toEqual(['form', 'after']);
  expect(names(block('context', { form: 'deadline' }))).toEqual(['form', 'at']);
  expect(names(block('context', { form: 'value' }))).toEqual(['form', 'key', 'value']);
  expect(names(block('collect', { show: 'count' }))).not.toContain('reduce');
});

test('every parameter of every kind has a field or a section of its own', () => {
  for (const { kind, params } of BLOCKS) {
    const asked = new Set(
      ['reduce', 'timeout', 'deadline', 'value'].flatMap((v) => names(block(kind, { show: v, form: v }))),
    );
    const large = (['ports', 'cases', 'body'] as const).flatMap(
      (type) => specOf(block(kind), type)?.name ?? [],
    );
    expect([...asked, ...large].sort()).toEqual(params.map(({ name }) => name).sort());
  }
});

test('what is no JSON is no value', () => {
  expect(readJson('[1, {"a": null}]')).toEqual([1, { a: null }]);
  expect(readJson('[1,')).toBeUndefined();
});

test('a note is called by its first words, without their marks', () => {
  expect(firstWords('\n## Why is **results** full?\nmore')).toBe('Why is results full?');
  expect(firstWords('  \n')).toBe('');
});
