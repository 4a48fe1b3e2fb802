import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a single flight answers by key', () => {
  const { program, findings } = compile(
    draw(
      {
        user: [
          'goroutine',
          { ports: portList({ it: 'singleflight' }), body: 'await it.do("key", () => 1);' },
        ],
        flight: ['singleflight'],
      },
      ['user.it > flight.singleflight'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'flight', node: 'n2', edge: null, kind: 'singleflight' },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'singleflight', objects: 'n2' }]);
});
