import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('an error group starts tasks and waits for them', () => {
  const { program, findings } = compile(
    draw(
      {
        user: [
          'goroutine',
          { ports: portList({ it: 'errgroup' }), body: 'await it.go(() => null); await it.wait();' },
        ],
        group: ['errgroup'],
      },
      ['user.it > group.errgroup'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([{ id: 'n2', name: 'group', node: 'n2', edge: null, kind: 'errgroup' }]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'errgroup', objects: 'n2' }]);
});
