import { expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import { emptyDocument } from '../../shared/graph/document.ts';
import { addNode } from '../../shared/graph/edits.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { drawnLabel, drawnNames, drawnTables } from './drawn-names.ts';

const node = (id: string, kind: string, name: string) =>
  addNode({ id: nodeId(id), kind, name, x: 0, y: 0, params: {}, group: null });

const document = node('m', 'mutex', 'fork 1')(node('g', 'goroutine', 'the worker')(emptyDocument('d')));

const tables = {
  name: 'd',
  objects: [
    { name: 'fork1', kind: 'mutex', node: 'm', edge: null },
    { name: 'made', kind: 'mutex', node: null, edge: null },
  ],
  goroutines: [{ name: 'theWorker', node: 'g', replicas: 2 }],
  sites: [null],
} as unknown as RunTables;

test('things of a run are called what they are called on the canvas', () => {
  const names = drawnNames(tables, document);
  expect(names).toEqual({ objects: ['fork 1', 'made'], goroutines: ['the worker'] });
  expect(drawnLabel('theWorker[1]', tables, names)).toBe('the worker[1]');
  expect(drawnLabel('theWorker', tables, names)).toBe('the worker');
  expect(drawnLabel('other', tables, names)).toBe('other');
  expect(drawnTables(tables, names).objects.map(({ name }) => name)).toEqual(['fork 1', 'made']);
});
