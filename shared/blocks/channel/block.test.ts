import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

const sender = [
  'goroutine',
  { ports: portList({ to: 'send<number>' }), body: 'await to.send(1);', replicas: 3 },
] as const;
const receiver = [
  'goroutine',
  { ports: portList({ from: 'recv<number>' }), body: 'for await (const n of from) log(n);' },
] as const;

test('a channel counts the goroutines whose return closes it, replicas and all', () => {
  const { program, findings } = compile(
    draw({ a: sender, b: sender, data: ['channel', { capacity: 4 }], c: receiver }, [
      'a.to > data.in',
      'b.to > data.in',
      'data.out > c.from',
    ]),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toEqual([
    {
      id: 'n3',
      name: 'data',
      node: 'n3',
      edge: null,
      kind: 'chan',
      elem: 'number',
      capacity: 4,
      senders: 6,
      zero: 0,
    },
  ]);
  expect(program!.goroutines.map((goroutine) => goroutine.closes)).toEqual([['n3'], ['n3'], []]);
});

test('a goroutine that sends through two ports counts once', () => {
  const twice = ['goroutine', { ports: portList({ one: 'send<number>', two: 'send<number>' }) }] as const;
  const { program } = compile(
    draw({ twice, data: ['channel'], c: receiver }, [
      'twice.one > data.in',
      'twice.two > data.in',
      'data.out > c.from',
    ]),
  );
  expect(program!.objects[0]).toMatchObject({ senders: 1 });
  expect(program!.goroutines[0]!.closes).toEqual(['n2']);
});

test('with the switch off only a body closes it, and a loop over it is warned about (RG-2)', () => {
  const drawing = (body: string) =>
    draw(
      {
        a: ['goroutine', { ports: portList({ to: 'send<number>' }), body }],
        data: ['channel', { closes: false }],
        c: receiver,
      },
      ['a.to > data.in', 'data.out > c.from'],
    );
  const open = compile(drawing('await to.send(1);'));
  expect(open.findings).toMatchObject([
    { code: 'never-closed', severity: 'warning', place: { node: 'n3', port: 'from' } },
  ]);
  expect(open.program!.objects[0]).toMatchObject({ senders: 0 });
  expect(open.program!.goroutines[0]!.closes).toEqual([]);
  expect(compile(drawing('await to.send(1); to.close();')).findings).toEqual([]);
  expect(
    compile(drawing('async function end(c: SendChan<number>) { c.close(); } await end(to);')).findings,
  ).toEqual([]);
});

test.each([
  ['number', 0],
  ['string', ''],
  ['boolean', false],
  ['Job | null', null],
  ['Id', 0],
  ['Job', { id: 0 }],
])('the zero value of %s is %j', (elem, zero) => {
  const document = { ...draw({ data: ['channel', { elem }], ...quiet(elem) }, wiresOfQuiet), types: TYPES };
  expect(compile(document).program!.objects[0]).toMatchObject({ zero });
});

test.each(['Loop', 'number[]', '() => void'])('%s has none', (elem) => {
  const document = { ...draw({ data: ['channel', { elem }], ...quiet(elem) }, wiresOfQuiet), types: TYPES };
  expect(compile(document).program!.objects[0]).not.toHaveProperty('zero');
});

const TYPES =
  'type Id =\n  Num;\nexport type Num = number;\ntype Job = { id: Id };\ntype Loop = Pool1;\ntype Pool1 = Loop;';
const quiet = (elem: string) =>
  ({
    a: ['goroutine', { ports: portList({ to: `send<${elem}>` }) }],
    b: ['goroutine', { ports: portList({ from: `recv<${elem}>` }) }],
  }) as const;
const wiresOfQuiet = ['a.to > data.in', 'data.out > b.from'];
