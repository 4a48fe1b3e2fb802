import { describe, expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import type { PortParam } from '../../shared/blocks/block.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '../../shared/graph/document.ts';
import { addNode, connect, inOrder } from '../../shared/graph/edits.ts';
import {
  addPort,
  changePortKind,
  deletePort,
  freshPortName,
  listedPortsOf,
  movePort,
  renameListed,
  retypePort,
  tidyPortType,
} from './port-list.ts';

const A = nodeId('a');
const B = nodeId('b');

const block = (id: GraphNode['id'], ports: readonly PortParam[], more = {}): GraphNode => ({
  id,
  kind: 'goroutine',
  name: id,
  x: 0,
  y: 0,
  group: null,
  params: { ports, ...more },
});

const drawing = (node: GraphNode): GraphDocument =>
  inOrder(
    addNode(node),
    addNode(block(B, [{ name: 'in1', type: 'recv<Job>' }])),
    connect({ node: A, port: 'jobs' }, { node: B, port: 'in1' }),
  )(emptyDocument(''));

const JOBS = { name: 'jobs', type: 'send<Job>' };
const MU = { name: 'mu', type: 'mutex' };
const worker = block(A, [JOBS, MU]);
const before = drawing(worker);
const portsAfter = (document: GraphDocument) => listedPortsOf(document.nodes[A]!);

test('a block whose ports follow from its parameters has no list', () => {
  expect(listedPortsOf({ ...worker, kind: 'channel' })).toBeNull();
});

describe('a new port', () => {
  test('has a name that is free, and carries what the others do', () => {
    const { edit, name } = addPort(worker, 'recv');
    expect(name).toBe('values');
    expect(portsAfter(edit(before))?.at(-1)).toEqual({ name: 'values', type: 'recv<Job>' });
    expect(freshPortName([MU], 'rwmutex')).toBe('mu2');
  });
});

describe('a port that goes', () => {
  test('takes its wires along', () => {
    const after = deletePort(worker, 0)(before);
    expect(portsAfter(after)).toEqual([MU]);
    expect(Object.keys(after.edges)).toEqual([]);
  });

  test('leaves them to another row of the same name', () => {
    const twice = block(A, [JOBS, JOBS]);
    expect(Object.keys(deletePort(twice, 1)(drawing(twice)).edges)).toHaveLength(1);
  });
});

describe('a port renamed', () => {
  test('keeps its wires', () => {
    const after = renameListed(worker, 0, 'tasks')(before);
    expect(portsAfter(after)?.[0]).toEqual({ name: 'tasks', type: 'send<Job>' });
    expect(Object.values(after.edges)[0]?.from).toEqual({ node: A, port: 'tasks' });
  });

  test('to a name that is taken takes no wire from the port that has it', () => {
    const after = renameListed(worker, 1, 'jobs')(before);
    expect(portsAfter(after)).toEqual([JOBS, { name: 'jobs', type: 'mutex' }]);
    expect(Object.values(after.edges)[0]?.from).toEqual({ node: A, port: 'jobs' });
  });
});

test('another kind of port keeps what it carries, and whether it takes many wires', () => {
  const many = block(A, [{ name: 'jobs', type: 'send<Job>[]' }]);
  expect(portsAfter(changePortKind(many, 0, 'recv')(drawing(many)))?.[0]?.type).toBe('recv<Job>[]');
  expect(portsAfter(changePortKind(worker, 0, 'waitgroup')(before))?.[0]?.type).toBe('waitgroup');
});

test('ports change places, within the list', () => {
  expect(portsAfter(movePort(worker, 0, 1)(before))).toEqual([MU, JOBS]);
  expect(movePort(worker, 0, -1)(before)).toBe(before);
});

test('a type is written one way once it is understood', () => {
  expect(tidyPortType(' recv< Job > [ ] ')).toBe('recv<Job>[]');
  expect(tidyPortType(' recv< ')).toBe('recv<');
  expect(portsAfter(retypePort(worker, 1, 'rwmutex')(before))?.[1]).toEqual({ name: 'mu', type: 'rwmutex' });
});
