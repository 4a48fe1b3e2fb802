import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runId } from '../../shared/base/ids.ts';
import { TraceReader } from '../../shared/trace/reader.ts';
import { hostBundles, main, OPTIONS } from './host.test-support.ts';

/** The host as Electron starts it: it finds `process.parentPort`, and a trace goes straight down a port of its own. */

/** What Electron puts into a utility process, over Node's channel: `port` for what passes through the message port. */
const UTILITY = `
const { EventEmitter } = require('node:events');
if (require('node:worker_threads').isMainThread) {
  const port = new EventEmitter();
  port.start = () => { port.started = true; };
  port.close = () => {};
  port.postMessage = (data) => process.send({ port: data, started: port.started === true });
  const parent = new EventEmitter();
  parent.postMessage = (data) => process.send({ parent: data });
  process.on('message', ({ parent: data, port: down, withPort }) => {
    if (data !== undefined) parent.emit('message', { data, ports: withPort ? [port] : [] });
    else port.emit('message', { data: down });
  });
  process.parentPort = parent;
}`;

interface Heard {
  readonly parent?: { readonly type: string; readonly run?: string };
  readonly port?: ArrayBuffer;
  readonly started?: boolean;
}

let folder: string;
let child: ChildProcess;
const heard: Heard[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'weft-utility-'));
  const utility = path.join(folder, 'utility.cjs');
  writeFileSync(utility, UTILITY);
  child = fork(path.join(await hostBundles(), 'runtime-host.cjs'), [], {
    env: {},
    execArgv: ['--require', utility],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message) => heard.push(message as Heard));
});
afterAll(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const until = async (test: (message: Heard) => boolean): Promise<Heard> => {
  for (;;) {
    const found = heard.find(test);
    if (found !== undefined) return found;
    await new Promise((resolve) => child.once('message', resolve));
  }
};

test('batches go down the port, everything else to the parent; credits come back up the port', async () => {
  const run = runId('direct');
  await until(({ parent }) => parent?.type === 'ready');
  child.send({ parent: { type: 'trace-port', run }, withPort: true });
  const program = main(`for (let i = 0; i < 600_000; i++) if (gosched() === PARK) yield;`);
  child.send({
    parent: { type: 'start', run, executable: program, options: { ...OPTIONS, trace: 'lossless' } },
  });
  const reader = new TraceReader();
  let rows = 0;
  child.on('message', (message) => {
    const { port } = message as Heard;
    if (port === undefined) return;
    rows += reader.read(port, () => {});
    child.send({ port: 1 });
  });
  const ended = await until(({ parent }) => parent?.type === 'ended');
  expect(ended.parent).toMatchObject({ run, result: { outcome: { end: 'done' } } });
  expect(rows).toBeGreaterThan(1_200_000);
  expect(reader.damage).toEqual({ batches: 0, records: 0, strings: 0, gaps: 0 });
  expect(heard.some(({ parent }) => parent?.type === 'trace')).toBe(false);
  expect(heard.every(({ port, started }) => port === undefined || started === true)).toBe(true);
});
