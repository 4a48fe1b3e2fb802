import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a variable has a type and starts with a value', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'var<number[]>' }), body: 'it.set([...it.get(), 1]);' }],
        shared: ['variable', { type: 'number[]', initial: [] }],
      },
      ['user.it > shared.var'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'shared', node: 'n2', edge: null, kind: 'variable', type: 'number[]', initial: [] },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'var<number[]>', objects: 'n2' }]);
});
