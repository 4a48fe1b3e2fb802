import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

test('a goroutine has the ports on its list, its replicas, and its thread', () => {
  const { program, findings } = compile(
    draw(
      {
        'my worker': [
          'goroutine',
          {
            ports: portList({ jobs: 'recv<number>', outs: 'send<number>[]' }),
            body: 'for await (const job of jobs) await outs[job % outs.length]!.send(job);',
            replicas: 2,
            worker: 3,
          },
        ],
        jobs: ['channel'],
        a: ['channel'],
        b: ['channel'],
        source: ['source-range'],
        left: ['print'],
        right: ['print'],
      },
      [
        'source.out > jobs.in',
        'jobs.out > my worker.jobs',
        'my worker.outs > b.in',
        'my worker.outs > a.in',
        'a.out > left.in',
        'b.out > right.in',
      ],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.goroutines[0]).toMatchObject({
    node: 'n1',
    name: 'myWorker',
    replicas: 2,
    main: false,
    worker: 2,
    ports: [
      { name: 'jobs', type: 'recv<number>', objects: 'n2' },
      { name: 'outs', type: 'send<number>[]', objects: ['n4', 'n3'] },
    ],
    closes: ['n4', 'n3'],
  });
  expect(program!.goroutines[0]!.body.body).toMatchObject([{ is: 'range', body: [{ is: 'send' }] }]);
});

test('ctx is the port of that name, another context port, or the background (and is made only once)', () => {
  const first = (ports: Record<string, string>, wires: string[]) =>
    compile(
      draw(
        { g: ['goroutine', { ports: portList(ports), body: 'log(ctx.err());' }], all: ['context'] },
        wires,
      ),
    ).program!.goroutines[0]!.body.body.map((stmt) => stmt.is);
  expect(first({ ctx: 'context' }, ['g.ctx > all.ctx'])).toEqual(['expr']);
  expect(first({ request: 'context' }, ['g.request > all.ctx'])).toEqual(['let', 'expr']);
  expect(first({ ctx: 'context' }, [])).toEqual(['let', 'expr']);
  expect(first({}, [])).toEqual(['let', 'expr']);
});

test('a channel port wired to nothing is a nil channel, and a warning (NC-1)', () => {
  const { program, findings } = compile(
    draw({ g: ['goroutine', { ports: portList({ c: 'recv<number>' }), body: 'await c.recv();' }] }),
  );
  expect(findings).toMatchObject([
    { code: 'nil-channel', severity: 'warning', place: { node: 'n1', port: 'c' } },
  ]);
  expect(program!.goroutines[0]!.ports).toEqual([{ name: 'c', type: 'recv<number>', objects: null }]);
});

test('a lock wired to nothing is an error', () => {
  expect(compile(draw({ g: ['goroutine', { ports: portList({ mu: 'mutex' }) }] })).findings).toMatchObject([
    { code: 'unwired-port', severity: 'error' },
  ]);
});

test('what is wrong with the list of ports: types, names, and names used twice', () => {
  const ports = [
    { name: 'a', type: 'recv<' },
    { name: 'b', type: 'channel' },
    { name: '1st', type: 'recv<number>' },
    { name: 'class', type: 'recv<number>' },
    { name: 'self', type: 'recv<number>' },
    { name: 'ctx', type: 'recv<number>' },
    { name: 'go', type: 'recv<number>' },
    { name: '$rt', type: 'recv<number>' },
    { name: 'x', type: 'recv<number>' },
    { name: 'x', type: 'send<number>' },
    // A runtime name that a body may well prefer to be its port.
    { name: 'tick', type: 'recv<number>' },
  ];
  const errors = compile(draw({ g: ['goroutine', { ports }] })).findings.filter(
    (one) => one.severity === 'error',
  );
  expect(errors.map(({ code, place }) => `${code} ${place.port}`)).toEqual([
    'port-type-syntax a',
    'port-type-syntax b',
    'forbidden-name 1st',
    'forbidden-name class',
    'forbidden-name self',
    'forbidden-name ctx',
    'forbidden-name go',
    'forbidden-name $rt',
    'duplicate-port x',
  ]);
});

test('what is wrong with the body, with line and column', () => {
  const body = 'const a = 1;\nlog(b);\n  sleep(10);';
  expect(compile(draw({ g: ['goroutine', { body }] })).findings).toMatchObject([
    { code: 'unknown-name', place: { node: 'n1', param: 'body', line: 2, column: 5 }, values: { name: 'b' } },
    { code: 'missing-await', place: { node: 'n1', param: 'body', line: 3, column: 3 } },
  ]);
});
