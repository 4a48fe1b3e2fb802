/**
 * The page's content security policy requires trusted types. This is the one policy of ours: a plain string may
 * become the address of a worker when it is a file of this app; no string becomes HTML or script. Import it before
 * anything that starts a worker.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

/** The address when it is a file of the app at `base`, else null, which the browser refuses. */
export function ownScript(url: string, base: string): string | null {
  const root = new URL('./', base);
  const target = new URL(url, base);
  // `URL.origin` is opaque for the desktop's scheme, so its parts are compared.
  const own =
    target.protocol === root.protocol &&
    target.host === root.host &&
    target.username === '' &&
    target.pathname.startsWith(`${root.pathname}assets/`);
  return own ? url : null;
}

export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => ownScript(url, document.baseURI),
  });
}
