import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FromHost, ToHost } from '../../runtime-worker/protocol.ts';
import { runId } from '../../shared/base/ids.ts';
import { forkHost } from './fork-host.ts';
import type { HostExit, HostProcess } from './platform.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'weft-fork-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let scripts = 0;
function start(script: string, heap = 64): HostProcess {
  scripts += 1;
  const file = path.join(folder, `host-${scripts}.cjs`);
  writeFileSync(file, script);
  return forkHost({ heap }, file);
}

const next = (host: HostProcess): Promise<FromHost> => new Promise((resolve) => host.onMessage(resolve));
const exit = (host: HostProcess): Promise<HostExit> => new Promise((resolve) => host.onExit(resolve));
const pause: ToHost = { type: 'pause', run: runId('r1') };

test('messages cross both ways, batches as bytes', async () => {
  const host = start(`process.on('message', (m) => {
    process.send({ type: 'trace', run: m.run, batch: new Uint8Array([1, 2, 3]).buffer });
  });`);
  const answer = next(host);
  host.send(pause);
  expect(await answer).toEqual({ type: 'trace', run: 'r1', batch: new Uint8Array([1, 2, 3]).buffer });
  host.kill();
  await exit(host);
});

test('the process sees nothing of our environment', async () => {
  const host = start(`process.send({ type: 'print', run: 'r1', text: Object.keys(process.env).join() });`);
  const said = await next(host);
  expect(said).toMatchObject({ type: 'print' });
  // Node itself tells the child where its channel is, and removes it; Windows needs SystemRoot.
  expect(['', 'SystemRoot']).toContain(said.type === 'print' ? said.text : 'no');
  host.kill();
  await exit(host);
});

test('an exit carries its code and the last words', async () => {
  const host = start(`process.stderr.write('x'.repeat(100000) + 'last words', () => process.exit(7));`);
  const { code, signal, stderr } = await exit(host);
  expect({ code, signal }).toEqual({ code: 7, signal: null });
  expect(stderr).toHaveLength(16 * 1024);
  expect(stderr.endsWith('last words')).toBe(true);
  expect(host.pid).toBeUndefined();
});

test('kill ends a process that never listens', async () => {
  const host = start(`process.send({ type: 'ready' }); for (;;);`);
  await next(host);
  host.kill();
  expect(await exit(host)).toMatchObject({ code: null, signal: 'SIGKILL' });
});

test('sending to a process that has ended does nothing', async () => {
  const host = start('process.exit(0);');
  await exit(host);
  host.send(pause);
  expect(host.pid).toBeUndefined();
});

test('the heap limit reaches the process', async () => {
  const limitOf = async (heap: number): Promise<number> => {
    const host = start(
      `process.send({ type: 'print', run: 'r1', text: String(require('node:v8').getHeapStatistics().heap_size_limit) });`,
      heap,
    );
    const said = await next(host);
    host.kill();
    await exit(host);
    return said.type === 'print' ? Number(said.text) / 2 ** 20 : 0;
  };
  // The engine adds what it takes for young objects, as much to the one as to the other.
  expect((await limitOf(264)) - (await limitOf(64))).toBe(200);
});

test('ports are refused: they cannot reach a forked process', () => {
  const host = start('');
  expect(() => host.send(pause, [{} as never])).toThrow('takes no ports');
  host.kill();
});
