import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { runId } from '../../shared/base/ids.ts';
import { SUBPROTOCOL, tokenProtocol } from '../../shared/ipc/web-handshake.ts';
import { readTraceFrame } from '../../shared/ipc/trace-frame.ts';
import type { App, Peer } from '../app/platform.ts';
import type { Refusal } from './gate.ts';
import { MAX_FRAME, startServer, type WebServer } from './server.ts';

/**
 * Everything another page, another program or a broken page of ours may try, and where each is stopped. The server
 * is the real one on a real port; only the services behind it are a recording.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'weft-web-'));
const page = path.join(folder, 'renderer');
mkdirSync(path.join(page, 'assets'), { recursive: true });
writeFileSync(path.join(page, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(path.join(page, 'assets', 'app.js'), 'export {};');
writeFileSync(path.join(folder, 'secret.json'), '{"secret":true}');

const handled: string[] = [];
const peers: Peer[] = [];
let dropped = 0;
const app: App = {
  handle: (peer, name, params) => {
    handled.push(name);
    if (!peers.includes(peer)) peers.push(peer);
    if (name === 'document.discard') return Promise.reject(new Error('no such draft'));
    // Echoed, so that a test sees what came through the door.
    return Promise.resolve(params as never);
  },
  drop: () => {
    dropped += 1;
  },
  openPath: () => Promise.resolve(),
  closing: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};

const refused: Refusal[] = [];
let server: WebServer;
let host: string;
let port: number;
let origin: string;
let launch: string;

async function restart(): Promise<void> {
  server = await startServer({ port: 0, page, app, onRefused: (why) => refused.push(why) });
  const url = new URL(server.url);
  ({ host, origin } = url);
  port = Number(url.port);
  launch = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
}

beforeAll(restart);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  refused.length = 0;
  handled.length = 0;
});

/** Sends bytes as they are, and reads the status and the rest of the answer. */
function raw(request: string, to = '127.0.0.1'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, to, () => socket.write(request));
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }));
  });
}

const get = (target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  raw(
    [
      `${method} ${target} HTTP/1.1`,
      ...Object.entries({ Host: host, Connection: 'close', ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      ),
      '\r\n',
    ].join('\r\n'),
  );

interface Offer {
  readonly token?: string | null;
  readonly origin?: string | null;
  readonly host?: string;
  readonly path?: string;
  readonly protocols?: readonly string[];
}

/** What arrived on a socket and was not read yet: the server speaks as soon as the socket is open. */
const inbox = new WeakMap<WebSocket, unknown[]>();

/** Opens a socket as a page would, or answers with the status it was refused with. */
function open(offer: Offer = {}): Promise<WebSocket | number> {
  const token = offer.token === undefined ? launch : offer.token;
  const protocols = offer.protocols ?? [SUBPROTOCOL, ...(token === null ? [] : [tokenProtocol(token)])];
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${offer.path ?? '/ws'}`, [...protocols], {
      ...(offer.origin === null ? {} : { origin: offer.origin ?? origin }),
      headers: { Host: offer.host ?? host },
    });
    const arrived: unknown[] = [];
    inbox.set(socket, arrived);
    socket.on('message', (data: Buffer, binary: boolean) => {
      arrived.push(binary ? data : (JSON.parse(data.toString('utf8')) as unknown));
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** The next frame that arrives, or has arrived and was not read. */
async function frame(socket: WebSocket): Promise<unknown> {
  const arrived = inbox.get(socket) ?? [];
  await expect.poll(() => arrived.length, { interval: 2 }).toBeGreaterThan(0);
  return arrived.shift();
}

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    // A frame the server refuses half-way shows as a reset first; the close follows.
    socket.on('error', () => undefined);
    socket.once('close', (code) => resolve(code));
  });

/** A page that was let in, and its session. */
async function enter(): Promise<{ socket: WebSocket; session: string }> {
  await server.close();
  await restart();
  const socket = await open();
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  const hello = (await frame(socket)) as { session: string };
  return { socket, session: hello.session };
}

async function ask(socket: WebSocket, body: unknown): Promise<unknown> {
  const answer = frame(socket);
  socket.send(JSON.stringify(body));
  return answer;
}

// The right way in

test('the page comes with every header that confines it', async () => {
  const { status, text } = await get('/');
  expect(status).toBe(200);
  for (const header of [
    /content-security-policy: default-src 'none'/,
    new RegExp(`connect-src 'self' ws://127\\.0\\.0\\.1:${port};`),
    /x-content-type-options: nosniff/,
    /referrer-policy: no-referrer/,
    /cross-origin-opener-policy: same-origin/,
    /cross-origin-embedder-policy: require-corp/,
    /cross-origin-resource-policy: same-origin/,
    /cache-control: no-store/,
    /x-frame-options: DENY/,
  ])
    expect(text).toMatch(header);
  expect(text).not.toMatch(/set-cookie|access-control-allow/i);
});

test('a page with its token is let in, speaks the sub-protocol, and is answered', async () => {
  const { socket, session } = await enter();
  expect(socket.protocol).toBe(SUBPROTOCOL);
  expect(session).toMatch(/^[\w-]{32}$/);
  expect(await ask(socket, { id: 1, call: 'app.info', params: null })).toEqual({ id: 1, result: null });
  socket.terminate();
});

test('a reload comes back with its session token', async () => {
  const { socket, session } = await enter();
  socket.terminate();
  const again = await open({ token: session });
  expect(again).toBeInstanceOf(WebSocket);
  (again as WebSocket).terminate();
});

// Another host's name for this machine: DNS rebinding

test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.2', '[::1]', '0.0.0.0'])(
  'Host %s is refused for files and sockets',
  async (name) => {
    const asked = name === '127.0.0.1' ? '127.0.0.1:1' : `${name}:${port}`;
    expect((await get('/', { Host: asked })).status).toBe(403);
    expect(await open({ host: asked })).toBe(403);
    expect(refused).toEqual(['host', 'host']);
  },
);

test('a request without a Host is refused', async () => {
  expect((await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400);
  expect((await raw('GET / HTTP/1.0\r\n\r\n')).status).toBe(403);
});

test('the port is closed to every other interface', async () => {
  const other = Object.values(networkInterfaces())
    .flat()
    .find((entry) => entry && !entry.internal && entry.family === 'IPv4')?.address;
  // A machine without a network still has the rest of 127/8.
  await expect(raw(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, other ?? '127.0.0.2')).rejects.toThrow(
    /ECONNREFUSED/,
  );
});

// Another site's page

test.each(['https://evil.example', 'null', 'http://localhost', 'http://127.0.0.1', 'file://', ''])(
  'Origin %j is refused',
  async (from) => {
    expect(await open({ origin: from })).toBe(403);
    expect(refused).toEqual(['origin']);
  },
);

test('a missing Origin is refused: no browser leaves it out', async () => {
  expect(await open({ origin: null })).toBe(403);
  expect(refused).toEqual(['origin']);
});

test('an Origin that only begins like ours is refused', async () => {
  expect(await open({ origin: `${origin}.evil.example` })).toBe(403);
  expect(await open({ origin: `${origin}0` })).toBe(403);
  expect(await open({ origin: origin.replace('http:', 'https:') })).toBe(403);
});

test.each([
  { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
  { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
  { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
  { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'document' },
])('a request from elsewhere is refused: %o', async (headers) => {
  expect((await get('/assets/app.js', headers)).status).toBe(403);
  expect(refused).toEqual(['cross-site']);
});

test('a link followed from another site may open the page, which has no token then', async () => {
  const headers = {
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Dest': 'document',
  };
  expect((await get('/', headers)).status).toBe(200);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'])('%s is refused', async (method) => {
  const { status } = await get('/', {}, method);
  // Node itself drops a CONNECT nobody listens for.
  expect(method === 'CONNECT' ? 0 : 403).toBe(status);
});

// Tokens

test.each([
  ['no token', { token: null }],
  ['a wrong token', { token: 'A'.repeat(32) }],
  ['an empty token', { token: '' }],
  ['two tokens', { protocols: [SUBPROTOCOL, tokenProtocol('a'), tokenProtocol('b')] }],
  ['another sub-protocol', { protocols: ['other.v1'] }],
] as const)('%s is refused', async (_name, offer) => {
  expect(await open(offer)).toBe(403);
  expect(refused).toEqual(['token']);
});

test('a token in the address is worth nothing: only the sub-protocol counts', async () => {
  expect(await open({ token: null, path: `/ws?token=${launch}` })).toBe(403);
  expect(refused).toEqual(['path']);
});

test('a launch token works once', async () => {
  const { socket } = await enter();
  expect(await open()).toBe(403);
  expect(refused).toEqual(['token']);
  socket.terminate();
});

test('a prefix of a token, or a token with something behind it, is refused', async () => {
  const { socket, session } = await enter();
  expect(await open({ token: session.slice(0, -1) })).toBe(403);
  expect(await open({ token: `${session}x` })).toBe(403);
  socket.terminate();
});

test('the token stands in no file the server sends', async () => {
  expect((await get('/')).text).not.toContain(launch);
});

// Paths

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/%2e%2e%2fsecret.json',
  '/%252e%252e%252fsecret.json',
  '/..\\secret.json',
  '/..%5csecret.json',
  '//secret.json',
  '///etc/passwd',
  '/etc/passwd',
  'secret.json',
  `http://127.0.0.1/../secret.json`,
  '/index.html%00.js',
  '/assets/app.js/',
  '/assets',
  '/.git/config.json',
  '/%c0%ae%c0%ae/secret.json',
  '/%',
])('%s is not served', async (target) => {
  const { status, text } = await get(target);
  expect([400, 404]).toContain(status);
  expect(text).not.toContain('secret":true');
});

test('a NUL in a path is not even HTTP', async () => {
  expect((await get('/index.html\0.js')).status).toBe(400);
});

test('upgrading anywhere but at the socket is refused', async () => {
  expect(await open({ path: '/' })).toBe(403);
  expect(await open({ path: '/ws/' })).toBe(403);
  expect(await open({ path: '/assets/../ws' })).toBeOneOf([403, expect.any(WebSocket)]);
});

// A page that was let in, and misbehaves

test('a frame larger than a document may be ends the connection', async () => {
  const { socket } = await enter();
  const code = closed(socket);
  socket.send(JSON.stringify({ id: 1, call: 'app.info', params: 'x'.repeat(MAX_FRAME) }));
  expect(await code).toBeOneOf([1006, 1009]);
  expect(handled).toEqual([]);
});

test.each(['{', '', 'undefined', '{"id":1,}', 'null garbage'])(
  '%j, which is not JSON, ends the connection',
  async (text) => {
    const { socket } = await enter();
    const code = closed(socket);
    socket.send(text);
    expect(await code).toBe(1003);
  },
);

test('bytes from the page end the connection', async () => {
  const { socket } = await enter();
  const code = closed(socket);
  socket.send(new Uint8Array([1, 2, 3]));
  expect(await code).toBe(1003);
});

test.each([
  null,
  7,
  'text',
  [],
  {},
  { id: 1 },
  { call: 'app.info' },
  { id: '1', call: 'app.info' },
  { id: 1.5, call: 'app.info' },
  { id: -1, call: 'app.info' },
  { id: 1, call: ['app.info'] },
  { result: 1, id: 9 },
])('%j, which is no call, ends the connection', async (body) => {
  const { socket } = await enter();
  const code = closed(socket);
  socket.send(JSON.stringify(body));
  expect(await code).toBe(1008);
  expect(handled).toEqual([]);
});

test.each(['app.nothing', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'app.info\0'])(
  'the call %j does not exist',
  async (call) => {
    const { socket } = await enter();
    expect(await ask(socket, { id: 1, call, params: null })).toMatchObject({
      id: 1,
      error: { code: 'unknown-call' },
    });
    expect(handled).toEqual([]);
    socket.terminate();
  },
);

const bad: readonly (readonly [call: string, params: unknown])[] = [
  ['app.info', undefined],
  ['app.info', {}],
  ['document.openRecent', { id: '../../etc/passwd'.repeat(20) }],
  ['document.openRecent', { id: 7 }],
  ['document.openRecent', { id: 'a', path: '/etc/passwd' }],
  ['document.import', { name: 'a\nb', text: '' }],
  ['document.import', { name: 'a', text: 'x'.repeat(5 * 1024 * 1024) }],
  ['templates.open', { slug: '../secret' }],
  ['templates.open', { slug: 'a/b' }],
  ['settings.set', { settings: { theme: 'pink' } }],
  ['settings.set', { settings: { admin: true } }],
  ['run.stop', { run: '../x' }],
  ['run.step', { run: 'r', steps: 1e9 }],
  ['run.pace', { run: 'r', pace: -1 }],
  ['run.signal', { run: 'r', object: 1.5 }],
];

test.each(bad)('%s refuses %o', async (call, params) => {
  const { socket } = await enter();
  expect(await ask(socket, { id: 1, call, params })).toMatchObject({ id: 1, error: { code: 'bad-params' } });
  expect(handled).toEqual([]);
  socket.terminate();
});

test('a key named __proto__ is refused, and nothing inherits from it', async () => {
  const { socket } = await enter();
  const answer = frame(socket);
  socket.send('{"id":1,"call":"run.stop","params":{"run":"r","__proto__":{"admin":true}}}');
  expect(await answer).toMatchObject({ error: { code: 'bad-params' } });
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  socket.terminate();
});

test('a failing call is answered with its sentence; the connection lives on', async () => {
  const { socket } = await enter();
  expect(await ask(socket, { id: 1, call: 'document.discard', params: { id: 'x' } })).toEqual({
    id: 1,
    error: { code: 'failed', message: 'no such draft' },
  });
  expect(await ask(socket, { id: 2, call: 'app.info', params: null })).toEqual({ id: 2, result: null });
  socket.terminate();
});

test('a credit counts for the run of this page, and for none it makes up', async () => {
  const { socket } = await enter();
  await ask(socket, { id: 1, call: 'app.info', params: null });
  let taken = 0;
  const trace = peers.at(-1)?.openTrace(runId('run-1'), (batches) => {
    taken += batches;
  });
  const batch = frame(socket);
  trace?.send(new Uint8Array([1, 2, 3, 4]).buffer);
  const bytes = (await batch) as Buffer;
  expect(readTraceFrame(new Uint8Array(bytes).buffer)).toEqual({
    run: 'run-1',
    batch: new Uint8Array([1, 2, 3, 4]).buffer,
  });
  socket.send(JSON.stringify({ credit: 'run-2' }));
  socket.send(JSON.stringify({ credit: '__proto__' }));
  socket.send(JSON.stringify({ credit: 'run-1' }));
  await ask(socket, { id: 2, call: 'app.info', params: null });
  expect(taken).toBe(1);
  trace?.close();
  socket.send(JSON.stringify({ credit: 'run-1' }));
  await ask(socket, { id: 3, call: 'app.info', params: null });
  expect(taken).toBe(1);
  socket.terminate();
});

test('when a page goes, its services hear of it once', async () => {
  const { socket } = await enter();
  const before = dropped;
  const gone = closed(socket);
  socket.close();
  await gone;
  await expect.poll(() => dropped).toBe(before + 1);
});

test('many sockets without a token are all refused, and the right one still gets in', async () => {
  await server.close();
  await restart();
  const answers = await Promise.all(Array.from({ length: 50 }, () => open({ token: 'x'.repeat(32) })));
  expect(new Set(answers)).toEqual(new Set([403]));
  const socket = await open();
  expect(socket).toBeInstanceOf(WebSocket);
  (socket as WebSocket).terminate();
});

test('an agent of keep-alive requests ends with the server', async () => {
  await server.close();
  await restart();
  const agent = new http.Agent({ keepAlive: true });
  const status = await new Promise<number>((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: '/', headers: { Host: host }, agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
      .on('error', reject);
  });
  expect(status).toBe(200);
  await server.close();
  await expect(raw('GET / HTTP/1.1\r\n\r\n')).rejects.toThrow(/ECONNREFUSED/);
  agent.destroy();
  await restart();
});
