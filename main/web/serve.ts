import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createApp } from '../app/app.ts';
import { defaultUserData, webPlatform } from './platform.ts';
import { startServer, type WebServer } from './server.ts';

export interface ServeOptions {
  /** Port on 127.0.0.1; 0 or nothing for any free one. */
  readonly port?: number;
  /** A document to open in the first page. */
  readonly open?: string | undefined;
  /** Where the app keeps its own files; nothing for the system's usual place. */
  readonly userData?: string;
  /** Where documents and exports go; nothing for `Weft` in the home folder. */
  readonly documents?: string;
}

/**
 * The app in a browser: the same page, the same services, on this machine's loopback. Not part of what is packaged.
 * @throws NodeJS.ErrnoException (as a rejection) when the port cannot be had
 */
export async function serve(options: ServeOptions = {}): Promise<WebServer> {
  const built = __dirname;
  const { version } = JSON.parse(readFileSync(path.join(built, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const app = createApp(
    webPlatform({
      version,
      userData: options.userData ?? defaultUserData(),
      documents: options.documents ?? path.join(homedir(), 'Weft'),
    }),
  );
  const server = await startServer({
    port: options.port ?? 0,
    page: path.join(built, '../renderer'),
    app,
    onAbandoned: (url) => console.log(`The page was closed. Open it again:\n\n  ${url}\n`),
  });
  if (options.open !== undefined) await app.openPath(options.open);
  return server;
}
