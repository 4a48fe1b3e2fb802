import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../shared/base/ids.ts';
import type { GraphNode } from '../../../shared/graph/document.ts';
import { portFamilies, scopeOf } from './scope.ts';

const worker: GraphNode = {
  id: nodeId('n1'),
  kind: 'goroutine',
  name: 'worker',
  x: 0,
  y: 0,
  group: null,
  params: {
    ports: [
      { name: 'jobs', type: 'recv<Job>' },
      { name: 'mu', type: 'mutex' },
      { name: 'not a name', type: 'mutex' },
      { name: 'broken', type: 'recv<' },
    ],
  },
};

describe('the scope of a body', () => {
  const scope = scopeOf(worker, 'export type Job = { id: number };');

  test('has the ports with their types', () => {
    expect(scope).toContain('declare const jobs: RecvChan<Job>;');
    expect(scope).toContain('declare const mu: Mutex;');
  });

  test('has the types of the document and the names of the runtime', () => {
    expect(scope).toContain('type Job = { id: number };');
    expect(scope).toContain('declare function go<');
  });

  test('leaves out ports that are no identifiers or of no type', () => {
    expect(scope).not.toContain('not a name');
    expect(scope).not.toContain('broken');
  });
});

test('a name given by a case replaces the one of the runtime, and a port replaces both', () => {
  const scope = scopeOf(worker, '', [
    { name: 'log', type: 'string' },
    { name: 'jobs', type: 'never' },
  ]);
  expect(scope).toContain('declare const log: string;');
  expect(scope).not.toContain('declare function log(');
  expect(scope).not.toContain('jobs: never');
});

test('ports are coloured by family', () => {
  expect(portFamilies(worker)).toEqual([
    { name: 'jobs', family: 'channel' },
    { name: 'mu', family: 'lock' },
  ]);
});
