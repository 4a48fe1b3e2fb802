import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Params, RequestName, Result } from './contract.ts';
import { memoryTransports, type MemoryTransport } from './memory-transport.ts';
import { createClient, createServer, MAX_OPEN_CALLS, RpcError, type Client, type Server } from './rpc.ts';
import { checkParams, isRequestName } from './schema.ts';

type Handle = (call: RequestName, params: unknown) => Promise<unknown>;

interface Pair {
  readonly client: Client;
  readonly server: Server;
  readonly window: MemoryTransport;
  readonly violations: string[];
}

function connect(handle: Handle): Pair {
  const [window, shell] = memoryTransports();
  const violations: string[] = [];
  const server = createServer(shell, {
    handle: <K extends RequestName>(call: K, params: Params<K>) => handle(call, params) as Promise<Result<K>>,
    isCall: isRequestName,
    check: checkParams,
    onViolation: (reason) => violations.push(reason),
  });
  return { client: createClient(window), server, window, violations };
}

/** Long enough for a frame to cross, be answered and come back: each is a microtask or a few. */
const turn = async (): Promise<void> => {
  for (let hop = 0; hop < 20; hop += 1) await Promise.resolve();
};

test('a call is answered with the result of its handler', async () => {
  const { client } = connect(async (call, params) => ({ call, params }));
  expect(await client.invoke('document.openRecent', { id: 'a' })).toEqual({
    call: 'document.openRecent',
    params: { id: 'a' },
  });
});

test('answers may come in any order; each finds its call', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
      const waiting: (() => void)[] = [];
      const { client } = connect(
        (_call, params) => new Promise((resolve) => waiting.push(() => resolve(params))),
      );
      const calls = order.map((_, at) => client.invoke('document.discard', { id: `d${at}` }));
      await turn();
      for (const at of order) waiting[at]?.();
      expect(await Promise.all(calls)).toEqual(order.map((_, at) => ({ id: `d${at}` })));
    }),
    { numRuns: 20 },
  );
});

test('a failing handler rejects the call with its message as data', async () => {
  const { client } = connect(() => Promise.reject(new Error('The file is gone.')));
  const failed = client.invoke('document.openRecent', { id: 'a' });
  await expect(failed).rejects.toBeInstanceOf(RpcError);
  await expect(failed).rejects.toMatchObject({ code: 'failed', message: 'The file is gone.' });
});

test('params of another shape never reach the handler', async () => {
  let reached = 0;
  const { client } = connect(() => Promise.resolve((reached += 1)));
  await expect(client.invoke('run.step', { run: 'r' as never, steps: 0 })).rejects.toMatchObject({
    code: 'bad-params',
    message: expect.stringContaining('run.step at steps'),
  });
  expect(reached).toBe(0);
});

test.each(['app.nothing', 'constructor', '__proto__', 'toString'])('there is no call %s', async (call) => {
  const { client } = connect(() => Promise.resolve(null));
  await expect(client.invoke(call as RequestName, null as never)).rejects.toMatchObject({
    code: 'unknown-call',
  });
});

test('a window may not have more calls open than it could mean', async () => {
  const { client } = connect(() => new Promise(() => undefined));
  for (let open = 0; open < MAX_OPEN_CALLS; open += 1) void client.invoke('app.info', null);
  await expect(client.invoke('app.info', null)).rejects.toMatchObject({ code: 'busy' });
});

test('an id that is still open may not be used again', async () => {
  const { window, violations } = connect(() => new Promise(() => undefined));
  window.send({ id: 1, call: 'app.info', params: null });
  window.send({ id: 1, call: 'app.info', params: null });
  await turn();
  expect(violations).toEqual(['an id names one open call']);
});

test('whatever a window sends, the shell does not throw and calls no handler it should not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (frame) => {
      const called: string[] = [];
      const { window, violations } = connect(async (call) => called.push(call));
      window.send(frame);
      await turn();
      expect(called).toEqual([]);
      expect(violations.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

test('events reach every listener until it stops listening', async () => {
  const { client, server } = connect(() => Promise.resolve(null));
  const heard: string[] = [];
  const stop = client.on('menu.command', ({ id }) => heard.push(`a ${id}`));
  client.on('menu.command', ({ id }) => heard.push(`b ${id}`));
  server.emit('menu.command', { id: 'run.start' });
  await turn();
  stop();
  server.emit('menu.command', { id: 'run.stop' });
  await turn();
  expect(heard).toEqual(['a run.start', 'b run.start', 'b run.stop']);
});

test('an event nobody listens to yet waits for its first listener', async () => {
  const { client, server } = connect(() => Promise.resolve(null));
  server.emit('document.opened', { id: 'x', name: 'x', text: '', restricted: true });
  await turn();
  const heard: string[] = [];
  client.on('document.opened', ({ name }) => heard.push(name));
  client.on('document.opened', ({ name }) => heard.push(`late ${name}`));
  expect(heard).toEqual(['x']);
});

test('when the shell goes, open calls and later ones are rejected', async () => {
  const { client, window } = connect(() => new Promise(() => undefined));
  const open = client.invoke('app.info', null);
  window.close();
  await expect(open).rejects.toMatchObject({ code: 'closed' });
  await expect(client.invoke('app.info', null)).rejects.toMatchObject({ code: 'closed' });
});

test('the window refuses a frame no shell sends', () => {
  const receive: ((frame: unknown) => void)[] = [];
  createClient({
    send: () => undefined,
    onFrame: (listener) => receive.push(listener),
    onClose: () => undefined,
  });
  const [arrive] = receive;
  expect(() => arrive?.('text')).toThrow('a frame is an object');
  expect(() => arrive?.({ id: 7, result: null })).toThrow('a response answers a call');
  expect(() => arrive?.({ event: 'constructor', data: null })).toThrow('an event has a name of the contract');
});
