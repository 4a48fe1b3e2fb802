import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

const ports = portList({ jobs: 'recv<string>', out: 'send<number>', quit: 'context', total: 'var<number>' });
const around = {
  source: ['source-list', { elem: 'string', items: "['a']" }],
  show: ['print'],
  all: ['context'],
  total: ['variable'],
} as const;
const wires = [
  'source.out > choose.jobs',
  'choose.out > show.in',
  'choose.quit > all.ctx',
  'choose.total > total.var',
];
const one = (cases: readonly { readonly [key: string]: string | number }[]) =>
  draw({ choose: ['select', { ports, cases: [...cases] }], ...around }, wires);

test('its cases are the cases of one select in a loop, in the order drawn', () => {
  const { program, findings } = compile(
    one([
      {
        on: 'receive',
        port: 'jobs',
        value: 'job',
        ok: 'more',
        body: 'if (!more) return;\nlog(job);',
        next: 'loop',
      },
      { on: 'send', port: 'out', value: 'total.get() + 1', body: '', next: 'loop' },
      { on: 'after', after: 50, body: "log('late');", next: 'stop' },
      { on: 'done', port: 'quit', body: 'log(ctx.err());', next: 'stop' },
      { on: 'default', body: 'await sleep(1);', next: 'loop' },
    ]),
  );
  expect(findings).toEqual([]);
  const [context, loop] = program!.goroutines[0]!.body.body;
  expect(context).toMatchObject({ is: 'let' });
  expect(loop).toMatchObject({
    is: 'for',
    test: null,
    body: [
      {
        is: 'select',
        head: {
          hasDefault: true,
          cases: [{ is: 'recv' }, { is: 'send' }, { is: 'recv' }, { is: 'recv' }],
        },
        arms: [
          { body: [{ is: 'let' }, { is: 'let' }, { is: 'if' }, { is: 'expr' }] },
          { body: [] },
          { body: [{ is: 'expr' }, { is: 'return' }] },
          { body: [{ is: 'expr' }, { is: 'return' }] },
        ],
        otherwise: [{ is: 'sleep' }],
      },
    ],
  });
  expect(
    new Set(
      loop!.is === 'for' && loop!.body[0]!.is === 'select'
        ? loop!.body[0]!.head.cases.map((c) => c.name)
        : [],
    ),
  ).toHaveProperty('size', 4);
});

test('a value to send may say ctx too', () => {
  const ports = portList({ out: 'send<boolean>' });
  const cases = [{ on: 'send', port: 'out', value: 'ctx.err() === null', next: 'stop' }];
  const { program } = compile(
    draw({ choose: ['select', { ports, cases }], show: ['print'] }, ['choose.out > show.in']),
  );
  expect(program!.goroutines[0]!.body.body.map((stmt) => stmt.is)).toEqual(['let', 'for']);
});

test('without a case it waits for ever (SE-5)', () => {
  const { program } = compile(draw({ choose: ['select'] }));
  expect(program!.goroutines[0]!.body.body).toMatchObject([
    { is: 'for', body: [{ is: 'select', arms: [] }] },
  ]);
});

test('a case that returns by itself is not told to stop once more', () => {
  const { program } = compile(one([{ on: 'after', after: 1, body: 'return;', next: 'stop' }]));
  const [loop] = program!.goroutines[0]!.body.body;
  expect(loop).toMatchObject({ body: [{ arms: [{ body: [{ is: 'return' }] }] }] });
});

test.each([
  [{ on: 'whenever' }, { problem: 'case', field: 'on' }],
  [{ on: 'receive' }, { problem: 'case', field: 'port' }],
  [
    { on: 'after', after: -1 },
    { problem: 'case', field: 'after' },
  ],
  [
    { on: 'after', after: 1, next: 'again' },
    { problem: 'case', field: 'next' },
  ],
  [
    { on: 'receive', port: 'out' },
    { problem: 'case-port', port: 'out' },
  ],
  [
    { on: 'send', port: 'jobs', value: '1' },
    { problem: 'case-port', port: 'jobs' },
  ],
  [
    { on: 'done', port: 'nobody' },
    { problem: 'case-port', port: 'nobody' },
  ],
  [
    { on: 'receive', port: 'jobs', value: 'class' },
    { problem: 'case-name', name: 'class' },
  ],
  [
    { on: 'receive', port: 'jobs', value: 'v', ok: 'v' },
    { problem: 'case-name', name: 'v' },
  ],
])('%j is refused', (drawn, values) => {
  expect(compile(one([drawn as never])).findings).toContainEqual(
    expect.objectContaining({
      code: 'bad-param',
      place: { node: 'n1', param: 'cases', path: 'params.cases.0' },
      values: { param: 'cases', case: 1, ...values },
    }),
  );
});

test('two defaults are one too many', () => {
  expect(compile(one([{ on: 'default' }, { on: 'default' }])).findings).toMatchObject([
    { values: { problem: 'two-defaults', case: 2 } },
  ]);
});

test('what is wrong with the code of a case is told with its place in that case', () => {
  const { findings } = compile(
    one([
      { on: 'after', after: 1, body: 'log(1);\nlog(nobody);' },
      { on: 'send', port: 'out', value: 'nothing + 1' },
    ]),
  );
  expect(findings).toMatchObject([
    { code: 'unknown-name', place: { param: 'cases.0.body', line: 2, column: 5 } },
    { code: 'unknown-name', place: { param: 'cases.1.value', line: 1, column: 1 } },
  ]);
});
