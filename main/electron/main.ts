import path from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme } from 'electron/main';
import type { AppSettings } from '../../shared/ipc/contract.ts';
import { createApp } from '../app/app.ts';
import type { Locale, Platform } from '../app/platform.ts';
import { documentIn } from './arguments.ts';
import { nativeDialogs } from './dialogs.ts';
import { utilityHost } from './host.ts';
import { setMenu } from './menu.ts';
import { pageFolder, prepareSecurity, securePage } from './security.ts';
import { shellText } from './text.ts';
import { connectWindows } from './transport.ts';
import { checkForUpdates } from './updater.ts';
import { openWindow, windowStateFile } from './window.ts';

/** The desktop shell: one window, and the services behind it. */

const bundle = __dirname;

prepareSecurity();
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  if (process.platform === 'win32') app.setAppUserModelId('example.weft.app');
  /** Documents the system asked for before the services were there. */
  let requested = [documentIn(process.argv, process.cwd())].filter((file) => file !== null);
  let openPath = (file: string): void => {
    requested.push(file);
  };

  app.on('open-file', (event, file) => {
    event.preventDefault();
    openPath(file);
  });
  app.on('second-instance', (_event, argv, folder) => {
    const file = documentIn(argv, folder);
    if (file !== null) openPath(file);
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  void app.whenReady().then(async () => {
    const shell = createShell();
    openPath = (file) => void shell.open(file);
    const waiting = requested;
    requested = [];
    for (const file of waiting) openPath(file);
    app.on('activate', () => void shell.show());
    await shell.show();
  });
}

interface DesktopShell {
  /** Opens the window when there is none. */
  show(): Promise<void>;
  open(file: string): Promise<void>;
}

function createShell(): DesktopShell {
  const systemLocale: Locale = /^zh\b/i.test(app.getLocale()) ? 'zh-CN' : 'en';
  let locale = systemLocale;
  let window: BrowserWindow | null = null;
  let opening: Promise<void> | null = null;

  const platform: Platform = {
    shell: 'electron',
    version: app.getVersion(),
    userData: app.getPath('userData'),
    systemLocale: () => systemLocale,
    ...nativeDialogs(
      () => locale,
      () => window,
    ),
    addRecent: (file) => app.addRecentDocument(file),
    settingsChanged(settings: AppSettings) {
      locale = settings.locale === 'system' ? systemLocale : settings.locale;
      nativeTheme.themeSource = settings.theme;
      showMenu();
    },
    spawnHost: (options) => utilityHost(path.join(bundle, 'runtime-host.cjs'), options),
  };

  const showMenu = (): void =>
    setMenu({
      locale,
      mac: process.platform === 'darwin',
      developer: !app.isPackaged,
      onCommand: (id) => {
        if (window) windows.peerOf(window.webContents)?.emit('menu.command', { id });
      },
      onCheckUpdates: () => void checkForUpdates(locale),
    });

  securePage(pageFolder(bundle));
  const services = createApp(platform);
  const windows = connectWindows(services, (url) => console.error(`A message from ${url} was refused.`));
  const state = windowStateFile(platform.userData);
  showMenu();

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void services.close().finally(() => {
      closed = true;
      app.quit();
    });
  });

  const mayClose = async (closing: BrowserWindow): Promise<boolean> => {
    const peer = windows.peerOf(closing.webContents);
    return peer === null || services.closing(peer);
  };

  const open = async (): Promise<void> => {
    const opened = await openWindow({
      preload: path.join(bundle, 'preload.cjs'),
      icon: path.join(app.getAppPath(), 'assets/app-icons/png/256.png'),
      title: shellText(locale, 'appName'),
      state,
      mayClose,
      onCreated: (created) => {
        window = created;
        created.on('closed', () => {
          window = null;
        });
        created.webContents.on('render-process-gone', (_event, { reason }) => {
          if (reason !== 'clean-exit') void offerReload(created, locale);
        });
      },
    });
    opened.focus();
  };

  const show = (): Promise<void> => {
    if (window) {
      window.focus();
      return Promise.resolve();
    }
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  };

  return {
    show,
    async open(file) {
      await services.openPath(file);
      await show();
    },
  };
}

/** The page's process died: the person decides what becomes of the window. */
async function offerReload(window: BrowserWindow, locale: Locale): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: shellText(locale, 'gone'),
    detail: shellText(locale, 'goneDetail'),
    buttons: [shellText(locale, 'reload'), shellText(locale, 'quit')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
