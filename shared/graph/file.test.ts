import { describe, expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import { addNode, newNode, setParam } from './edits.ts';
import { compareText } from './ids.ts';
import type { Json } from '../base/json.ts';
import { emptyDocument, MAX_TEXT, type GraphDocument } from './document.ts';
import { readDocument, writeDocument } from './file.ts';

const codes = (text: string): readonly string[] => readDocument(text).findings.map((finding) => finding.code);
const file = (rest: object): string => JSON.stringify({ weft: 1, ...rest });
const block = (id: string, also: object = {}): object => ({
  id,
  kind: 'print',
  name: id,
  x: 0,
  y: 0,
  ...also,
});

describe('what is written', () => {
  const document = setParam(
    nodeId('n1'),
    'body',
    'first();\nsecond();',
  )(
    addNode(newNode(emptyDocument('A name'), { kind: 'goroutine', name: 'worker', x: 1.4, y: -0.2 }))(
      emptyDocument('A name'),
    ),
  );

  test('has one line a line of code, and ends in a line feed', () => {
    const text = writeDocument(document);
    expect(text).toContain('          "first();",\n          "second();"\n');
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('has its records in the order of their ids, and its keys in one order', () => {
    const many = Array.from({ length: 11 }).reduce<typeof document>(
      (at) => addNode(newNode(at, { kind: 'print', name: 'print', x: 0, y: 0 }))(at),
      emptyDocument(''),
    );
    const ids = (JSON.parse(writeDocument(many)) as { nodes: { id: string }[] }).nodes.map((node) => node.id);
    expect(ids).toEqual(['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'n10', 'n11']);
    expect(Object.keys(JSON.parse(writeDocument(many)) as object)).toEqual([
      'weft',
      'name',
      'settings',
      'types',
      'nodes',
      'edges',
      'groups',
      'notes',
    ]);
  });
});

describe('what is refused, and how it is named', () => {
  test('a hundred megabytes, without looking at them', () => {
    const text = ' '.repeat(100 * 1024 * 1024);
    expect(text.length).toBeGreaterThan(MAX_TEXT);
    expect(readDocument(text)).toMatchObject({
      document: null,
      findings: [{ code: 'file-too-large', severity: 'error', values: { limit: 4 } }],
    });
  });

  test.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"weft": 1,\n "name": }', 2, 10],
    ['{"weft": 1,\n "nodes": [\n  {,}]}', 3, 4],
    ['{"weft": 1} x', 1, 13],
    ['{"weft": tru}', 1, 10],
    ['{"a": "one\n"}', 1, 7],
    ["{'weft': 1}", 1, 2],
    ['[1,]', 1, 4],
  ])('%j is no JSON at line %i, column %i', (text, line, column) => {
    expect(readDocument(text)).toMatchObject({
      document: null,
      findings: [{ code: 'file-not-json', place: { line, column } }],
    });
  });

  test('brackets deeper than any document has', () => {
    expect(codes(file({ nodes: [] }).replace('[]', '['.repeat(1_000_000)))).toEqual(['file-bad-shape']);
    expect(codes('['.repeat(1_000_000))).toEqual(['file-bad-shape']);
  });

  test('another JSON, a newer version, another version', () => {
    expect(codes('[]')).toEqual(['file-not-weft']);
    expect(codes('{"version": 1}')).toEqual(['file-not-weft']);
    expect(codes('{"weft": 99}')).toEqual(['file-newer-version']);
  });

  test('every value of the wrong shape, with its path and its block', () => {
    const { document, findings } = readDocument(
      file({
        name: 7,
        settings: { seed: -1, mode: 'sideways' },
        nodes: [block('n1'), block('n2', { x: 'left', params: [] })],
        edges: [{ id: 'e1', from: { node: 'n1' }, to: 3 }],
      }),
    );
    expect(document).toBeNull();
    expect(findings.map((finding) => finding.place.path ?? '').toSorted(compareText)).toEqual([
      'edges.0.from.port',
      'edges.0.to',
      'name',
      'nodes.1.params',
      'nodes.1.x',
      'settings.mode',
      'settings.seed',
    ]);
    expect(findings.find((finding) => finding.place.path === 'nodes.1.x')?.place.node).toBe('n2');
    expect(findings.every((finding) => finding.code === 'file-bad-shape')).toBe(true);
  });

  test('a key nobody knows: saving would lose it', () => {
    const { findings } = readDocument(file({ nodes: [block('n1', { colour: 'red' })] }));
    expect(findings).toMatchObject([
      { code: 'file-bad-shape', values: { path: 'nodes.0', expected: 'no colour' } },
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'with space', ''])('%j as an id', (id) => {
    const { document, findings } = readDocument(
      `{"weft": 1, "nodes": [{"id": ${JSON.stringify(id)}, "kind": "print", "name": "", "x": 0, "y": 0}]}`,
    );
    expect(document).toBeNull();
    expect(findings).toMatchObject([{ code: 'file-bad-shape', place: { path: 'nodes.0.id' } }]);
  });

  test('an id used twice, with both places', () => {
    expect(readDocument(file({ nodes: [block('n1'), block('n2'), block('n1')] }))).toMatchObject({
      document: null,
      findings: [{ code: 'duplicate-id', values: { id: 'n1', path: 'nodes.2.id', first: 'nodes.0' } }],
    });
  });
});

describe('what is repaired, and said', () => {
  test('a wire without its block is left out', () => {
    const wire = (id: string, to: string) => ({
      id,
      from: { node: 'n1', port: 'out' },
      to: { node: to, port: 'in' },
    });
    const { document, findings } = readDocument(
      file({ nodes: [block('n1'), block('n2')], edges: [wire('e1', 'n2'), wire('e2', 'gone')] }),
    );
    expect(Object.keys(document!.edges)).toEqual(['e1']);
    expect(findings).toMatchObject([
      { code: 'dangling-edge', severity: 'warning', values: { edge: 'e2', node: 'gone' } },
    ]);
  });

  test('a block on a frame that is not there stands on none', () => {
    const { document, findings } = readDocument(file({ nodes: [block('n1', { group: 'g9' })] }));
    expect(document!.nodes[nodeId('n1')]!.group).toBeNull();
    expect(findings).toMatchObject([
      { code: 'unknown-group', place: { node: 'n1' }, values: { group: 'g9' } },
    ]);
  });

  test('a block of an unknown kind is kept, with everything on it', () => {
    const params = { gears: [1, 2, { deep: ['a', 'b'] }], text: 'one\ntwo' };
    const text = file({ nodes: [block('n1', { kind: 'gearbox', params: {} })] });
    const document = Object.entries(params).reduce(
      (at, [name, value]) => setParam(nodeId('n1'), name, value)(at),
      readDocument(text).document!,
    );
    expect(readDocument(writeDocument(document)).document!.nodes[nodeId('n1')]).toMatchObject({
      kind: 'gearbox',
      params,
    });
  });

  test('what is missing has its initial value', () => {
    expect(readDocument('{"weft": 1}')).toEqual({ document: emptyDocument(''), findings: [] });
  });

  test('a byte order mark in front is no part of the text', () => {
    expect(codes('\uFEFF{"weft": 1}')).toEqual([]);
  });
});

test('a key named __proto__ is a key like any other', () => {
  const params = JSON.parse(
    '{"__proto__": 1, "a": {"list": {"__proto__": "x"}}, "b": {"__proto__": [1]}}',
  ) as Json;
  const node = { id: 'n1', kind: 'k', name: '', x: 0, y: 0, params, group: null };
  const document = { ...emptyDocument('x'), nodes: { n1: node } } as unknown as GraphDocument;
  expect(readDocument(writeDocument(document))).toEqual({ document, findings: [] });
});
