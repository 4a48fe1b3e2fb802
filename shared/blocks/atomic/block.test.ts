import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('an atomic starts with its initial value', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'atomic' }), body: 'it.add(1);' }],
        hits: ['atomic', { initial: 40 }],
      },
      ['user.it > hits.atomic'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'hits', node: 'n2', edge: null, kind: 'atomic', initial: 40 },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'atomic', objects: 'n2' }]);
});
