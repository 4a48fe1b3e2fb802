import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeId, groupId, nodeId, noteId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { GraphDocument, GraphEdge, GraphGroup, GraphNode, GraphNote } from './document.ts';
import * as edits from './edits.ts';
import { clipText, copy, duplicate, everything, pasteInto, readClip } from './clip.ts';
import { apply, between, invert, isEmpty, same, squash, type DocumentDiff } from './diff.ts';
import { readDocument, writeDocument } from './file.ts';
import { compareIds, compareText } from './ids.ts';
import { parseJson } from './json-text.ts';
import { fromLines, toLines } from './lines.ts';
import { components, connected, cycles, downstream, upstream } from './query.ts';

/** Laws that hold for any document and any edits: every record a file may hold, however odd. */

const small = fc.integer({ min: 0, max: 6 });
const at = fc.integer({ min: -5000, max: 5000 });
const size = fc.integer({ min: 0, max: 2000 });
const words = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constant('two\nlines'),
  fc.constant('\n'),
);
/** Minus zero is not JSON. */
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const params = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.oneof(json, words, fc.array(words, { maxLength: 3 }), fc.record({ list: json })),
  { maxKeys: 4, noNullPrototype: true },
) as Arbitrary<GraphNode['params']>;

const aDocument: Arbitrary<GraphDocument> = fc
  .record({
    name: fc.string({ maxLength: 30 }),
    types: words,
    settings: fc.record({
      mode: fc.constantFrom('deterministic', 'parallel'),
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      workers: fc.integer({ min: 0, max: 64 }),
      clock: fc.constantFrom('virtual', 'real'),
      memory: fc.integer({ min: 16, max: 4096 }),
    }),
    nodes: fc.array(
      fc.record({
        kind: fc.constantFrom('goroutine', 'channel', 'from the future'),
        name: fc.string({ maxLength: 12 }),
        x: at,
        y: at,
        params,
        group: fc.option(small),
      }),
      { maxLength: 6 },
    ),
    edges: fc.array(
      fc.record({
        from: small,
        to: small,
        channel: fc.option(
          fc.record({ name: fc.string({ maxLength: 8 }), capacity: small, closes: fc.boolean() }),
        ),
      }),
      { maxLength: 6 },
    ),
    groups: fc.array(
      fc.record({ name: fc.string({ maxLength: 8 }), x: at, y: at, width: size, height: size }),
      { maxLength: 3 },
    ),
    notes: fc.array(fc.record({ text: words, x: at, y: at, width: size, height: size }), { maxLength: 3 }),
  })
  .map(({ name, types, settings, nodes, edges, groups, notes }) => ({
    name,
    types,
    settings: settings as GraphDocument['settings'],
    nodes: records(
      nodes.map(({ group, ...node }, i): GraphNode => {
        const id = group === null || group >= groups.length ? null : groupId(`g${group + 1}`);
        return { ...node, id: nodeId(`n${i + 1}`), group: id };
      }),
    ),
    edges: records(
      edges.flatMap(({ from, to, channel }, i): GraphEdge[] => {
        if (from >= nodes.length || to >= nodes.length) return [];
        const end = (n: number, port: string) => ({ node: nodeId(`n${n + 1}`), port });
        return [{ id: edgeId(`e${i + 1}`), from: end(from, 'out'), to: end(to, 'in'), channel }];
      }),
    ),
    groups: records(groups.map((group, i): GraphGroup => ({ ...group, id: groupId(`g${i + 1}`) }))),
    notes: records(notes.map((note, i): GraphNote => ({ ...note, id: noteId(`t${i + 1}`) }))),
  }));

const node = small.map((n) => nodeId(`n${n + 1}`));
const edge = small.map((n) => edgeId(`e${n + 1}`));
const group = small.map((n) => groupId(`g${n + 1}`));
const note = small.map((n) => noteId(`t${n + 1}`));
const box = fc.record({ x: at, y: at, width: size, height: size });
const selection = fc.record({
  nodes: fc.array(node, { maxLength: 3 }),
  edges: fc.array(edge, { maxLength: 3 }),
  groups: fc.array(group, { maxLength: 2 }),
  notes: fc.array(note, { maxLength: 2 }),
});
const end = fc.record({ node, port: fc.constantFrom('in', 'out') });

/** Any edit there is, on records that may or may not exist. */
const anEdit: Arbitrary<edits.Edit> = fc.oneof(
  fc.string().map(edits.renameDocument),
  words.map(edits.setTypes),
  fc.record({ seed: fc.integer({ min: 0, max: 9 }) }).map(edits.setSettings),
  fc.tuple(fc.string({ maxLength: 8 }), at, at).map(
    ([name, x, y]): edits.Edit =>
      (document) =>
        edits.addNode(edits.newNode(document, { kind: 'goroutine', name, x, y }))(document),
  ),
  selection.map(edits.remove),
  fc.tuple(node, fc.string()).map(([id, name]) => edits.rename(id, name)),
  fc
    .tuple(node, fc.constantFrom('body', 'elem'), words)
    .map(([id, name, value]) => edits.setParam(id, name, value)),
  fc.tuple(node, fc.constantFrom('body', 'elem')).map(([id, name]) => edits.clearParam(id, name)),
  node.map((id) => edits.renamePort(id, 'in', 'input')),
  fc.tuple(selection, fc.record({ x: at, y: at })).map(([ids, by]) => edits.move(ids, by)),
  fc.tuple(node, fc.record({ x: at, y: at })).map(([id, to]) => edits.layout({ [id]: to })),
  fc.tuple(end, end).map(([from, to]) => edits.connect(from, to)),
  fc.array(edge, { maxLength: 2 }).map(edits.disconnect),
  fc.tuple(edge, small).map(([id, capacity]) => edits.setWireChannel(id, { capacity })),
  fc
    .tuple(fc.string({ maxLength: 8 }), box, fc.array(node, { maxLength: 3 }))
    .map(([name, frame, members]) => edits.addGroup(name, frame, members)),
  fc.tuple(group, fc.string({ maxLength: 8 })).map(([id, name]) => edits.setGroup(id, { name })),
  fc.tuple(fc.array(node, { maxLength: 3 }), fc.option(group)).map(([ids, id]) => edits.assignGroup(ids, id)),
  fc.tuple(words, box).map(([text, frame]) => edits.addNote(text, frame)),
  fc.tuple(note, words).map(([id, text]) => edits.setNote(id, { text })),
  fc.tuple(note, box).map(([id, frame]) => edits.resize({ note: id }, frame)),
  selection.map((ids) => duplicate(ids)),
);

const records = <K extends string, T extends { readonly id: K }>(list: readonly T[]): Record<K, T> =>
  Object.fromEntries(list.map((record) => [record.id, record])) as Record<K, T>;

const someEdits = fc.array(anEdit, { maxLength: 8 });
const run = (document: GraphDocument, list: readonly edits.Edit[]): GraphDocument =>
  edits.inOrder(...list)(document);
const sent = (diff: DocumentDiff): DocumentDiff => JSON.parse(JSON.stringify(diff)) as DocumentDiff;

describe('files', () => {
  test('reading what was written gives the document back', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        expect(readDocument(writeDocument(document))).toEqual({ document, findings: [] });
      }),
    );
  });

  test('writing what was read gives the text back', () => {
    fc.assert(
      fc.property(aDocument, someEdits, (document, list) => {
        const text = writeDocument(run(document, list));
        expect(writeDocument(readDocument(text).document!)).toBe(text);
      }),
    );
  });

  test('lines and back is the same value, for any JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(json, words, fc.array(words), fc.record({ list: fc.oneof(json, fc.array(words)) })),
        (value) => {
          expect(fromLines(toLines(value))).toEqual(value);
        },
      ),
    );
  });

  test('no text makes reading throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { document, findings } = readDocument(text);
        expect(document === null).toBe(findings.some((finding) => finding.severity === 'error'));
      }),
    );
  });

  test('a damaged file is refused or read, never both and never by an exception', () => {
    fc.assert(
      fc.property(aDocument, fc.nat(), fc.string({ maxLength: 3 }), (document, place, damage) => {
        const text = writeDocument(document);
        const cut = place % text.length;
        const { document: read, findings } = readDocument(text.slice(0, cut) + damage + text.slice(cut + 1));
        expect(read === null).toBe(findings.some((finding) => finding.severity === 'error'));
      }),
    );
  });

  test('a text is JSON here exactly when it is for the engine', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (text, place, damage) => {
        const cut = place % (text.length + 1);
        const broken = text.slice(0, cut) + damage + text.slice(cut);
        let engine = true;
        try {
          JSON.parse(broken);
        } catch {
          engine = false;
        }
        const ours = parseJson(broken);
        expect(ours.ok).toBe(engine);
      }),
    );
  });
});

describe('diffs', () => {
  test('applying the difference leads from one document to the other', () => {
    fc.assert(
      fc.property(aDocument, aDocument, (a, b) => {
        expect(apply(sent(between(a, b)), a)).toEqual(b);
      }),
    );
  });

  test('the inverse leads back, and is its own inverse', () => {
    fc.assert(
      fc.property(aDocument, aDocument, (a, b) => {
        const diff = between(a, b);
        expect(apply(invert(diff), b)).toEqual(a);
        expect(invert(invert(diff))).toEqual(diff);
        expect(invert(diff)).toEqual(between(b, a));
      }),
    );
  });

  test('two squashed are both in a row', () => {
    fc.assert(
      fc.property(aDocument, aDocument, aDocument, (a, b, c) => {
        const both = squash(between(a, b), between(b, c));
        expect(apply(both, a)).toEqual(c);
        expect(both).toEqual(between(a, c));
      }),
    );
  });

  test('there and back is nothing', () => {
    fc.assert(
      fc.property(aDocument, aDocument, (a, b) => {
        const diff = between(a, b);
        expect(isEmpty(squash(diff, invert(diff)))).toBe(true);
        expect(isEmpty(diff)).toBe(same(a, b));
      }),
    );
  });
});

describe('edits', () => {
  test('any edits in any order, undone one by one, restore the document', () => {
    fc.assert(
      fc.property(aDocument, someEdits, (start, list) => {
        let document = start;
        const undo: DocumentDiff[] = [];
        for (const edit of list) {
          const next = edit(document);
          undo.push(invert(between(document, next)));
          document = next;
        }
        for (const step of undo.toReversed()) document = apply(sent(step), document);
        expect(document).toEqual(start);
      }),
    );
  });

  test('undone and done again in one step each, they give the same document', () => {
    fc.assert(
      fc.property(aDocument, someEdits, (start, list) => {
        const end = run(start, list);
        const diff = between(start, end);
        expect(apply(diff, apply(invert(diff), end))).toEqual(end);
      }),
    );
  });

  test('every record keeps its own id, every wire two ends, every block a frame there is', () => {
    fc.assert(
      fc.property(aDocument, someEdits, (start, list) => {
        const { nodes, edges: wires, groups, notes } = run(start, list);
        for (const table of [nodes, wires, groups, notes]) {
          for (const [id, record] of Object.entries(table)) expect(record.id).toBe(id);
        }
        for (const wire of Object.values(wires)) {
          expect(nodes).toHaveProperty([wire.from.node]);
          expect(nodes).toHaveProperty([wire.to.node]);
        }
        for (const block of Object.values(nodes)) {
          expect(block.group === null || Object.hasOwn(groups, block.group)).toBe(true);
        }
      }),
    );
  });

  test('the document an edit was given is left as it was', () => {
    fc.assert(
      fc.property(aDocument, someEdits, (start, list) => {
        const before = structuredClone(start);
        run(start, list);
        expect(start).toEqual(before);
      }),
    );
  });
});

describe('clips', () => {
  test('what is pasted is what was copied, under new ids', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        const clip = readClip(clipText(copy(document, everything(document))));
        if (clip === null) return;
        const { document: after, selection: pasted } = pasteInto(document, clip, { by: { x: 0, y: 0 } });
        expect(pasted.nodes).toHaveLength(Object.keys(document.nodes).length);
        expect(pasted.edges).toHaveLength(Object.keys(document.edges).length);
        expect(Object.keys(after.nodes)).toHaveLength(2 * Object.keys(document.nodes).length);
        expect(between(document, after).nodes).toMatchObject({ updated: {}, removed: {} });
        const kinds = (ids: readonly string[]) =>
          ids.map((id) => after.nodes[nodeId(id)]!.kind).toSorted(compareText);
        expect(kinds(pasted.nodes)).toEqual(kinds(Object.keys(document.nodes)));
      }),
    );
  });
});

describe('questions', () => {
  test('ids are in one order, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-c0-9]{1,6}$/)), (ids) => {
        expect(ids.toSorted(compareIds)).toEqual(ids.toReversed().toSorted(compareIds));
      }),
    );
  });

  test('the pieces of a drawing hold every block once, and no wire joins two of them', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        const pieces = components(document);
        expect(pieces.flat().toSorted(compareIds)).toEqual(Object.keys(document.nodes).toSorted(compareIds));
        for (const piece of pieces) expect(connected(document, [piece[0]!])).toEqual(piece);
      }),
    );
  });

  test('downstream and upstream are each other turned round', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        const ids = Object.keys(document.nodes).map(nodeId);
        for (const a of ids) {
          for (const b of downstream(document, [a])) expect(upstream(document, [b])).toContain(a);
        }
      }),
    );
  });

  test('a block of a cycle reaches every other one of it', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        for (const cycle of cycles(document)) {
          for (const block of cycle) {
            const others = cycle.filter((other) => other !== block);
            expect(downstream(document, [block])).toEqual(expect.arrayContaining(others));
          }
        }
      }),
    );
  });
});
