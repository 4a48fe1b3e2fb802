import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, emptyDocument } from '../../shared/graph/document.ts';
import { FakeShell, type Recorded } from '../bridge/fake.ts';
import { TraceClient } from '../trace/trace-client.ts';
import { appended, runs } from './run-store.ts';

const recorded: Recorded = {
  tables: { name: 'p', objects: [], goroutines: [], sites: [] },
  workers: 1,
  batches: [new ArrayBuffer(8), new ArrayBuffer(16)],
  outcome: { end: 'done' },
  schedule: 'w1.x',
  printed: 'one\ntwo\n',
  counts: { steps: 3 },
};

/** What the data worker was sent. */
const posted: unknown[] = [];
const worker = {
  postMessage: (message: unknown) => posted.push(message),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

const request = { text: '', document: null, settings: DEFAULT_SETTINGS, schedule: null, paused: false };
const document = emptyDocument('p');

const attach = (record: (text: string) => Recorded | null): FakeShell => {
  const shell = new FakeShell({ record });
  runs.attach(shell, new TraceClient(worker));
  return shell;
};

beforeEach(() => {
  runs.forget();
  posted.length = 0;
});

test('a run goes from starting to running to its end, and its batches to the data worker', async () => {
  attach(() => recorded);
  const started = runs.start(document, request);
  expect(runs.get().phase.is).toBe('starting');
  await started;
  expect(runs.get().phase.is).toBe('running');
  await vi.waitFor(() => expect(runs.get().phase.is).toBe('ended'));
  expect(runs.get().phase).toMatchObject({
    outcome: { end: 'done' },
    schedule: 'w1.x',
    counts: { steps: 3 },
  });
  expect(runs.get().printed).toEqual(['one', 'two', '']);
  expect(posted.map((message) => (message as { type: string }).type)).toEqual([
    'open',
    'batch',
    'batch',
    'end',
  ]);
});

test('what stands in the way of a run is its phase', async () => {
  attach(() => null);
  await runs.start(document, request);
  expect(runs.get().phase).toMatchObject({
    is: 'refused',
    restricted: false,
    findings: [{ code: 'no-goroutine' }],
  });
  runs.dismiss();
  expect(runs.get().phase.is).toBe('idle');
});

test('a shell that fails is a sentence, not a rejection', async () => {
  attach(() => {
    throw new Error('no memory left');
  });
  await runs.start(document, request);
  expect(runs.get().phase).toEqual({ is: 'failed', message: 'no memory left' });
});

test('events of a run that is not shown are dropped', async () => {
  const shell = attach(() => recorded);
  await runs.start(document, request);
  shell.emit('run.ended', { run: 'other' as never, outcome: { end: 'stopped' }, schedule: null, counts: {} });
  expect(runs.get().phase.is).toBe('running');
});

test('a slow motion is asked for in deterministic mode only', async () => {
  const shell = attach(() => recorded);
  runs.setPace(200);
  await runs.start(document, request);
  await runs.start(document, { ...request, settings: { ...DEFAULT_SETTINGS, mode: 'parallel' } });
  const paces = shell.calls
    .filter((call) => call.name === 'run.start')
    .map((call) => (call.params as { pace: number }).pace);
  expect(paces).toEqual([200, 0]);
  runs.setPace(0);
});

test('a line printed in pieces is one line', () => {
  expect(['a', 'b\nc', '\n', 'd'].reduce(appended, [] as readonly string[])).toEqual(['ab', 'c', 'd']);
});
