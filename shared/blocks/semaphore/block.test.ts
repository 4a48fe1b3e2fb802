import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a semaphore has as many permits as it says', () => {
  const { program, findings } = compile(
    draw(
      {
        user: [
          'goroutine',
          { ports: portList({ it: 'semaphore' }), body: 'await it.acquire(ctx, 1); it.release(1);' },
        ],
        slots: ['semaphore', { size: 2 }],
      },
      ['user.it > slots.semaphore'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n2', name: 'slots', node: 'n2', edge: null, kind: 'semaphore', size: 2 },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'semaphore', objects: 'n2' }]);
});
