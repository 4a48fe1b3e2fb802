import { describe, expect, test } from 'vitest';
import { edgeId, groupId, nodeId, noteId } from '../base/ids.ts';
import { clipText, copy, duplicate, pasteInto, readClip } from './clip.ts';
import { emptyDocument, type GraphDocument } from './document.ts';
import * as edit from './edits.ts';

const [n1, n2, n3] = [nodeId('n1'), nodeId('n2'), nodeId('n3')];
const g1 = groupId('g1');

/** source → worker → print, the first two on a frame. */
const pipeline: GraphDocument = edit.inOrder(
  add('source'),
  add('worker'),
  add('print'),
  edit.connect({ node: n1, port: 'out' }, { node: n2, port: 'in' }, { name: '', capacity: 0, closes: true }),
  edit.connect({ node: n2, port: 'out' }, { node: n3, port: 'in' }),
  edit.addGroup('pool', { x: -20, y: -20, width: 600, height: 200 }, [n1, n2]),
  edit.addNote('look here', { x: 0, y: 300, width: 200, height: 80 }),
)(emptyDocument('pipeline'));

function add(name: string): edit.Edit {
  return (document) => {
    const x = Object.keys(document.nodes).length * 300;
    return edit.addNode(edit.newNode(document, { kind: 'goroutine', name, x, y: 0 }))(document);
  };
}

describe('blocks', () => {
  test('a new one has a fresh id and a free name', () => {
    const again = add('worker')(add('worker')(pipeline));
    expect(Object.values(again.nodes).map(({ id, name }) => `${id} ${name}`)).toEqual([
      'n1 source',
      'n2 worker',
      'n3 print',
      'n4 worker 2',
      'n5 worker 3',
    ]);
  });

  test('ids are not used again while a later block is there', () => {
    expect(Object.keys(add('late')(edit.removeNodes([n2])(pipeline)).nodes)).toEqual(['n1', 'n3', 'n4']);
  });

  test('removing one takes its wires with it', () => {
    const left = edit.removeNodes([n2])(pipeline);
    expect(Object.keys(left.nodes)).toEqual(['n1', 'n3']);
    expect(left.edges).toEqual({});
  });

  test('an edit of what is not there gives the same document', () => {
    const nobody = nodeId('n99');
    for (const change of [
      edit.rename(nobody, 'x'),
      edit.setParam(nobody, 'body', ''),
      edit.removeNodes([nobody, nodeId('constructor')]),
      edit.disconnect([edgeId('e99')]),
      edit.setNote(noteId('t99'), { text: '' }),
      edit.connect({ node: nobody, port: 'out' }, { node: n1, port: 'in' }),
      edit.assignGroup([n1], groupId('g99')),
    ]) {
      expect(change(pipeline)).toBe(pipeline);
    }
  });

  test('renaming a port takes its wires and the drawn cases along', () => {
    const named = edit.inOrder(
      edit.setParam(n2, 'ports', [{ name: 'in', type: 'recv<number>' }]),
      edit.setParam(n2, 'cases', [
        { on: 'receive', port: 'in' },
        { on: 'after', after: 3 },
      ]),
      edit.renamePort(n2, 'in', 'jobs'),
    )(pipeline);
    expect(named.nodes[n2]!.params).toEqual({
      ports: [{ name: 'jobs', type: 'recv<number>' }],
      cases: [
        { on: 'receive', port: 'jobs' },
        { on: 'after', after: 3 },
      ],
    });
    expect(named.edges[edgeId('e1')]!.to).toEqual({ node: n2, port: 'jobs' });
    expect(named.edges[edgeId('e2')]).toBe(pipeline.edges[edgeId('e2')]);
  });
});

describe('wires', () => {
  test('the same two ports are joined once', () => {
    const again = edit.connect({ node: n2, port: 'out' }, { node: n3, port: 'in' })(pipeline);
    expect(again).toBe(pipeline);
  });

  test('the channel on a wire takes a name and a capacity; a wire without one takes nothing', () => {
    const wider = edit.setWireChannel(edgeId('e1'), { name: 'jobs', capacity: 8 })(pipeline);
    expect(wider.edges[edgeId('e1')]!.channel).toEqual({ name: 'jobs', capacity: 8, closes: true });
    const none = edit.setWireChannel(edgeId('e2'), { capacity: 8 })(pipeline);
    expect(none.edges[edgeId('e2')]!.channel).toBeNull();
  });
});

describe('moving', () => {
  test('a frame takes its blocks along, each once', () => {
    const moved = edit.move({ groups: [g1], nodes: [n1] }, { x: 10, y: 5 })(pipeline);
    expect(moved.groups[g1]).toMatchObject({ x: -10, y: -15 });
    expect([n1, n2, n3].map((id) => moved.nodes[id]!.x)).toEqual([10, 310, 600]);
  });

  test('positions stay whole numbers', () => {
    const moved = edit.layout({ [n1]: { x: 0.6, y: Number.NaN } })(pipeline);
    expect(moved.nodes[n1]).toMatchObject({ x: 1, y: 0 });
  });
});

describe('frames', () => {
  test('removing one leaves its blocks', () => {
    const left = edit.remove({ groups: [g1] })(pipeline);
    expect(left.groups).toEqual({});
    expect(left.nodes[n1]!.group).toBeNull();
  });
});

describe('copy and paste', () => {
  test('wires between the copies come along, wires to the outside only on request', () => {
    const clip = copy(pipeline, { nodes: [n2, n3] });
    const plain = pasteInto(pipeline, clip, { by: { x: 0, y: 200 } });
    expect(plain.selection).toMatchObject({ nodes: ['n4', 'n5'], edges: ['e3'] });
    expect(plain.document.edges[edgeId('e3')]).toMatchObject({ from: { node: 'n4' }, to: { node: 'n5' } });
    const wired = pasteInto(pipeline, clip, { by: { x: 0, y: 200 }, keepOutside: true });
    expect(wired.document.edges[edgeId('e4')]).toMatchObject({ from: { node: 'n1' }, to: { node: 'n4' } });
  });

  test('the clipboard holds text, outside wires included', () => {
    const clip = readClip(clipText(copy(pipeline, { nodes: [n2], notes: [noteId('t1')] })))!;
    const { document } = pasteInto(pipeline, clip, { by: { x: 0, y: 0 }, keepOutside: true });
    expect(document.nodes[nodeId('n4')]).toMatchObject({ name: 'worker 2', kind: 'goroutine' });
    expect(Object.keys(document.edges)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(document.notes[noteId('t2')]!.text).toBe('look here');
  });

  test('outside wires are dropped where their other end is not', () => {
    const clip = readClip(clipText(copy(pipeline, { nodes: [n2] })))!;
    const { document } = pasteInto(emptyDocument(''), clip, { by: { x: 0, y: 0 }, keepOutside: true });
    expect(Object.keys(document.nodes)).toEqual(['n1']);
    expect(document.edges).toEqual({});
  });

  test('a text from elsewhere is no clip', () => {
    expect(readClip('hello')).toBeNull();
    expect(readClip('{"weft": 1}')).toBeNull();
  });

  test('a duplicate of a frame has its own blocks on it', () => {
    const twice = duplicate({ groups: [g1] })(pipeline);
    expect(twice.nodes[nodeId('n4')]).toMatchObject({ name: 'source 2', group: 'g2', x: 40, y: 40 });
    expect(twice.groups[groupId('g2')]).toMatchObject({ name: 'pool', x: 20, y: 20 });
  });
});
