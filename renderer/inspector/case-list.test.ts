import { describe, expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import type { Json } from '../../shared/base/json.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '../../shared/graph/document.ts';
import { addNode, type Edit } from '../../shared/graph/edits.ts';
import {
  addCase,
  caseHead,
  casesOf,
  changeCaseKind,
  changeToNewPort,
  deleteCase,
  firstLine,
  moveCase,
  portsFor,
} from './case-list.ts';
import { listedPortsOf } from './port-list.ts';

const ID = nodeId('s');

const select = (ports: readonly Json[], cases: readonly Json[]): GraphNode => ({
  id: ID,
  kind: 'select',
  name: 'wait',
  x: 0,
  y: 0,
  group: null,
  params: { ports, cases },
});

const after = (node: GraphNode, edit: Edit): GraphNode => {
  const document: GraphDocument = addNode(node)(emptyDocument(''));
  return edit(document).nodes[ID]!;
};

const TICK = { name: 'tick', type: 'recv<number>' };
const receive = { on: 'receive', port: 'tick', value: 'time', ok: '', body: 'log(time);', next: 'loop' };

describe('a new case', () => {
  test('waits on a port that is there', () => {
    const node = after(select([TICK], []), addCase(select([TICK], []), 'receive'));
    expect(casesOf(node)[0]?.drawn).toMatchObject({ on: 'receive', port: 'tick' });
    expect(listedPortsOf(node)).toHaveLength(1);
  });

  test('brings its port along where the block has none of that kind', () => {
    const node = after(select([TICK], []), addCase(select([TICK], []), 'done'));
    expect(listedPortsOf(node)?.at(-1)).toEqual({ name: 'ctx', type: 'context' });
    expect(casesOf(node)[0]?.drawn).toMatchObject({ on: 'done', port: 'ctx', next: 'stop' });
  });
});

test('a case that waits for something else still runs the same', () => {
  const node = select([TICK], [receive]);
  expect(casesOf(after(node, changeCaseKind(node, 0, 'after')))[0]?.drawn).toEqual({
    on: 'after',
    after: 1000,
    body: 'log(time);',
    next: 'loop',
  });
});

test('a case is given a port of its own', () => {
  const node = select([TICK], [receive]);
  const changed = after(node, changeToNewPort(node, 0));
  expect(listedPortsOf(changed)?.at(-1)).toEqual({ name: 'values', type: 'recv<number>' });
  expect(casesOf(changed)[0]?.drawn).toMatchObject({ port: 'values' });
});

test('cases change places and go, those that cannot be read too', () => {
  const broken = { on: 'nothing' };
  const node = select([TICK], [receive, broken]);
  expect(casesOf(node).map(({ drawn }) => drawn === null)).toEqual([false, true]);
  expect(casesOf(after(node, moveCase(node, 0, 1))).map(({ drawn }) => drawn === null)).toEqual([
    true,
    false,
  ]);
  expect(casesOf(after(node, deleteCase(node, 1)))).toHaveLength(1);
});

test('only ports of the right type, for one wire, can be waited on', () => {
  const node = select(
    [TICK, { name: 'all', type: 'recv<number>[]' }, { name: 'out', type: 'send<number>' }],
    [],
  );
  expect(portsFor(node, 'receive')).toEqual(['tick']);
  expect(portsFor(node, 'send')).toEqual(['out']);
  expect(portsFor(node, 'default')).toEqual([]);
});

test('a case says in a word what it waits for and what it runs', () => {
  expect(caseHead({ on: 'send', port: 'out', value: 'n + 1', body: '', next: 'loop' })).toBe('out ← n + 1');
  expect(firstLine({ on: 'default', body: '\n  log(1);\n', next: 'loop' })).toBe('log(1);');
});
