import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

const user = ['goroutine', { ports: portList({ it: 'cond' }), body: 'it.signal();' }] as const;

test('a condition lets go of the lock it is wired to, and is made after it', () => {
  const { program, findings } = compile(
    draw({ it: ['cond'], mu: ['mutex'], user }, ['user.it > it.cond', 'it.locker > mu.mutex']),
  );
  expect(findings).toEqual([]);
  expect(program!.objects.map(({ name, kind }) => `${name}: ${kind}`)).toEqual(['mu: mutex', 'it: cond']);
  expect(program!.objects[1]).toMatchObject({ locker: 'n2' });
});

test('without a lock it is refused', () => {
  expect(compile(draw({ it: ['cond'], user }, ['user.it > it.cond'])).findings).toMatchObject([
    { code: 'unwired-port', severity: 'error', place: { node: 'n1', port: 'locker' } },
  ]);
});
