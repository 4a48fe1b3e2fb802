import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Doubled, doubleEvent } from './doubled.ts';

interface Closable {
  close(): void;
  isDestroyed(): boolean;
}

export interface AppOptions {
  /** Folder of the app: where its package.json is. */
  readonly folder: string;
  readonly profile: string;
  readonly windows: () => readonly Closable[];
  /** Ends the browser and the process. */
  readonly exit: (code: number) => void;
}

type Methods =
  | 'getVersion'
  | 'getName'
  | 'getLocale'
  | 'getAppPath'
  | 'enableSandbox'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'requestSingleInstanceLock'
  | 'addRecentDocument'
  | 'setAppUserModelId'
  | 'focus';

/** `app`. What a system would be told is kept in `recorded`. */
export class App extends Doubled implements Pick<Electron.App, Methods> {
  readonly isPackaged = false;
  readonly recorded: (readonly [what: string, ...details: unknown[]])[] = [];
  readonly #options: AppOptions;
  readonly #whenReady: Promise<void>;
  #becomeReady: () => void = () => undefined;
  #ready = false;
  #exiting = false;

  constructor(options: AppOptions) {
    super();
    this.#options = options;
    this.#whenReady = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
  }

  /** Playwright says when, as it does with Electron. */
  becomeReady(): void {
    this.#ready = true;
    this.#becomeReady();
    this.emit('ready', doubleEvent({}), {});
  }

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  isReady(): boolean {
    return this.#ready;
  }

  getVersion(): string {
    return this.#package()['version'] ?? '0.0.0';
  }

  getName(): string {
    return this.#package()['productName'] ?? this.#package()['name'] ?? 'app';
  }

  getLocale(): string {
    return 'en-US';
  }

  getAppPath(): string {
    return this.#options.folder;
  }

  getPath(name: string): string {
    const folder =
      name === 'userData' ? this.#options.profile : path.join(this.#options.profile, 'paths', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.recorded.push(['enableSandbox']);
  }

  /** One process a profile: a folder is the lock, and a second process leaves its arguments in it. */
  requestSingleInstanceLock(): boolean {
    const lock = path.join(this.#options.profile, 'double-lock');
    const owner = path.join(lock, 'owner');
    mkdirSync(lock, { recursive: true });
    if (isAlive(owner)) {
      const call = { argv: process.argv, folder: process.cwd() };
      writeFileSync(path.join(lock, `second-${process.pid}.json`), JSON.stringify(call));
      return false;
    }
    writeFileSync(owner, String(process.pid));
    watch(lock, () => this.#secondInstances(lock)).unref();
    return true;
  }

  #secondInstances(lock: string): void {
    for (const name of readdirSync(lock).filter((entry) => entry.startsWith('second-'))) {
      const file = path.join(lock, name);
      const text = statSync(file).size > 0 ? readFileSync(file, 'utf8') : '';
      if (!text.endsWith('}')) continue;
      rmSync(file, { force: true });
      const { argv, folder } = JSON.parse(text) as { argv: string[]; folder: string };
      this.emit('second-instance', doubleEvent({}), argv, folder, {});
    }
  }

  addRecentDocument(file: string): void {
    this.recorded.push(['addRecentDocument', file]);
  }

  setAppUserModelId(id: string): void {
    this.recorded.push(['setAppUserModelId', id]);
  }

  focus(): void {
    this.recorded.push(['focus']);
  }

  quit(): void {
    const before = doubleEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    for (const window of this.#options.windows()) window.close();
    if (this.#options.windows().some((window) => !window.isDestroyed())) return;
    const will = doubleEvent({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', doubleEvent({}), code);
    this.#options.exit(code);
  }

  #package(): Readonly<Record<string, string | undefined>> {
    const file = path.join(this.#options.folder, 'package.json');
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | undefined>;
  }
}

/** Does the process that owns the lock still run? */
function isAlive(owner: string): boolean {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
