/**
 * Custom schemes over a browser that knows only the web's: `app://bundle/x` is served as
 * `https://bundle.app.electron-double.invalid/x`, an address no name server answers.
 */

const SUFFIX = 'electron-double.invalid';

type Handler = (request: Request) => Response | Promise<Response>;

interface Privileges {
  readonly scheme: string;
  readonly privileges?: {
    readonly standard?: boolean;
    readonly secure?: boolean;
    readonly supportFetchAPI?: boolean;
  };
}

export class Schemes {
  readonly #handlers = new Map<string, Handler>();
  readonly #privileged: Privileges[] = [];
  readonly #ready: () => boolean;

  constructor(isReady: () => boolean) {
    this.#ready = isReady;
  }

  registerSchemesAsPrivileged(list: readonly Privileges[]): void {
    if (this.#ready())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.#privileged.push(...list);
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#ready()) throw new Error('protocol.handle can only be called after app is ready');
    const { privileges } = this.#privileged.find((known) => known.scheme === scheme) ?? {};
    // Without these a page of the scheme has no origin, no storage and no fetch: Electron would show a broken page.
    if (!privileges?.standard || !privileges.secure || !privileges.supportFetchAPI)
      throw new Error(
        `electron double: ${scheme}: must be registered as standard, secure and supportFetchAPI`,
      );
    this.#handlers.set(scheme, handler);
  }

  handlerOf(url: string): Handler | undefined {
    return this.#handlers.get(schemeOf(url));
  }

  /** The address the browser is given for one of the app's. */
  toWeb(url: string): string {
    const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
    return this.#handlers.has(scheme) ? `https://${host}.${scheme}.${SUFFIX}${rest || '/'}` : url;
  }

  /** The app's address for one of the browser's. */
  fromWeb(url: string): string {
    const match = /^(blob:)?https:\/\/([^/]*)\.([a-z0-9+-]+)\.electron-double\.invalid(\/.*)?$/.exec(url);
    return match ? `${match[1] ?? ''}${match[3]}://${match[2]}${match[4] ?? '/'}` : url;
  }
}

export const schemeOf = (url: string): string => /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
