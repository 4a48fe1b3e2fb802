import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a mutex is a lock that a body locks and unlocks', () => {
  const { program, findings } = compile(
    draw(
      {
        user: ['goroutine', { ports: portList({ it: 'mutex' }), body: 'await it.lock(); it.unlock();' }],
        mu: ['mutex'],
      },
      ['user.it > mu.mutex'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([{ id: 'n2', name: 'mu', node: 'n2', edge: null, kind: 'mutex' }]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'it', type: 'mutex', objects: 'n2' }]);
});
