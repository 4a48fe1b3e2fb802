import type { RunId } from '../../shared/base/ids.ts';
import type { Shell } from '../../shared/ipc/contract.ts';
import { createClient } from '../../shared/ipc/rpc.ts';
import { readTraceFrame } from '../../shared/ipc/trace-frame.ts';
import { SOCKET_PATH, SUBPROTOCOL, tokenProtocol } from '../../shared/ipc/web-handshake.ts';

/** Batches of runs whose trace nobody asked for yet; the server's credits keep it below this. */
const KEPT_BATCHES = 16;
const SESSION_KEY = 'weft.session';

export interface WebPage {
  readonly location: Pick<Location, 'hash' | 'host' | 'pathname'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * Takes the single-use token out of the address (the fragment never leaves the browser), or the session token this
 * tab was given before. A reload keeps its session; a copied address opens nothing.
 */
export function takeToken(page: WebPage): string | null {
  const token = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (token === null) return page.sessionStorage.getItem(SESSION_KEY);
  page.history.replaceState(null, '', page.location.pathname);
  return token;
}

/**
 * Connects to the server the page came from.
 * @param onLost called once when the connection ends afterwards: the server was stopped
 * @throws Error (as a rejection) when the server refuses the page
 */
export async function webShell(page: WebPage, onLost: () => void): Promise<Shell> {
  const token = takeToken(page);
  if (token === null) throw new Error(REFUSED);
  const socket = new WebSocket(`ws://${page.location.host}${SOCKET_PATH}`, [
    SUBPROTOCOL,
    tokenProtocol(token),
  ]);
  socket.binaryType = 'arraybuffer';
  const frames = new Frames(socket);
  const hello = await frames.first();
  if (
    typeof hello !== 'object' ||
    hello === null ||
    !('session' in hello) ||
    typeof hello.session !== 'string'
  )
    throw new Error(REFUSED);
  page.sessionStorage.setItem(SESSION_KEY, hello.session);
  frames.onClose(onLost);

  const client = createClient(frames);
  return {
    invoke: client.invoke,
    on: client.on,
    trace: (run, listener) => frames.trace(run, listener),
  };
}

const REFUSED =
  'The server refused this page. Open it again with the address that Weft printed when it started.';

/** The socket's frames: text is JSON for the calls, bytes are trace batches, each credited back. */
class Frames {
  private readonly socket: WebSocket;
  private readonly early: unknown[] = [];
  private listener: ((frame: unknown) => void) | null = null;
  private readonly closers: (() => void)[] = [];
  private readonly traces = new Map<RunId, (batch: ArrayBuffer) => void>();
  private readonly untaken = new Map<RunId, ArrayBuffer[]>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.arrive(JSON.parse(data) as unknown);
      else if (data instanceof ArrayBuffer) this.batch(data);
    };
    socket.onclose = () => {
      for (const closer of this.closers) closer();
    };
  }

  /** The server speaks first. */
  first(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.onClose(() => reject(new Error(REFUSED)));
      this.listener = (frame) => {
        this.listener = null;
        resolve(frame);
      };
    });
  }

  send(frame: unknown): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.listener = listener;
    for (const frame of this.early.splice(0)) listener(frame);
  }

  onClose(listener: () => void): void {
    this.closers.push(listener);
  }

  trace(run: RunId, listener: (batch: ArrayBuffer) => void): () => void {
    this.traces.set(run, listener);
    const waiting = this.untaken.get(run) ?? [];
    this.untaken.delete(run);
    for (const batch of waiting) this.take(run, listener, batch);
    return () => {
      this.traces.delete(run);
    };
  }

  private arrive(frame: unknown): void {
    if (this.listener) this.listener(frame);
    else this.early.push(frame);
  }

  private batch(data: ArrayBuffer): void {
    const frame = readTraceFrame(data);
    if (!frame) throw new Error('a binary frame is a trace batch');
    const listener = this.traces.get(frame.run);
    if (listener) {
      this.take(frame.run, listener, frame.batch);
      return;
    }
    const waiting = this.untaken.get(frame.run) ?? [];
    if (waiting.length < KEPT_BATCHES) waiting.push(frame.batch);
    this.untaken.set(frame.run, waiting);
  }

  private take(run: RunId, listener: (batch: ArrayBuffer) => void, batch: ArrayBuffer): void {
    listener(batch);
    this.send({ credit: run });
  }
}
