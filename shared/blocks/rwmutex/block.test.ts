import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a read-write lock has two ways to hold it', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'rwmutex' }), body: 'await it.rLock(); it.rUnlock();' }],
        rw: ['rwmutex'],
      },
      ['user.it > rw.rwmutex'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([{ id: 'n2', name: 'rw', node: 'n2', edge: null, kind: 'rwmutex' }]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'rwmutex', objects: 'n2' }]);
});
