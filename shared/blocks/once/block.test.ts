import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a once runs what it is given', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'once' }), body: 'await it.do(() => log(1));' }],
        first: ['once'],
      },
      ['user.it > first.once'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([{ id: 'n2', name: 'first', node: 'n2', edge: null, kind: 'once' }]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'once', objects: 'n2' }]);
});
