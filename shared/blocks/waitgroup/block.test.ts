import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a wait group starts with its count', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'waitgroup' }), body: 'it.done(); await it.wait();' }],
        wg: ['waitgroup', { count: 3 }],
      },
      ['user.it > wg.waitgroup'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'wg', node: 'n2', edge: null, kind: 'waitgroup', count: 3 },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'waitgroup', objects: 'n2' }]);
});
