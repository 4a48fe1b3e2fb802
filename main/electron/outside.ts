/** Hosts a link in the window may open in the person's browser. */
const OUTSIDE_HOSTS: readonly string[] = ['weft.example', 'go.dev', 'pkg.go.dev', 'www.typescriptlang.org'];

/** The address when a person's browser may be sent there, else null. */
export function outsideUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return plain && OUTSIDE_HOSTS.includes(url.hostname) ? url.href : null;
}
