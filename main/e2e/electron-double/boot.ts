import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { makeDialog } from './dialog.ts';
import { Doubled, doubleEvent } from './doubled.ts';
import { IpcMain } from './ipc-main.ts';
import { Menu, MenuItem, setMenuActions } from './menu.ts';
import { guard } from './missing.ts';
import { MessageChannelMain } from './ports.ts';
import { Schemes } from './schemes.ts';
import { Session } from './session.ts';
import { makeUtilityProcess } from './utility-process.ts';
import type { WebContents } from './web-contents.ts';

/**
 * Stands where the Electron executable would: makes the `electron` modules, starts Chromium, and runs the app's main
 * file, unmodified. Loaded before the main file by `electron-double/electron`.
 */

declare global {
  /** Playwright calls it once it is connected. */
  var __playwright_run: () => void;
}

const built = __dirname;
const require = createRequire(__filename);
const electronVersion = (require('electron/package.json') as { version: string }).version;

// As in Electron: the executable, then what it was given.
process.argv = [process.argv[0] ?? process.execPath, ...process.argv.slice(2)];

const option = (name: string): string | undefined =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3);

const given = process.argv.slice(1).find((text) => !text.startsWith('-')) ?? '.';
const target = path.resolve(given);
const folder = statSync(target).isDirectory() ? target : path.dirname(target);
const mainFile =
  folder === target
    ? path.join(
        folder,
        (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { main: string }).main,
      )
    : target;

const named = option('user-data-dir');
const profile = named ?? mkdtempSync(path.join(tmpdir(), 'electron-double-'));
mkdirSync(profile, { recursive: true });

let chromium: Chromium | null = null;
const end = (code: number): void => {
  chromium?.process.kill('SIGKILL');
  // The last lines of a process may still be on their way out.
  setTimeout(() => process.exit(code), 20);
};
process.once('exit', () => {
  chromium?.process.kill('SIGKILL');
  if (named === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
});

const app = new App({ folder, profile, windows: () => BrowserWindow.getAllWindows(), exit: end });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.exit(1));
const record = (what: string, ...details: readonly unknown[]): void => {
  app.recorded.push([what, ...details]);
};

const schemes = new Schemes(() => app.isReady());
const session = new Session();
const ipcMain = new IpcMain();
const contents = (): WebContents[] => BrowserWindow.getAllWindows().map((window) => window.webContents);

async function startBrowser(): Promise<void> {
  chromium = await startChromium(profile);
  const { connection, version } = chromium;
  BrowserWindow.own({
    connection,
    schemes,
    session,
    ipcMain,
    record,
    worldScript: readFileSync(path.join(built, 'page-world.js'), 'utf8'),
    world: {
      tag: `double-${randomBytes(8).toString('hex')}`,
      platform: process.platform,
      versions: { electron: electronVersion, chrome: version, node: process.versions.node },
    },
    isReady: () => app.isReady(),
    announce: (made, window) => {
      app.emit('web-contents-created', doubleEvent({}), made);
      app.emit('browser-window-created', doubleEvent({}), window);
    },
    allClosed: () => {
      if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
      else app.quit();
    },
  });
  await watchPopups();
  process.stderr.write(`DevTools listening on ${chromium.address}\n`);
}

/** `window.open` and links to new windows: the page's handler is asked, and what it denies is closed. */
async function watchPopups(): Promise<void> {
  const { root } = chromium!.connection;
  interface Target {
    readonly targetId: string;
    readonly openerId?: string;
    readonly type: string;
    readonly url: string;
  }
  const asked = new Set<string>();
  const consider = ({ targetInfo }: { targetInfo: Target }): void => {
    const { targetId, openerId, type, url } = targetInfo;
    if (type !== 'page' || openerId === undefined || asked.has(targetId)) return;
    const opener = contents().find((known) => known.targetId === openerId);
    // A popup is blank before it goes where it was sent; an empty one is asked about when it stays so.
    if (!opener || url === '' || url === 'about:blank') return;
    asked.add(targetId);
    const details = { url: schemes.fromWeb(url), frameName: '', features: '', disposition: 'foreground-tab' };
    const { action } = opener.openHandler(details);
    record('window-open', details.url, action);
    if (action === 'deny') void root.send('Target.closeTarget', { targetId });
  };
  root.on('Target.targetCreated', consider);
  root.on('Target.targetInfoChanged', consider);
  root.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.targetId === targetId)
      ?.destroy();
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
}

const display = {
  id: 1,
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
  workAreaSize: { width: 1920, height: 1080 },
  scaleFactor: 1,
};

setMenuActions({ quit: () => app.quit(), closeWindow: () => BrowserWindow.getFocusedWindow()?.close() });

const electron = guard('electron', {
  app,
  BrowserWindow,
  webContents: guard('webContents', {
    getAllWebContents: contents,
    fromDevToolsTargetId: (targetId: string) => contents().find((known) => known.targetId === targetId),
  }),
  ipcMain,
  MessageChannelMain,
  dialog: makeDialog(record),
  Menu,
  MenuItem,
  protocol: guard('protocol', {
    registerSchemesAsPrivileged: schemes.registerSchemesAsPrivileged.bind(schemes),
    handle: schemes.handle.bind(schemes),
  }),
  session: guard('session', { defaultSession: session }),
  shell: guard('shell', {
    openExternal: (url: string): Promise<void> => {
      record('openExternal', url);
      return Promise.resolve();
    },
  }),
  nativeTheme: Object.assign(new Doubled(), { shouldUseDarkColors: false, themeSource: 'system' }),
  screen: guard('screen', { getAllDisplays: () => [display], getPrimaryDisplay: () => display }),
  utilityProcess: guard('utilityProcess', makeUtilityProcess(path.join(built, 'utility-preload.cjs'))),
});

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, parent, isMain) =>
  /^electron(\/(main|common))?$/.test(request) ? electron : load.call(loader, request, parent, isMain);

Object.defineProperties(process, {
  type: { value: 'browser' },
  resourcesPath: { value: built },
  defaultApp: { value: true },
});
Object.defineProperties(process.versions, {
  electron: { value: electronVersion, enumerable: true },
});

globalThis.__playwright_run = () => app.becomeReady();

startBrowser().then(
  () => {
    // Without a driver the app starts by itself, as Electron does.
    if (!process.execArgv.some((text) => text.startsWith('--inspect'))) app.becomeReady();
  },
  (cause: unknown) => {
    console.error(cause);
    process.exit(1);
  },
);
require(mainFile);
