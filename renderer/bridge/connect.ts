import type { Shell } from '../../shared/ipc/contract.ts';
import { electronShell, type PreloadBridge } from './electron-shell.ts';
import { webShell } from './web-shell.ts';

declare global {
  interface Window {
    /** There in the desktop shell only. */
    readonly weft?: PreloadBridge;
  }
}

/**
 * The shell this page runs in: the desktop's bridge where there is one, else the server the page came from.
 * @param onLost called when a connection to a server ends
 * @throws Error (as a rejection) with a sentence for a person when the server refuses the page
 */
export async function connectShell(onLost: () => void): Promise<Shell> {
  return window.weft ? electronShell(window.weft, window) : webShell(window, onLost);
}
