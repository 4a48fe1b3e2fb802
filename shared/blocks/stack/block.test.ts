import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a stack holds one type', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'stack<number>' }), body: 'it.push(1); it.pop();' }],
        todo: ['stack', { elem: 'number' }],
      },
      ['user.it > todo.stack'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'todo', node: 'n2', edge: null, kind: 'stack', type: 'number' },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'stack<number>', objects: 'n2' }]);
});
