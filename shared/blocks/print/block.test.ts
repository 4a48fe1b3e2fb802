import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

test('whatever arrives is printed', () => {
  const { program, findings } = compile(
    draw({ a: ['source-list', { elem: '{ id: number }', items: '[]' }], show: ['print'] }, [
      'a.out > show.in',
    ]),
  );
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]).toMatchObject({
    ports: [{ name: 'input', type: 'recv<unknown>', objects: 'wire:e1' }],
    body: { body: [{ is: 'range', body: [{ is: 'expr', calls: true }] }] },
  });
});
