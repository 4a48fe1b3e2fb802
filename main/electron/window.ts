import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron/main';
import { z } from 'zod';
import { JsonFile } from '../app/json-file.ts';
import { MIN, placeWindow, type WindowState } from './placement.ts';
import { PAGE_URL } from './security.ts';

const number = z.number().int().min(-100_000).max(100_000);
const stateSchema: z.ZodType<WindowState> = z.object({
  bounds: z.object({ x: number, y: number, width: number, height: number }).nullable(),
  maximized: z.boolean(),
});

export const windowStateFile = (userData: string): JsonFile<WindowState> =>
  new JsonFile(path.join(userData, 'window.json'), stateSchema, { bounds: null, maximized: false });

/** Surfaces of the window's two themes, so that it does not flash before the page has drawn. */
const BACKGROUND = { dark: '#101215', light: '#f6f5f2' };

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  readonly state: JsonFile<WindowState>;
  /** The window exists; its page is not loaded yet. */
  readonly onCreated: (window: BrowserWindow) => void;
  /** Asked when the window wants to close; false keeps it open. */
  readonly mayClose: (window: BrowserWindow) => Promise<boolean>;
}

/** Opens the window. The page is loaded, and shown once it has drawn. */
export async function openWindow(options: WindowOptions): Promise<BrowserWindow> {
  const state = await options.state.read();
  const window = new BrowserWindow({
    ...placeWindow(state, screen.getAllDisplays()),
    minWidth: MIN.width,
    minHeight: MIN.height,
    show: false,
    title: options.title,
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    // The page draws the menus; these are one Alt away. macOS has its own bar.
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  guardClose(window, options);
  options.onCreated(window);
  await window.loadURL(PAGE_URL);
  return window;
}

/** A window closes once what it holds may go; how it looked is kept for the next time. */
function guardClose(window: BrowserWindow, { mayClose, state }: WindowOptions): void {
  let asking = false;
  let agreed = false;
  const ask = async (): Promise<void> => {
    asking = true;
    try {
      agreed = await mayClose(window);
      if (!agreed || window.isDestroyed()) return;
      await state.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
      window.close();
    } finally {
      asking = false;
    }
  };
  window.on('close', (event) => {
    if (agreed) return;
    event.preventDefault();
    if (!asking) void ask();
  });
}
