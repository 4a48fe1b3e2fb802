import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

test('every output gets every item', () => {
  const { program, findings } = compile(
    draw({ a: ['source-range'], all: ['broadcast'], left: ['print'], right: ['print'] }, [
      'a.out > all.in',
      'all.out > left.in',
      'all.out > right.in',
    ]),
  );
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]).toMatchObject({
    ports: [{ name: 'input' }, { name: 'outputs', objects: ['wire:e2', 'wire:e3'] }],
    closes: ['wire:e2', 'wire:e3'],
    body: { body: [{ is: 'range', body: [{ is: 'for-each', body: [{ is: 'send' }] }] }] },
  });
});
