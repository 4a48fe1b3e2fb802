import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

test('every input has a goroutine, and the merge is done when all are', () => {
  const { program, findings } = compile(
    draw({ a: ['source-range'], b: ['source-range'], both: ['merge'], show: ['print'] }, [
      'a.out > both.in',
      'b.out > both.in',
      'both.out > show.in',
    ]),
  );
  expect(findings).toEqual([]);
  expect(program!.goroutines[2]).toMatchObject({
    ports: [
      { name: 'inputs', objects: ['wire:e1', 'wire:e2'] },
      { name: 'output', objects: 'wire:e3' },
    ],
    closes: ['wire:e3'],
    body: { body: [{ is: 'let' }, { is: 'expr' }, { is: 'for-each', body: [{ is: 'go' }] }, { is: 'wait' }] },
  });
});
