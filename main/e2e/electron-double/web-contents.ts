import { readFileSync } from 'node:fs';
import type { Connection, Session as Conversation } from './chromium.ts';
import { nodeCodec } from './codec.ts';
import { Doubled, doubleEvent } from './doubled.ts';
import type { IpcMain } from './ipc-main.ts';
import type { FromPreload, ToPreload, WorldOptions } from './page-world.ts';
import { MessageChannelMain, onlyPorts, type MessagePortMain } from './ports.ts';
import type { Schemes } from './schemes.ts';
import type { Session } from './session.ts';

const codec = nodeCodec();
/** Name of the preload's isolated world. */
const WORLD = 'electron-double-preload';
const BINDING = 'electronDouble';

/** What every window of the stand-in shares. */
export interface Surroundings {
  readonly connection: Connection;
  readonly schemes: Schemes;
  readonly session: Session;
  readonly ipcMain: IpcMain;
  /** The built script that makes the two worlds. */
  readonly worldScript: string;
  readonly world: Omit<WorldOptions, 'world'>;
  readonly record: (what: string, ...details: unknown[]) => void;
}

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
}

interface WindowOpen {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}

type OpenHandler = (details: WindowOpen) => { readonly action: 'allow' | 'deny' };

/** Preferences that make a window less safe: the stand-in cannot show what they do, so it refuses them. */
const SAFE = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
} as const;

let ids = 0;

/** `webContents` over one page of the real browser. */
export class WebContents extends Doubled {
  readonly id = (ids += 1);
  readonly ready: Promise<void>;
  targetId = '';
  openHandler: OpenHandler = () => ({ action: 'allow' });
  readonly mainFrame;
  readonly #around: Surroundings;
  readonly #preferences: Electron.WebPreferences;
  readonly #lent = new Map<string, { relay(data: unknown): void; port: MessagePortMain }>();
  readonly #outbox: string[] = [];
  #conversation: Conversation | null = null;
  #frame = '';
  #context: number | null = null;
  #url = '';
  /** The address the app itself asked for, and is not to be asked about. */
  #loading: string | null = null;
  /** The document there is now, and those that have loaded, by the browser's own names. */
  #loader = '';
  readonly #loaded = new Set<string>();
  #destroyed = false;

  constructor(around: Surroundings, preferences: Electron.WebPreferences) {
    super();
    this.#around = around;
    this.#preferences = preferences;
    for (const [name, safe] of Object.entries(SAFE)) {
      const given = (preferences as Readonly<Record<string, boolean | undefined>>)[name];
      if (given !== undefined && given !== safe)
        throw new Error(`electron double: webPreferences.${name}: ${String(given)} is not doubled`);
    }
    const currentUrl = (): string => this.#url;
    this.mainFrame = {
      get url() {
        return currentUrl();
      },
      get origin() {
        return /^[^:]+:\/\/[^/]*/.exec(currentUrl())?.[0] ?? 'null';
      },
      parent: null,
    };
    this.ready = this.#attach();
  }

  get session(): Session {
    return this.#around.session;
  }

  /** Speaks to the page's target. */
  get conversation(): Conversation {
    if (!this.#conversation) throw new Error('electron double: the page is not there yet');
    return this.#conversation;
  }

  async #attach(): Promise<void> {
    const { connection } = this.#around;
    const { targetId } = await connection.root.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
    });
    const { sessionId } = await connection.root.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    this.targetId = targetId;
    const page = connection.session(sessionId);
    this.#conversation = page;
    this.#listen(page);
    const { frameTree } = await page.send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    this.#frame = frameTree.frame.id;
    await page.send('Page.enable');
    await page.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    await page.send('Runtime.enable');
    await page.send('Inspector.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: this.#script('main', 'null') });
    const { preload } = this.#preferences;
    if (preload) {
      const text = readFileSync(preload, 'utf8');
      await page.send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: WORLD,
        // A sandboxed preload sees these as arguments, never as globals.
        source: this.#script('isolated', `(require, process, module, exports) => {${text}\n}`),
      });
    }
    await this.#decidePermissions();
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  /** The browser's own answers, as the app's handlers would give them. */
  async #decidePermissions(): Promise<void> {
    const { connection, session } = this.#around;
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']) {
      const setting = session.permits(name, '') ? 'granted' : 'denied';
      await connection.root.send('Browser.setPermission', { permission: { name }, setting });
    }
  }

  #script(world: WorldOptions['world'], preload: string): string {
    const options = JSON.stringify({ ...this.#around.world, world } satisfies WorldOptions);
    return `(() => {${this.#around.worldScript}
const install = globalThis.electronDoubleWorld; delete globalThis.electronDoubleWorld; install(${options}, ${preload}); })()`;
  }

  #listen(page: Conversation): void {
    page.on('Runtime.executionContextCreated', ({ context }: { context: ExecutionContext }) => {
      if (context.name !== WORLD || context.auxData.frameId !== this.#frame) return;
      this.#context = context.id;
      for (const text of this.#outbox.splice(0)) this.#receive(text);
    });
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => {
      if (executionContextId !== this.#context) return;
      this.#context = null;
      this.#dropPorts();
    });
    page.on(
      'Runtime.bindingCalled',
      ({
        name,
        payload,
        executionContextId,
      }: {
        name: string;
        payload: string;
        executionContextId: number;
      }) => {
        // The binding is asked for in the preload's world; a page that found its name must not reach main by it.
        if (name === BINDING && executionContextId === this.#context)
          this.#fromPreload(codec.decode(payload) as FromPreload);
      },
    );
    page.on('Page.frameNavigated', ({ frame }: { frame: NavigatedFrame }) => {
      if (frame.parentId !== undefined) return;
      this.#loader = frame.loaderId;
      this.#url = this.#around.schemes.fromWeb(frame.url);
      this.emit('did-navigate', doubleEvent({}), this.#url);
    });
    page.on('Page.loadEventFired', () => {
      // The blank page a target begins with is none the app asked for.
      if (this.#loader === '') return;
      this.#loaded.add(this.#loader);
      this.emit('did-finish-load', doubleEvent({}));
    });
    page.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', doubleEvent({}), { reason: 'crashed', exitCode: 1 }),
    );
    this.#answerRequests(page);
  }

  #answerRequests(page: Conversation): void {
    page.on('Fetch.requestPaused', (paused: PausedRequest) => {
      this.#answer(page, paused).catch((cause: unknown) => {
        if (!this.#destroyed) console.error(cause);
      });
    });
  }

  async #answer(
    page: Conversation,
    { requestId, frameId, resourceType, request }: PausedRequest,
  ): Promise<void> {
    const { schemes, session, record } = this.#around;
    const url = schemes.fromWeb(request.url);
    const fail = (errorReason: string): Promise<unknown> =>
      page.send('Fetch.failRequest', { requestId, errorReason });

    if (resourceType === 'Document' && !this.#mayNavigate(url, frameId === this.#frame))
      return void (await fail('Aborted'));
    if (!(await session.allows({ url, method: request.method, resourceType }))) {
      record('blocked', url);
      return void (await fail('BlockedByClient'));
    }
    const handler = schemes.handlerOf(url);
    if (!handler) {
      // A page of a desktop app has no business on the network: nothing leaves the machine during a test.
      record('network', url);
      return void (await fail('NameNotResolved'));
    }
    const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  /** Asks the app as Electron does: not about what the app itself loads. */
  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const own = isMainFrame && this.#loading === url;
    if (isMainFrame) this.#loading = null;
    if (own) return true;
    const frame = doubleEvent({ url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', frame);
    if (!isMainFrame || frame.defaultPrevented) return !frame.defaultPrevented;
    const navigate = doubleEvent({ url, isMainFrame, isSameDocument: false });
    this.emit('will-navigate', navigate, url);
    return !navigate.defaultPrevented;
  }

  #event<T extends object>(fields: T) {
    return doubleEvent({ sender: this, senderFrame: this.mainFrame, ...fields });
  }

  #fromPreload(message: FromPreload): void {
    switch (message.k) {
      case 'send': {
        const ports = message.ports.map((id) => this.#adopt(id));
        this.#around.ipcMain.emit(message.channel, this.#event({ ports }), ...message.args);
        return;
      }
      case 'invoke':
        void this.#around.ipcMain.answer(message.channel, this.#event({}), message.args).then(
          (ok) => this.#tell({ k: 'reply', id: message.id, ok }),
          (cause: unknown) =>
            this.#tell({
              k: 'reply',
              id: message.id,
              error: `Error invoking remote method '${message.channel}': ${String(cause)}`,
            }),
        );
        return;
      case 'port':
        this.#lent.get(message.id)?.relay(message.data);
        return;
    }
  }

  #tell(message: ToPreload): void {
    this.#receive(codec.encode(message));
  }

  #receive(text: string): void {
    if (this.#destroyed) return;
    if (this.#context === null) {
      this.#outbox.push(text);
      return;
    }
    const expression = `electronDoubleReceive(${JSON.stringify(text)})`;
    this.conversation
      .send('Runtime.evaluate', { contextId: this.#context, expression })
      .catch((cause: unknown) => {
        // The page may leave while a message is on its way to it; Electron drops it as well.
        if (!/context|closed|destroyed/i.test(String(cause))) console.error(cause);
      });
  }

  /** The page's port `id`, as main's own. */
  #adopt(id: string): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#lend(id, port2);
    return port1;
  }

  #lend(id: string, port: MessagePortMain): void {
    const { relay } = port.divert((data) => this.#tell({ k: 'port', id, data }));
    this.#lent.set(id, { relay, port });
    port.once('close', () => {
      this.#lent.delete(id);
      this.#tell({ k: 'port-close', id });
    });
  }

  #dropPorts(): void {
    const gone = [...this.#lent.values()];
    this.#lent.clear();
    for (const { port } of gone) port.end();
  }

  send(channel: string, ...args: readonly unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#tell({ k: 'event', channel, args, ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const ports = onlyPorts(transfer).map((port) => {
      const id = `main-${(ids += 1)}`;
      this.#lend(id, port);
      return id;
    });
    this.#tell({ k: 'event', channel, args: [message], ports });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.#url;
  }

  getLastWebPreferences(): Electron.WebPreferences {
    return { ...this.#preferences };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The page's own way out: with its window. */
  close(): void {
    this.emit('close-window');
  }

  /** Its process ends as by a fault. */
  forcefullyCrashRenderer(): void {
    this.conversation.send('Page.crash').catch((cause: unknown) => {
      if (!/crash|closed/i.test(String(cause))) console.error(cause);
    });
  }

  /** Runs in the page itself, past its policy. */
  async executeJavaScript(code: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.conversation.send<{
      result: { value?: unknown };
      exceptionDetails?: { text: string };
    }>('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  async loadURL(url: string): Promise<void> {
    await this.ready;
    const { schemes } = this.#around;
    const web = schemes.toWeb(url);
    this.#loading = schemes.fromWeb(web);
    const { errorText, loaderId } = await this.conversation.send<{ errorText?: string; loaderId: string }>(
      'Page.navigate',
      { url: web },
    );
    if (errorText !== undefined) {
      this.emit('did-fail-load', doubleEvent({}), -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    while (!this.#loaded.has(loaderId))
      await new Promise<void>((resolve) => {
        this.once('did-finish-load', () => resolve());
      });
  }

  reload(): void {
    this.#loading = this.#url;
    void this.conversation.send('Page.reload');
  }

  /** The page is gone: with its window, or by itself. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#dropPorts();
    this.#destroyed = true;
    this.emit('destroyed');
    void this.ready.then(() =>
      this.#around.connection.root
        .send('Target.closeTarget', { targetId: this.targetId })
        .catch((cause: unknown) => {
          if (!/No target/.test(String(cause))) console.error(cause);
        }),
    );
  }
}

interface NavigatedFrame {
  readonly url: string;
  readonly loaderId: string;
  readonly parentId?: string;
}

interface ExecutionContext {
  readonly id: number;
  readonly name: string;
  readonly auxData: { readonly frameId: string };
}
