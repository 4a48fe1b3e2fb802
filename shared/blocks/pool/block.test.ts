import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a pool keeps things of one type', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'pool<string>' }), body: 'it.put(it.get());' }],
        spare: ['pool', { elem: 'string' }],
      },
      ['user.it > spare.pool'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([{ id: 'n2', name: 'spare', node: 'n2', edge: null, kind: 'pool' }]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'pool<string>', objects: 'n2' }]);
});
