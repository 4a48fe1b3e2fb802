import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

const drawing = (params: { period: number }) =>
  draw(
    {
      pulse: ['ticker', params],
      user: [
        'goroutine',
        { ports: portList({ c: 'recv<number>' }), body: 'for await (const at of c) log(at);' },
      ],
    },
    ['pulse.out > user.c'],
  );

test('a ticker is a channel of clock readings, and nobody is expected to close it', () => {
  const { program, findings } = compile(drawing({ period: 50 }));
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    { id: 'n1', name: 'pulse', node: 'n1', edge: null, kind: 'ticker', period: 50 },
  ]);
});

test('a period of nothing is refused (TM-12)', () => {
  expect(compile(drawing({ period: 0 })).findings).toMatchObject([
    { code: 'bad-param', place: { node: 'n1', param: 'period' }, values: { problem: 'out-of-range' } },
  ]);
});
