import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { offeredToken, SOCKET_PATH } from '../../shared/ipc/web-handshake.ts';

/**
 * Who may speak to the server on this machine's loopback: only a page it served itself, opened by the person who
 * started it. Other programs' pages can reach the port, so every request must name this exact host (a rebound name
 * does not), every socket this exact origin, and every socket a token.
 */

/** A visitor that was turned away, and why: for the log and the tests. */
export type Refusal = 'host' | 'origin' | 'method' | 'cross-site' | 'path' | 'token';

export interface Address {
  /** `127.0.0.1:8123`: what the Host header must say. */
  readonly host: string;
  /** `http://127.0.0.1:8123`: what the Origin header must say. */
  readonly origin: string;
}

export const loopback = (port: number): Address => ({
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
});

/** Why a request for a file is refused, or null. */
export function refusePage(request: IncomingMessage, address: Address): Refusal | null {
  if (request.headers.host !== address.host) return 'host';
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'method';
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  // A link on another site may lead here: the page it opens has no token, and the opener is cut off from it.
  const visit =
    request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
  return visit ? null : 'cross-site';
}

/** Why a socket is refused, or its session; a launch token that passes is spent. */
export function refuseSocket(request: IncomingMessage, address: Address, tokens: Tokens): Refusal | Admitted {
  if (request.url !== SOCKET_PATH) return 'path';
  if (request.headers.host !== address.host) return 'host';
  if (request.headers.origin !== address.origin) return 'origin';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const session = tokens.exchange(offeredToken(offered));
  return session === null ? 'token' : { session };
}

export interface Admitted {
  readonly session: string;
}

/** Sessions one server keeps; the oldest goes first. */
const MAX_SESSIONS = 32;

/**
 * Two kinds of token, 192 bits each. A *launch* token stands in the fragment of the address a person opens, which no
 * request, log or Referer carries, and works once: it is exchanged for a *session* token, which the tab keeps in its
 * session storage to survive a reload. No cookie: cookies are shared by every port of 127.0.0.1.
 */
export class Tokens {
  private launch: string | null = null;
  private sessions: string[] = [];

  /** A new launch token; the one before stops working. */
  mint(): string {
    this.launch = randomBytes(24).toString('base64url');
    return this.launch;
  }

  /** The session for a token somebody offered; null when the token is worth nothing. */
  exchange(offered: string | null): string | null {
    if (offered === null) return null;
    if (this.sessions.some((session) => same(session, offered))) return offered;
    if (this.launch === null || !same(this.launch, offered)) return null;
    this.launch = null;
    const session = randomBytes(24).toString('base64url');
    this.sessions = [...this.sessions, session].slice(-MAX_SESSIONS);
    return session;
  }
}

/** In a time that says nothing about where, or whether by length, two tokens differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
