import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { WebSocket } from 'ws';

/** A real Chromium, driven over its debugging protocol. */

export type Params = Readonly<Record<string, unknown>>;

interface Call {
  readonly method: string;
  resolve(result: Params): void;
  reject(error: Error): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** One target's conversation; its events are the protocol's, by method name. */
export class Session extends EventEmitter {
  readonly #connection: Connection;
  readonly #id: string | undefined;

  constructor(connection: Connection, id: string | undefined) {
    super();
    this.#connection = connection;
    this.#id = id;
  }

  send<T = Params>(method: string, params: Params = {}): Promise<T> {
    return this.#connection.call(method, params, this.#id) as Promise<T>;
  }
}

export class Connection {
  readonly root: Session;
  readonly #socket: WebSocket;
  readonly #calls = new Map<number, Call>();
  readonly #sessions = new Map<string, Session>();
  #last = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.root = new Session(this, undefined);
    socket.on('message', (data: Buffer) => this.#arrive(JSON.parse(data.toString('utf8')) as Message));
  }

  session(id: string): Session {
    const known = this.#sessions.get(id);
    if (known) return known;
    const made = new Session(this, id);
    this.#sessions.set(id, made);
    return made;
  }

  call(method: string, params: Params, sessionId: string | undefined): Promise<Params> {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#calls.set(this.#last, { method, resolve, reject });
      this.#socket.send(
        JSON.stringify({ id: this.#last, method, params, ...(sessionId ? { sessionId } : {}) }),
      );
    });
  }

  #arrive(message: Message): void {
    if (message.id === undefined) {
      const to = message.sessionId ? this.#sessions.get(message.sessionId) : this.root;
      to?.emit(message.method ?? '', message.params ?? {});
      return;
    }
    const call = this.#calls.get(message.id);
    this.#calls.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result ?? {});
  }
}

/** Where a Chromium lies; the driver of the tests says so. */
const browser = (): string => process.env['WEFT_BROWSER'] ?? '/usr/bin/chromium';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-popup-blocking',
  '--disable-features=TranslateUI,MediaRouter',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--no-startup-window',
];

export interface Chromium {
  readonly process: ChildProcess;
  readonly connection: Connection;
  /** The address Playwright connects to as well. */
  readonly address: string;
  readonly version: string;
}

export async function startChromium(profile: string): Promise<Chromium> {
  const child = spawn(
    browser(),
    [...ARGUMENTS, `--user-data-dir=${path.join(profile, 'chromium')}`, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8');
      const found = /^DevTools listening on (ws:\S+)$/m.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Chromium ended: ${said}`)));
  });
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 512 * 1024 * 1024 });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const connection = new Connection(socket);
  const { product } = await connection.root.send<{ product: string }>('Browser.getVersion');
  return { process: child, connection, address, version: product.split('/')[1] ?? product };
}
