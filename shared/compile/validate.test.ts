import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeId, nodeId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { BLOCKS } from '../blocks/catalogue.ts';
import { draw, portList } from '../blocks/draw.test-support.ts';
import { portsOf } from '../blocks/wiring.ts';
import { emptyDocument, type EdgeEnd, type GraphDocument } from '../graph/document.ts';
import { addNode, connect, newNode, rename, setParam, setTypes } from '../graph/edits.ts';
import { verify } from '../ir/verify.ts';
import { compile } from './compile.ts';
import { hasErrors } from './findings.ts';
import { validate } from './validate.ts';

const codes = (document: GraphDocument): readonly string[] =>
  validate(document).map((finding) => finding.code);
const [n1, n2] = [nodeId('n1'), nodeId('n2')];
const wire = (from: string, to: string): ((document: GraphDocument) => GraphDocument) => {
  const end = (text: string): EdgeEnd => ({ node: nodeId(text.split('.')[0]!), port: text.split('.')[1]! });
  return connect(end(from), end(to));
};

describe('the blocks', () => {
  test('nothing at all would not run', () => {
    expect(codes(emptyDocument(''))).toEqual(['no-goroutine']);
    expect(codes(draw({ mu: ['mutex'] }))).toEqual(['no-goroutine']);
  });

  test('a kind from the future is an error, and its wires are left alone', () => {
    const document = wire('n1.whatever', 'n2.in')(draw({ gear: ['gearbox'], show: ['print'] }));
    expect(validate(document)).toMatchObject([
      { code: 'unknown-block', severity: 'error', place: { node: 'n1' }, values: { kind: 'gearbox' } },
    ]);
  });

  test('parameters out of range, of the wrong type, and unknown', () => {
    const document = draw({
      g: ['goroutine', { replicas: 0, main: 'yes', body: 7, ports: [{ name: 'a' }], bodie: '' }],
      ch: ['channel', { capacity: 1.5, elem: 'number[' }],
      ctx: ['context', { form: 'forever' }],
    });
    expect(
      validate(document)
        .filter(({ code }) => code.endsWith('param'))
        .map(({ place, values }) => `${place.param} ${values['problem'] ?? ''}`),
    ).toEqual([
      'bodie ',
      'ports wrong-type',
      'body wrong-type',
      'replicas out-of-range',
      'main wrong-type',
      'elem not-a-type',
      'capacity wrong-type',
      'form not-an-option',
    ]);
  });

  test('one name for two blocks is a warning', () => {
    const document = rename(n2, 'worker')(draw({ worker: ['goroutine'], other: ['goroutine'] }));
    expect(validate(document)).toMatchObject([
      { code: 'name-taken', severity: 'warning', place: { node: 'n2' } },
    ]);
  });

  test('one main, and only once', () => {
    const main = ['goroutine', { main: true }] as const;
    expect(validate(draw({ a: main, b: main, c: main }))).toMatchObject([
      { code: 'two-mains', place: { node: 'n2' }, values: { first: 'a' } },
      { code: 'two-mains', place: { node: 'n3' }, values: { first: 'a' } },
    ]);
    expect(codes(draw({ a: ['goroutine', { main: true, replicas: 2 }] }))).toEqual(['main-replicas']);
  });

  test('types that do not parse, with line and column', () => {
    const typed = (types: string) => validate(setTypes(types)(draw({ g: ['goroutine'] })));
    expect(typed('type A = number;\ntype B = ;')).toMatchObject([
      { code: 'bad-types', place: { path: 'types', line: 2, column: 10 } },
    ]);
    expect(typed('type A = number;\n  const limit = 3;')).toMatchObject([
      {
        code: 'bad-types',
        place: { path: 'types', line: 2, column: 3 },
        values: { problem: 'no-declaration' },
      },
    ]);
    expect(typed('export type A = number;\ninterface B { a: A }')).toEqual([]);
  });
});

describe('the wires', () => {
  test('a port that is not there', () => {
    const document = wire('n1.out', 'n2.entrance')(draw({ a: ['source-range'], b: ['print'] }));
    expect(validate(document)[0]).toMatchObject({
      code: 'unwired-port',
    });
    expect(validate(document)).toContainEqual(
      expect.objectContaining({ code: 'unknown-port', place: { node: 'n2', edge: 'e1', port: 'entrance' } }),
    );
  });

  test.each([
    [
      'data of another type',
      { a: ['source-range'], b: ['filter', { elem: 'string' }] },
      'n1.out',
      'n2.in',
      'elements-differ',
    ],
    [
      'a lock instead of a channel',
      { a: ['source-range'], b: ['mutex'] },
      'n1.out',
      'n2.mutex',
      'not-a-channel',
    ],
    ['two plugs', { a: ['source-range'], b: ['source-range'] }, 'n1.out', 'n2.out', 'same-direction'],
    ['a wire drawn backwards', { a: ['print'], b: ['source-range'] }, 'n1.in', 'n2.out', 'same-direction'],
    ['two channels', { a: ['channel'], b: ['channel'] }, 'n1.out', 'n2.in', 'nobody-uses'],
  ] as const)('%s', (_, blocks, from, to, why) => {
    expect(validate(wire(from, to)(draw(blocks)))).toContainEqual(
      expect.objectContaining({ code: 'port-mismatch', values: expect.objectContaining({ why }) }),
    );
  });

  test('two wires where one fits', () => {
    const document = draw({ a: ['source-range'], b: ['source-range'], show: ['print'] }, [
      'a.out > show.in',
      'b.out > show.in',
    ]);
    expect(validate(document)).toMatchObject([
      { code: 'too-many-wires', place: { node: 'n3', port: 'in' }, values: { count: 2 } },
    ]);
  });

  test('a channel that nobody sends on, or nobody receives from', () => {
    const document = draw({ a: ['source-range'], full: ['channel'], empty: ['channel'], show: ['print'] }, [
      'a.out > full.in',
      'empty.out > show.in',
    ]);
    expect(validate(document)).toMatchObject([
      { code: 'no-receiver', severity: 'warning', place: { node: 'n2' } },
      { code: 'no-sender', severity: 'warning', place: { node: 'n3' } },
    ]);
  });

  test('a wire whose switch is off, and a loop over it', () => {
    const document = draw({ a: ['source-range'], show: ['print'] }, ['a.out > show.in']);
    const edge = document.edges[edgeId('e1')]!;
    const open = {
      ...document,
      edges: { [edge.id]: { ...edge, channel: { ...edge.channel!, closes: false } } },
    };
    expect(codes(document)).toEqual([]);
    expect(validate(open)).toMatchObject([{ code: 'never-closed', place: { node: 'n2', port: 'in' } }]);
  });

  test('a select that sends on a channel does not close it', () => {
    const document = draw(
      {
        choose: [
          'select',
          { ports: portList({ out: 'send<number>' }), cases: [{ on: 'send', port: 'out', value: '1' }] },
        ],
        ch: ['channel', { closes: false }],
        show: ['print'],
      },
      ['choose.out > ch.in', 'ch.out > show.in'],
    );
    expect(codes(document)).toEqual(['never-closed']);
  });
});

describe('every finding', () => {
  test('is reported, not just the first', () => {
    const document = setParam(
      n1,
      'body',
      'a; b; sleep(1);',
    )(
      draw({
        g: ['goroutine', { ports: portList({ mu: 'mutex', ch: 'recv<number>' }) }],
        ch: ['channel', { capacity: -1 }],
      }),
    );
    expect(codes(document).toSorted()).toEqual([
      'bad-param',
      'missing-await',
      'nil-channel',
      'no-receiver',
      'no-sender',
      'unknown-name',
      'unknown-name',
      'unwired-port',
    ]);
  });
});

/** Any drawing: any kinds, any parameters, any wires between any ports. */
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>('number', 'string', 'item', '', 'await x', 0, 1, -1, 3, true, false, [], {}),
  fc.constant<Json>([
    { name: 'a', type: 'recv<number>' },
    { name: 'b', type: 'send<number>' },
  ]),
  fc.constant<Json>([{ on: 'receive', port: 'a', value: 'v', body: 'log(v);' }, { on: 'default' }]),
);
const anyDrawing: fc.Arbitrary<GraphDocument> = fc
  .record({
    blocks: fc.array(
      fc.record({
        kind: fc.constantFrom(...BLOCKS.map((block) => block.kind), 'gearbox'),
        set: fc.array(fc.tuple(fc.nat(9), value), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    wires: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 }),
  })
  .map(({ blocks, wires }) => {
    let document = emptyDocument('any');
    for (const { kind, set } of blocks) {
      const specs = BLOCKS.find((block) => block.kind === kind)?.params ?? [];
      const params = Object.fromEntries(
        set.flatMap(([i, to]) => (specs.length === 0 ? [] : [[specs[i % specs.length]!.name, to]])),
      );
      document = addNode(newNode(document, { kind, name: kind, params, x: 0, y: 0 }))(document);
    }
    const ends = Object.values(document.nodes).flatMap((node) =>
      portsOf(node).map((port) => ({ node: node.id, port: port.name })),
    );
    for (const [a, b] of wires) {
      const [from, to] = [ends[a % ends.length], ends[b % ends.length]];
      if (from !== undefined && to !== undefined) document = connect(from, to)(document);
    }
    return document;
  });

describe('any drawing at all', () => {
  test('is either a program that holds together, or has an error', () => {
    fc.assert(
      fc.property(anyDrawing, (document) => {
        const { program, findings } = compile(document);
        expect(program === null).toBe(hasErrors(findings));
        if (program !== null) verify(program);
      }),
      { numRuns: 300 },
    );
  });

  test('compiles to the same program every time', () => {
    fc.assert(
      fc.property(anyDrawing, (document) => {
        expect(compile(structuredClone(document))).toEqual(compile(document));
      }),
      { numRuns: 50 },
    );
  });
});
