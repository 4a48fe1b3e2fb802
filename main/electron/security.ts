import path from 'node:path';
import { shell } from 'electron/common';
import { app, protocol, session } from 'electron/main';
import type { IpcMainEvent, Session, WebContents } from 'electron/main';
import { readPageFile } from '../app/page-files.ts';
import { pageHeaders } from '../app/page-policy.ts';
import { outsideUrl } from './outside.ts';

/**
 * The walls around the page. It is our own, but what runs in it may one day not be: nothing here relies on the page
 * behaving.
 */

const SCHEME = 'app';
/** The page's origin. `URL.origin` of a scheme Node does not know is "null", so origins are compared as text. */
export const ORIGIN = `${SCHEME}://bundle`;
export const PAGE_URL = `${ORIGIN}/index.html`;

/** Before the app is ready: what the page's scheme may do, and the sandbox for every renderer there will be. */
export function prepareSecurity(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** Once the app is ready. @param page folder of the built page */
export function securePage(page: string): void {
  lockSession(session.defaultSession);
  protocol.handle(SCHEME, (request) => servePage(page, request.url));
}

/** True for a message from the top frame of a window of ours, showing a page of ours. */
export function isTrusted(event: Pick<IpcMainEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${ORIGIN}/`);
}

async function servePage(page: string, address: string): Promise<Response> {
  const url = new URL(address);
  const file = url.host === 'bundle' ? await readPageFile(page, url.pathname) : null;
  const headers = pageHeaders();
  return file
    ? new Response(file.body, { status: 200, headers: { ...headers, 'content-type': file.type } })
    : new Response('not found', { status: 404, headers });
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const outside = outsideUrl(url);
    if (outside !== null) void shell.openExternal(outside);
    return { action: 'deny' };
  });
  const stay = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    preventDefault(): void;
  }): void => {
    // A page may load itself again; it may go nowhere else.
    if (!event.isMainFrame || event.url !== PAGE_URL) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Schemes a page may load from at all; the content security policy decides further. */
const LOADABLE: readonly string[] = [`${SCHEME}:`, 'devtools:', 'data:', 'blob:'];

function lockSession(locked: Session): void {
  locked.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  locked.setPermissionCheckHandler(() => false);
  locked.setDevicePermissionHandler(() => false);
  locked.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !LOADABLE.some((scheme) => url.startsWith(scheme)) });
  });
  // A drawing the page made itself may be saved: Electron asks where.
  locked.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) event.preventDefault();
  });
}

/** Folder of the built page, beside this bundle's. */
export const pageFolder = (bundle: string): string => path.join(bundle, '../renderer');
