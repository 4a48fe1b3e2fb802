import { expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import { emptyDocument, type GraphDocument } from './document.ts';
import { addNode, connect, newNode } from './edits.ts';
import { components, connected, cycles, downstream, upstream, wiredTo } from './query.ts';

/** `draw(4, '1>2 2>3')`: four blocks, two wires. */
function draw(count: number, arrows: string): GraphDocument {
  let document = emptyDocument('');
  for (let i = 0; i < count; i++) {
    document = addNode(newNode(document, { kind: 'goroutine', name: 'g', x: 0, y: 0 }))(document);
  }
  for (const arrow of arrows.split(' ').filter((text) => text !== '')) {
    const [from, to] = arrow.split('>').map((n) => nodeId(`n${n}`));
    document = connect({ node: from!, port: 'out' }, { node: to!, port: 'in' })(document);
  }
  return document;
}

const n = (...ids: readonly number[]): readonly string[] => ids.map((id) => `n${id}`);

test('what a port is wired to, in the order of the wires', () => {
  const document = draw(12, '1>11 1>2 1>10');
  expect(wiredTo(document, { node: nodeId('n1'), port: 'out' }).map((end) => end.node)).toEqual(n(11, 2, 10));
  expect(wiredTo(document, { node: nodeId('n2'), port: 'in' })).toEqual([{ node: 'n1', port: 'out' }]);
});

test('up and down a pipeline', () => {
  const document = draw(6, '1>2 2>3 4>3 3>5');
  expect(downstream(document, [nodeId('n2')])).toEqual(n(3, 5));
  expect(upstream(document, [nodeId('n3')])).toEqual(n(1, 2, 4));
  expect(connected(document, [nodeId('n5')])).toEqual(n(1, 2, 3, 4, 5));
  expect(components(document)).toEqual([n(1, 2, 3, 4, 5), n(6)]);
});

test('cycles, one wired to itself included', () => {
  expect(cycles(draw(7, '1>2 2>3 3>1 3>4 5>5 6>7 7>6'))).toEqual([n(1, 2, 3), n(5), n(6, 7)]);
  expect(cycles(draw(3, '1>2 1>3 2>3'))).toEqual([]);
});

test('a row of ten thousand blocks ends in no stack overflow', () => {
  const row = Array.from({ length: 10_000 }, (_, i) => nodeId(`n${i + 1}`));
  const document: GraphDocument = {
    ...emptyDocument(''),
    nodes: Object.fromEntries(
      row.map((id) => [id, { id, kind: 'goroutine', name: id, x: 0, y: 0, params: {}, group: null }]),
    ),
    edges: Object.fromEntries(
      row.map((id, i) => [
        `e${i}`,
        {
          id: `e${i}`,
          from: { node: id, port: 'out' },
          to: { node: row[(i + 1) % row.length]!, port: 'in' },
          channel: null,
        },
      ]),
    ) as GraphDocument['edges'],
  };
  expect(cycles(document)[0]).toHaveLength(10_000);
});
