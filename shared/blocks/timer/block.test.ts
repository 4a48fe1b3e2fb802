import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a timer is a channel of one clock reading', () => {
  const { program, findings } = compile(
    draw(
      {
        late: ['timer', { delay: 20 }],
        user: ['goroutine', { ports: portList({ c: 'recv<number>' }), body: 'log(await c.recv());' }],
      },
      ['late.out > user.c'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n1', name: 'late', node: 'n1', edge: null, kind: 'timer', delay: 20 },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'c', type: 'recv<number>', objects: 'n1' }]);
});
