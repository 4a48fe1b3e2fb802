import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a queue holds one type', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'queue<number>' }), body: 'it.push(1); it.pop();' }],
        todo: ['queue', { elem: 'number' }],
      },
      ['user.it > todo.queue'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'todo', node: 'n2', edge: null, kind: 'queue', type: 'number' },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'queue<number>', objects: 'n2' }]);
});
