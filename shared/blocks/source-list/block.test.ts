import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

const list = (items: string) =>
  compile(
    draw({ words: ['source-list', { elem: 'string', items }], show: ['print'] }, ['words.out > show.in']),
  );

test('the items are sent one by one', () => {
  const { program, findings } = list("['warp', 'weft']");
  expect(findings).toEqual([]);
  expect(program!.goroutines[0]!.body.body).toMatchObject([
    { is: 'for-each', over: 'of', body: [{ is: 'send' }] },
  ]);
});

test('an expression that is none has its place told', () => {
  expect(list('[1, 2').findings).toMatchObject([
    { code: 'syntax', place: { node: 'n1', param: 'items', line: 1 } },
  ]);
  expect(list('[input]').findings).toMatchObject([{ code: 'unknown-name', values: { name: 'input' } }]);
});
