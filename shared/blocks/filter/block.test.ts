import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

test('an item goes on where the predicate holds', () => {
  const { program, findings } = compile(
    draw({ numbers: ['source-range'], even: ['filter', { predicate: 'item % 2 === 0' }], show: ['print'] }, [
      'numbers.out > even.in',
      'even.out > show.in',
    ]),
  );
  expect(findings).toEqual([]);
  const [loop] = program!.goroutines[1]!.body.body;
  const [check] = loop?.is === 'range' ? loop.body : [];
  expect(check?.is === 'if' && check.body.map((stmt) => stmt.is)).toEqual(['send']);
  expect(check?.is === 'if' && check.otherwise).toBeNull();
});
