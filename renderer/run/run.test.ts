import { expect, test } from 'vitest';
import { nodeId, type EdgeId } from '../../shared/base/ids.ts';
import { emptyDocument } from '../../shared/graph/document.ts';
import { addNode, newNode } from '../../shared/graph/edits.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { textIn } from '../text/text.ts';
import { STATE, STATES } from '../trace/states.ts';
import type { Summary } from '../trace/summary.ts';
import { inputNames, sizeText } from './InputsButton.tsx';
import { workerChoices } from './RunBar.tsx';
import { clockText, countsText } from './RunReadout.tsx';
import { RunRows } from './run-view.ts';

const t = textIn('en');

const counted = (states: Partial<Record<keyof typeof STATE, number>>): number[] =>
  STATES.map((state) => states[state] ?? 0);

test('the run in a sentence', () => {
  expect(countsText(counted({ running: 2, mutex: 3, done: 4 }), t)).toBe('5 goroutines, 2 running');
  expect(countsText(counted({ mutex: 1, send: 1 }), t)).toBe('2 goroutines, 2 blocked');
  expect(countsText(counted({ sleep: 1 }), t)).toBe('1 goroutine, none blocked');
  expect(countsText(counted({ done: 1 }), t)).toBe('1 goroutine, all ended');
});

test('the clock reads minutes, seconds, milliseconds, and microseconds apart', () => {
  expect(clockText(2_458_900_999)).toEqual({ coarse: '00:02.458', fine: '900' });
  expect(clockText(61e9)).toEqual({ coarse: '01:01.000', fine: '000' });
});

test('numbers of workers worth a try hold the one chosen and the machine’s cores', () => {
  expect(workerChoices(2, 0)).toEqual([1, 2, 3, 4]);
  expect(workerChoices(10, 7)).toEqual([1, 2, 3, 4, 6, 7, 8, 10, 12, 16]);
});

test('a drawing’s inputs, each once', () => {
  const lines = (id: string, input: string) =>
    addNode({
      ...newNode(emptyDocument(''), { kind: 'source-lines', name: id, x: 0, y: 0, params: { input } }),
      id: nodeId(id),
    });
  const document = [lines('n1', 'text'), lines('n2', 'text'), lines('n3', 'log')].reduce(
    (drawn, edit) => edit(drawn),
    emptyDocument(''),
  );
  expect(inputNames(document)).toEqual(['log', 'text']);
});

test('sizes in bytes as people write them', () => {
  expect(sizeText(1500, 'en')).toBe('1.5 kB');
  expect(sizeText(3_200_000, 'en')).toBe('3.2 MB');
});

test('rows of a run by block and wire, as goroutines appear', () => {
  const tables = {
    name: 'p',
    sites: [],
    goroutines: [{ node: 'n1' }, { node: 'n2' }],
    objects: [
      { node: 'n3', edge: null },
      { node: null, edge: 'e1' },
    ],
  } as unknown as RunTables;
  const rows = new RunRows(tables);
  const at = (entry: readonly number[]): Summary =>
    ({ goroutines: { count: entry.length, entry: Int32Array.from(entry) } }) as unknown as Summary;
  rows.grow(at([0, 1]));
  rows.grow(at([0, 1, 1, -1]));
  expect(rows.goroutines('n1')).toEqual([0]);
  expect(rows.goroutines('n2')).toEqual([1, 2]);
  expect(rows.goroutines('n9')).toEqual([]);
  // The last one’s name came late; a goroutine that `go` started stands behind it.
  rows.grow(at([0, 1, 1, 0, 0]));
  expect(rows.goroutines('n1')).toEqual([0, 3, 4]);
  const edge = (id: string, from: string, to: string) => ({
    id: id as EdgeId,
    from: { node: nodeId(from), port: 'a' },
    to: { node: nodeId(to), port: 'b' },
    channel: null,
  });
  expect(rows.objectOfEdge(edge('e1', 'n1', 'n2'))).toBe(1);
  expect(rows.objectOfEdge(edge('e2', 'n1', 'n3'))).toBe(0);
  expect(rows.objectOfEdge(edge('e3', 'n3', 'n1'))).toBe(0);
  expect(rows.objectOfEdge(edge('e4', 'n1', 'n2'))).toBe(-1);
});
