import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Every kind of file the built page consists of; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * The names a build gives its files. Nothing is decoded and nothing normalised: a path with a percent sign, a
 * backslash, a dot segment, an empty segment or a hidden file in it is simply not the path of a file we have.
 */
const PLAIN = /^(?:\/[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*)+$/;

/** Where the file of a request lies, or null. `pathname` is taken as it came, still encoded; `/` is the page. */
export function pageFile(root: string, pathname: string): string | null {
  const asked = pathname === '/' ? '/index.html' : pathname;
  if (asked.length > 512 || !PLAIN.test(asked) || !(path.posix.extname(asked) in TYPES)) return null;
  const file = path.join(root, ...asked.slice(1).split('/'));
  return file.startsWith(root + path.sep) ? file : null;
}

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly type: string;
}

/** Reads a file of the page; null when there is none of that name. */
export async function readPageFile(root: string, pathname: string): Promise<PageFile | null> {
  const file = pageFile(root, pathname);
  if (file === null) return null;
  try {
    return { body: await readFile(file), type: TYPES[path.extname(file)] ?? 'application/octet-stream' };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw cause;
  }
}
