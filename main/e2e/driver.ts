import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, test as base, type ElectronApplication, type Page } from '@playwright/test';
// @ts-expect-error a plain script without types
import { electronBinary } from '../../scripts/start.mjs';
import { double, root } from './build.ts';

/**
 * One driver for both shells: the same specs run in the desktop shell and in the web shell. The desktop shell is the
 * real Electron where its binary is here, and the stand-in elsewhere; no spec knows which.
 */
export interface Weft {
  readonly shell: 'electron' | 'web';
  readonly page: Page;
  /** The app's own folder for settings, drafts and recent files. */
  readonly userData: string;
  /** Where the web shell saves and exports to. */
  readonly documents: string;
  /** The desktop application; null in the web shell. */
  readonly electron: ElectronApplication | null;
  /** What the page wrote to its console as an error, and what it threw. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** A built app: a folder with `out/main`, `out/renderer` and a package.json that names the main file. */
  readonly app: string;
  /** A document to open, as by a double click. */
  readonly open?: string;
  /** Keeps an earlier start's settings; nothing for a fresh folder. */
  readonly userData?: string;
  /** Milliseconds to wait for the window. */
  readonly timeout?: number;
}

/** The real binary, unless the stand-in is asked for. */
export const realElectron = (): string | undefined =>
  process.env['WEFT_E2E'] === 'double' ? undefined : (electronBinary as () => string | undefined)();

const browser = (): string => process.env['WEFT_BROWSER'] ?? '/usr/bin/chromium';

const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/** Size of the window, and of the web shell's page: one set of pictures serves both. */
export const VIEWPORT = { width: 1440, height: 900 };

const temporary = (): string => mkdtempSync(path.join(tmpdir(), 'weft-e2e-'));

/** The browser's processes end a moment after the app, and write until then. */
export const remove = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

/** Starts the desktop shell and waits for its first window. */
export async function launchElectron(options: LaunchOptions): Promise<Weft> {
  const userData = options.userData ?? temporary();
  const forget = (): Promise<void> => (options.userData === undefined ? remove(userData) : Promise.resolve());
  try {
    const { electron, page } = await startElectron(options, userData);
    return {
      shell: 'electron',
      page,
      userData,
      documents: userData,
      electron,
      errors: pageErrors.get(page) ?? [],
      async close() {
        await electron.close();
        await forget();
      },
    };
  } catch (cause) {
    await forget();
    throw cause;
  }
}

async function startElectron(
  { app, open, timeout = 20_000 }: LaunchOptions,
  userData: string,
): Promise<{ readonly electron: ElectronApplication; readonly page: Page }> {
  const electron = await _electron.launch({
    executablePath: realElectron() ?? double,
    args: [app, ...(open ? [open] : []), `--user-data-dir=${userData}`],
    cwd: root,
    env: { ...(process.env as Record<string, string>), WEFT_BROWSER: browser() },
    timeout,
  });
  const child = electron.process();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  try {
    return { electron, page: await firstPage(electron, timeout) };
  } catch (cause) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await ended;
    }
    throw cause;
  }
}

interface Served {
  readonly url: string;
  close(): Promise<void>;
}
type Serve = (options: { userData: string; documents: string; open?: string }) => Promise<Served>;

const pageErrors = new WeakMap<Page, readonly string[]>();

/** The first window's page, once it is no longer the blank one a window begins with. */
async function firstPage(electron: ElectronApplication, timeout: number): Promise<Page> {
  const page = await electron.firstWindow({ timeout });
  pageErrors.set(page, collectErrors(page));
  await page.waitForURL((url) => url.href !== 'about:blank', { timeout, waitUntil: 'commit' });
  return page;
}

export interface WebWeft extends Weft {
  /** The address that was opened, its token used. */
  readonly url: string;
  /** Stops the server; the browser stays. */
  stop(): Promise<void>;
}

/** Serves the app and opens it in a browser of its own. */
export async function launchWeb(options: LaunchOptions): Promise<WebWeft> {
  const userData = options.userData ?? temporary();
  const documents = path.join(userData, 'documents');
  const { serve } = createRequire(import.meta.url)(path.join(options.app, 'out/main/serve.cjs')) as {
    serve: Serve;
  };
  const served = await serve({ userData, documents, ...(options.open ? { open: options.open } : {}) });
  const chrome = await chromium.launch({ executablePath: browser(), args: BROWSER_ARGUMENTS });
  const page = await chrome.newPage({ viewport: VIEWPORT });
  const errors = collectErrors(page);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= served.close());
  await page.goto(served.url);
  return {
    shell: 'web',
    page,
    url: served.url,
    userData,
    documents,
    electron: null,
    errors,
    stop,
    async close() {
      await chrome.close();
      await stop();
      if (options.userData === undefined) await remove(userData);
    },
  };
}

export const launch = (shell: 'electron' | 'web', options: LaunchOptions): Promise<Weft> =>
  shell === 'electron' ? launchElectron(options) : launchWeb(options);

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (cause) => errors.push(cause.message));
  return errors;
}

/** What the next open dialog of the desktop shell answers; null cancels. */
export async function answerOpen(weft: Weft, file: string | null): Promise<void> {
  await weft.electron?.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** What the next save dialog of the desktop shell answers; null cancels. */
export async function answerSave(weft: Weft, file: string | null): Promise<void> {
  await weft.electron?.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);
}

/** Which button the next message box of the desktop shell answers with; its words are kept in `lastMessage`. */
export async function answerMessage(weft: Weft, button: number): Promise<void> {
  await weft.electron?.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      (globalThis as { lastMessage?: unknown }).lastMessage = args.at(-1);
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
}

/** The app that `npm start` runs, in the shell the Playwright project is named after. */
export const test = base.extend<{ weft: Weft }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  weft: async ({}, provide, info) => {
    const weft = await launch(info.project.name === 'web' ? 'web' : 'electron', { app: root });
    await provide(weft);
    await weft.close();
  },
});

export { expect } from '@playwright/test';
