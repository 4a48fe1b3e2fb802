import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a hash map has a type for keys and one for values', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'hashmap<string,number>' }), body: 'it.store("a", 1);' }],
        table: ['hashmap', { key: 'string', value: 'number' }],
      },
      ['user.it > table.hashmap'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'table', node: 'n2', edge: null, kind: 'hashmap', type: 'string,number' },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([
    { name: 'it', type: 'hashmap<string,number>', objects: 'n2' },
  ]);
});

test('white space in a port’s type makes no difference', () => {
  const drawing = draw(
    { user: ['goroutine', { ports: portList({ it: 'hashmap< string , number >' }) }], table: ['hashmap'] },
    ['user.it > table.hashmap'],
  );
  expect(compile(drawing).findings).toEqual([]);
});
