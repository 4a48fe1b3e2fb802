import { describe, expect, test } from 'vitest';
import { nodeId, objectId } from '../../shared/base/ids.ts';
import { nanos } from '../../shared/base/time.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '../../shared/graph/document.ts';
import { addNode, inOrder } from '../../shared/graph/edits.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { RunRows, type RunFrame } from '../run/run-view.ts';
import { STATE, type StateName } from '../trace/states.ts';
import { readGoroutines, readObjectOfNode, sameReading } from './live.ts';

const block = (id: string, kind: string, name: string): GraphNode => ({
  id: nodeId(id),
  kind,
  name,
  x: 0,
  y: 0,
  group: null,
  params: {},
});

const worker = block('w', 'goroutine', 'the worker');
const mutex = block('m', 'mutex', 'the lock');
const document: GraphDocument = inOrder(addNode(worker), addNode(mutex))(emptyDocument(''));

const tables = (replicas: number): RunTables => ({
  name: '',
  objects: [{ id: objectId('o'), name: 'lock', node: nodeId('m'), edge: null, kind: 'mutex' }],
  goroutines: [
    { node: nodeId('w'), name: 'worker', replicas, main: false, worker: null, args: [], closes: [] },
  ],
  sites: [null, { node: nodeId('w'), param: 'body', line: 2, column: 3 }],
});

/** A moment at 5 µs: goroutines of the one block in these states, the first of which holds the lock. */
function frame(
  states: readonly StateName[],
  replica: readonly number[],
  queue: readonly number[] = [],
): RunFrame {
  const rows = new RunRows(tables(replica.length));
  const goroutines = {
    count: states.length,
    id: Uint32Array.from(states, (_, i) => i + 1),
    entry: new Int32Array(states.length),
    replica: Int32Array.from(replica),
    state: Uint8Array.from(states, (state) => STATE[state]),
    since: Float64Array.from(states, () => 2000),
    waitsOn: Int32Array.from(states, (state) => (state === 'mutex' ? 0 : -1)),
    site: Uint32Array.from(states, () => 1),
  };
  const objects = {
    count: 1,
    id: Uint32Array.of(0),
    length: Int32Array.of(0),
    capacity: Int32Array.of(0),
    closed: Uint8Array.of(0),
    sent: Float64Array.of(0),
    received: Float64Array.of(0),
    rate: Float32Array.of(Number.NaN),
    waitingSenders: Uint32Array.of(0),
    waitingReceivers: Uint32Array.of(0),
    waiting: Uint32Array.of(queue.length),
    owner: Int32Array.of(0),
    holders: Uint32Array.of(1),
    queueAt: Uint32Array.of(0),
    queue: Uint32Array.from(queue),
    passedAt: Uint32Array.of(0),
    passedCount: Uint8Array.of(0),
    passed: new Uint32Array(0),
  };
  const counts = { events: 0, dropped: 0, damaged: 0, logs: 0, states: new Uint32Array(11) };
  const summary = {
    at: 0,
    clock: nanos(5000),
    step: 0,
    live: true,
    ended: false,
    goroutines,
    objects,
    counts,
  };
  rows.grow(summary);
  return { summary, rows };
}

describe('the goroutines of a block', () => {
  test('are counted by state, most first', () => {
    const live = readGoroutines(frame(['running', 'mutex', 'mutex'], [0, 1, 2]), worker, document);
    expect(live?.states).toEqual([
      ['mutex', 2],
      ['running', 1],
    ]);
    expect(live?.one).toBeNull();
  });

  test('the only one says since when it waits, where, for what, and who has it', () => {
    const live = readGoroutines(frame(['mutex'], [0], [0]), worker, document);
    expect(live?.one).toEqual({
      state: 'mutex',
      waited: 3000,
      at: { param: 'body', line: 2 },
      on: 'the lock',
      owner: 'the worker',
      readers: 0,
      place: 1,
      queue: 1,
    });
  });

  test('those it started and that have ended are not among them', () => {
    const live = readGoroutines(frame(['running', 'done'], [0, -1]), worker, document);
    expect(live).toMatchObject({ states: [['running', 1]], started: 1 });
  });
});

test('a lock says who holds it and how many wait, by the names on the canvas', () => {
  expect(readObjectOfNode(frame(['running', 'mutex'], [0, 1], [1]), mutex, document)).toMatchObject({
    kind: 'mutex',
    owner: 'the worker[0]',
    waiting: 1,
  });
});

test('nothing is read where nothing ran', () => {
  expect(readGoroutines(null, worker, document)).toBeNull();
  expect(readObjectOfNode(frame(['running'], [0]), block('x', 'mutex', 'other'), document)).toBeNull();
});

test('readings are the same while a person would read the same', () => {
  expect(sameReading({ waited: 1_234_100 }, { waited: 1_234_200 })).toBe(true);
  expect(sameReading({ waited: 1_234_100 }, { waited: 1_334_100 })).toBe(false);
  expect(sameReading({ length: 3 }, { length: 4 })).toBe(false);
});
