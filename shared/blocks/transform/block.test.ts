import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

const chain = (params: Record<string, string | number>) =>
  compile(
    draw({ numbers: ['source-range'], change: ['transform', params], show: ['print'] }, [
      'numbers.out > change.in',
      'change.out > show.in',
    ]),
  );

test('each item is sent as the expression makes it', () => {
  const { program, findings } = chain({ expression: '`<${item}>`', to: 'string', replicas: 3 });
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]).toMatchObject({
    replicas: 3,
    ports: [
      { name: 'input', type: 'recv<number>' },
      { name: 'output', type: 'send<string>' },
    ],
    body: { body: [{ is: 'range', body: [{ is: 'send' }] }] },
  });
  expect(program!.objects[1]).toMatchObject({ kind: 'chan', elem: 'string', senders: 3 });
});

test('the expression sees the item and nothing else of the block', () => {
  expect(chain({ expression: 'output' }).findings).toMatchObject([{ code: 'unknown-name' }]);
});

test('an expression that says ctx has the background', () => {
  const { program, findings } = chain({ expression: 'ctx.err() === null ? item : 0' });
  expect(findings).toEqual([]);
  expect(program!.goroutines[1]!.body.body.map((stmt) => stmt.is)).toEqual(['let', 'range']);
});

test('types that are none are refused', () => {
  expect(chain({ to: 'number[' }).findings).toContainEqual(
    expect.objectContaining({
      code: 'bad-param',
      values: expect.objectContaining({ problem: 'not-a-type' }),
    }),
  );
});
