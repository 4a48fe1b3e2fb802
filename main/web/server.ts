import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { createServer } from '../../shared/ipc/rpc.ts';
import { checkParams, isRequestName } from '../../shared/ipc/schema.ts';
import { SUBPROTOCOL } from '../../shared/ipc/web-handshake.ts';
import { readPageFile } from '../app/page-files.ts';
import { pageHeaders } from '../app/page-policy.ts';
import type { App, Peer } from '../app/platform.ts';
import { loopback, refusePage, refuseSocket, Tokens, type Refusal } from './gate.ts';
import { SocketTransport } from './transport.ts';

/** Bytes of one frame of a page: a document's text and some. */
export const MAX_FRAME = 8 * 1024 * 1024;

export interface WebServerOptions {
  /** Port to listen on; 0 for any free one. */
  readonly port: number;
  /** Folder of the built page. */
  readonly page: string;
  readonly app: App;
  /** A visitor was turned away. */
  readonly onRefused?: (why: Refusal, request: IncomingMessage) => void;
  /** The last page went away and did not come back: this address opens a new one. */
  readonly onAbandoned?: (url: string) => void;
}

export interface WebServer {
  /** Opens the app, once. */
  readonly url: string;
  close(): Promise<void>;
}

/** How long a reload may take, in milliseconds. */
const RELOAD_PATIENCE = 3000;

/**
 * Serves the page and its calls on 127.0.0.1.
 * @throws NodeJS.ErrnoException (as a rejection) when the port cannot be had
 */
export async function startServer(options: WebServerOptions): Promise<WebServer> {
  const { app, page } = options;
  const tokens = new Tokens();
  let address = loopback(0);
  let abandoned: NodeJS.Timeout | undefined;

  const refuse = (why: Refusal, request: IncomingMessage): void => options.onRefused?.(why, request);
  const url = (): string => `${address.origin}/#token=${tokens.mint()}`;

  const http = createHttpServer((request, response) => {
    const headers = {
      ...pageHeaders(`ws://${address.host}`),
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    };
    const why = refusePage(request, address);
    if (why !== null) {
      refuse(why, request);
      response.writeHead(403, headers).end();
      return;
    }
    answer(request, response, page, headers).catch((cause: unknown) => response.destroy(cause as Error));
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const admitted = refuseSocket(request, address, tokens);
    if (typeof admitted === 'string') {
      refuse(admitted, request);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => attach(open, admitted.session));
  });

  const attach = (socket: WebSocket, session: string): void => {
    clearTimeout(abandoned);
    const transport = new SocketTransport(socket);
    const server = createServer(transport, {
      handle: (call, params) => app.handle(peer, call, params),
      isCall: isRequestName,
      check: checkParams,
      onViolation: (reason) => transport.violate(reason),
    });
    const peer: Peer = {
      emit: server.emit,
      openTrace: (run, onCredit) => transport.openTrace(run, onCredit),
    };
    // An oversize or malformed frame: ws itself closes the connection, and `close` follows.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      app.drop(peer);
      if (sockets.clients.size === 0 && http.listening)
        abandoned = setTimeout(() => options.onAbandoned?.(url()), RELOAD_PATIENCE).unref();
    });
    transport.send({ session });
  };

  const port = await listen(http, options.port);
  address = loopback(port);

  return {
    url: url(),
    async close() {
      clearTimeout(abandoned);
      for (const client of sockets.clients) client.terminate();
      const closed = new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
      http.closeAllConnections();
      await closed;
      await app.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const [pathname = ''] = (request.url ?? '').split('?', 1);
  const file = await readPageFile(page, pathname);
  if (!file) {
    response.writeHead(404, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function listen(http: ReturnType<typeof createHttpServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      const bound = http.address();
      if (bound === null || typeof bound === 'string') reject(new Error('the server has no port'));
      else resolve(bound.port);
    });
  });
}
