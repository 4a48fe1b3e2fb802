/** What the page and the web shell agree on before the first call. */

export const SOCKET_PATH = '/ws';

/** The sub-protocol the server answers with; the token travels as a second one and is never echoed. */
export const SUBPROTOCOL = 'weft.v1';

const PREFIX = 'token.';

export const tokenProtocol = (token: string): string => `${PREFIX}${token}`;

/** The token among the sub-protocols a page offered, or null. */
export function offeredToken(protocols: readonly string[]): string | null {
  if (!protocols.includes(SUBPROTOCOL)) return null;
  const offered = protocols.filter((name) => name.startsWith(PREFIX));
  return offered.length === 1 ? (offered[0]?.slice(PREFIX.length) ?? null) : null;
}
