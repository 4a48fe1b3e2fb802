/**
 * The page's content security policy requires trusted types. This is the one policy of ours: a plain string may
 * become the address of a worker when it is a file of this app; no string becomes HTML or script. Import it before
 * anything that starts a worker.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: object): object;
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
    createScriptURL: (url: string) => ownScript(url, document.baseURI),
  });
}

/**
 * `MonacoEnvironment.createTrustedTypesPolicy`: set it before the code editor is loaded. The editor makes one of its
 * policies twice, which the page's policy refuses; here it gets the first one again.
 */
export function editorPolicies(
  factory: TrustedTypes | undefined = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes,
): (name: string, rules?: object) => object | undefined {
  const made = new Map<string, object>();
  return (name, rules = {}) => {
    const known = made.get(name) ?? factory?.createPolicy(name, rules);
    if (known) made.set(name, known);
    return known;
  };
}
