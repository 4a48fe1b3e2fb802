import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

test('items go to the outputs in turn', () => {
  const { program, findings } = compile(
    draw({ a: ['source-range'], deal: ['distribute'], left: ['print'], right: ['print'] }, [
      'a.out > deal.in',
      'deal.out > left.in',
      'deal.out > right.in',
    ]),
  );
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]!.body.body).toMatchObject([
    { is: 'let' },
    { is: 'range', body: [{ is: 'send' }, { is: 'expr' }] },
  ]);
});

test('with nobody to deal to it is refused', () => {
  expect(
    compile(draw({ a: ['source-range'], deal: ['distribute'] }, ['a.out > deal.in'])).findings,
  ).toMatchObject([{ code: 'unwired-port', place: { node: 'n2', port: 'out' } }]);
});
