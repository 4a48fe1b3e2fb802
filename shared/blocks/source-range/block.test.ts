import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

const body = (params: Record<string, number>) => {
  const { program, findings } = compile(
    draw({ numbers: ['source-range', params], show: ['print'] }, ['numbers.out > show.in']),
  );
  expect(findings).toEqual([]);
  return program!.goroutines[0]!.body.body[0];
};
const words = (code: unknown) =>
  (code as { parts: { text: string }[] }).parts.map((part) => part.text).join('');

test.each([
  [{ from: 1, to: 3 }, 'n <= 3', 'n++'],
  [{ from: 1, to: 10, step: 3 }, 'n <= 10', 'n += 3'],
  [{ from: 3, to: 1, step: -1 }, 'n >= 1', 'n--'],
  [{ from: 9, to: 0, step: -4 }, 'n >= 0', 'n -= 4'],
])('%j counts while %s, by %s', (params, until, step) => {
  const loop = body(params);
  expect(loop).toMatchObject({ is: 'for', body: [{ is: 'send' }] });
  expect(loop?.is === 'for' && [words(loop.test), words(loop.update)]).toEqual([until, step]);
});

test('a pause is a sleep after each number', () => {
  expect(body({ pause: 5 })).toMatchObject({ body: [{ is: 'send' }, { is: 'sleep' }] });
});

test('a step of nothing would never end', () => {
  const { findings } = compile(
    draw({ numbers: ['source-range', { step: 0 }], show: ['print'] }, ['numbers.out > show.in']),
  );
  expect(findings).toMatchObject([
    { code: 'bad-param', place: { param: 'step' }, values: { problem: 'zero-step' } },
  ]);
});
