import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import { emptyDocument, type GraphDocument } from '../../shared/graph/document.ts';
import { addNode, connect } from '../../shared/graph/edits.ts';
import { firstToRead, homeOf, nodeNeeded, partsOf } from './files.ts';
import { drawingOf } from './places.ts';

const FRAME = { width: 520, height: 600 };

const at = (points: readonly (readonly [number, number])[]): GraphDocument =>
  points.reduce<GraphDocument>(
    (document, [x, y], i) =>
      addNode({
        id: nodeId(`n${i}`),
        kind: i % 2 === 0 ? 'goroutine' : 'mutex',
        name: `n${i}`,
        x,
        y,
        params: {},
        group: null,
      })(document),
    emptyDocument('d'),
  );

const point = fc.tuple(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -4000, max: 4000 }));

test('the whole drawing lies in the frame, wherever its blocks are', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 24 }), (points) => {
      const { blocks, size, zoom } = drawingOf(at(points), FRAME);
      for (const { x, y } of blocks) {
        expect(x * zoom).toBeGreaterThanOrEqual(0);
        expect(y * zoom).toBeGreaterThanOrEqual(0);
        expect((x + size.width) * zoom).toBeLessThanOrEqual(FRAME.width + 0.01);
        expect((y + size.height) * zoom).toBeLessThanOrEqual(FRAME.height + 0.01);
      }
    }),
  );
});

test('what is left of, right of, above or below another block stays so', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 12 }), (points) => {
      const { blocks } = drawingOf(at(points), FRAME);
      const orders = (of: (i: number) => number, places: (i: number) => number): void => {
        for (let i = 1; i < points.length; i++)
          expect(Math.sign(places(i) - places(i - 1))).toBe(Math.sign(of(i) - of(i - 1)));
      };
      orders(
        (i) => points[i]![0],
        (i) => Math.round(blocks[i]!.x * 1e6),
      );
      orders(
        (i) => points[i]![1],
        (i) => Math.round(blocks[i]!.y * 1e6),
      );
    }),
  );
});

test('a wire to a lock takes the edges that face each other', () => {
  const wired = (below: number): GraphDocument => {
    const two = at([
      [0, 0],
      [0, below],
    ]);
    const listed: GraphDocument = {
      ...two,
      nodes: {
        ...two.nodes,
        [nodeId('n0')]: { ...two.nodes[nodeId('n0')]!, params: { ports: [{ name: 'mu', type: 'mutex' }] } },
      },
    };
    return connect({ node: nodeId('n0'), port: 'mu' }, { node: nodeId('n1'), port: 'mutex' }, null)(listed);
  };
  const sides = (document: GraphDocument) => drawingOf(document, FRAME).ports.map(({ side }) => side);
  expect(sides(wired(300))).toEqual(['bottom', 'top']);
  expect(sides(wired(-300))).toEqual(['top', 'bottom']);
  expect(drawingOf(wired(300), FRAME).wires).toHaveLength(1);
});

const file = (path: string, nodes: readonly (readonly [string, number, number])[] = [], text = '') => ({
  path,
  text,
  nodes: nodes.map(([node, from, to]) => ({ node, from, to })),
});

test('the files of a program come apart from the project’s and the runtime’s', () => {
  const files = [
    file('package.json', [], '{ "engines": { "node": ">=20" } }'),
    file('src/main.ts', [
      ['a', 1, 1],
      ['b', 2, 2],
    ]),
    file('src/goroutines/a.ts', [['a', 1, 9]]),
    file('src/types.ts'),
    file('src/weft.ts'),
    file('src/weft/core/channel.ts'),
  ];
  const { program, project, runtime } = partsOf(files);
  expect(program.map(({ path }) => path)).toEqual(['src/main.ts', 'src/goroutines/a.ts', 'src/types.ts']);
  expect(project.map(({ path }) => path)).toEqual(['package.json', 'src/weft.ts']);
  expect(runtime.map(({ path }) => path)).toEqual(['src/weft/core/channel.ts']);
  expect(firstToRead(files)?.path).toBe('src/main.ts');
  expect(homeOf(files, 'a')?.path).toBe('src/goroutines/a.ts');
  expect(homeOf(files, 'gone')).toBeUndefined();
  expect(nodeNeeded(files)).toBe('20');
});
