import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

const end = (params: Record<string, string>) =>
  compile(draw({ a: ['source-range'], sum: ['collect', params] }, ['a.out > sum.in']));

test.each([
  ['items', [{ is: 'let' }, { is: 'range' }, { is: 'expr', calls: true }]],
  ['count', [{ is: 'let' }, { is: 'range' }, { is: 'expr', calls: true }]],
  ['reduce', [{ is: 'let' }, { is: 'range', body: [{ is: 'expr' }] }, { is: 'expr', calls: true }]],
])('showing %s, it prints once, in the end', (show, body) => {
  const { program, findings } = end({ show, label: 'the "result"' });
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]!.body.body).toMatchObject(body);
});

test('the expressions are looked at only where they are used', () => {
  expect(end({ show: 'count', reduce: '???' }).findings).toEqual([]);
  expect(end({ show: 'reduce', reduce: 'totl + item' }).findings).toMatchObject([
    { code: 'unknown-name', place: { param: 'reduce' }, values: { name: 'totl' } },
  ]);
});
