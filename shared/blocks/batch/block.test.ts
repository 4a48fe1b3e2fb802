import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import type { Stmt } from '../../ir/program.ts';
import { draw } from '../draw.test-support.ts';

const chain = (elem: string) =>
  compile(
    draw(
      { list: ['source-list', { elem, items: '[]' }], pack: ['batch', { elem, size: 3 }], show: ['print'] },
      ['list.out > pack.in', 'pack.out > show.in'],
    ),
  );

test('items leave in arrays, what is left over last', () => {
  const { program, findings } = chain('number');
  expect(findings).toEqual([]);
  const thenOf = (stmt?: Stmt) => (stmt?.is === 'if' ? stmt.body.map((inner) => inner.is) : null);
  const [items, loop, rest] = program!.goroutines[1]!.body.body;
  const [push, full] = loop?.is === 'range' ? loop.body : [];
  expect([items?.is, push?.is]).toEqual(['let', 'expr']);
  expect(thenOf(full)).toEqual(['send', 'expr']);
  expect(thenOf(rest)).toEqual(['send']);
});

test.each([
  ['number', 'number[]'],
  ['string[]', 'string[][]'],
  ['A | B', '(A|B)[]'],
])('of %s an array is %s', (elem, array) => {
  expect(chain(elem).program!.objects[1]).toMatchObject({ elem: array });
});
