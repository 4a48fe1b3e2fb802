import type { Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';

/**
 * JSON text to a value, saying where it breaks. `JSON.parse` alone does not: its message differs from engine to
 * engine and may hold no position.
 */
export interface JsonError {
  readonly problem: 'syntax' | 'too-deep';
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/** Deeper than any document; shallow enough for every reader that recurses. */
export const MAX_DEPTH = 100;

export function parseJson(text: string): Result<Json, JsonError> {
  const deep = firstTooDeep(text);
  if (deep !== null) return err({ problem: 'too-deep', ...position(text, deep) });
  try {
    return ok(JSON.parse(text) as Json);
  } catch {
    return err({ problem: 'syntax', ...position(text, firstError(text)) });
  }
}

/** Line and column, both 1-based, of an offset. */
export function position(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end === -1 || end >= offset) return { line, column: offset - start + 1 };
    line++;
    start = end + 1;
  }
}

/** Offset of the bracket that goes past `MAX_DEPTH`. */
function firstTooDeep(text: string): number | null {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH) return i;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return null;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Offset of the first character no JSON text could have there. The text is known to be wrong, and shallow. */
function firstError(text: string): number {
  let at = 0;

  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    return true;
  };
  const char = (c: string): boolean => {
    skip(SPACE);
    if (text[at] !== c) return false;
    at++;
    return true;
  };

  const list = (close: string, item: () => boolean): boolean => {
    if (char(close)) return true;
    do {
      if (!item()) return false;
    } while (char(','));
    return char(close);
  };
  const value = (): boolean => {
    if (char('{')) return list('}', () => (skip(SPACE), skip(STRING)) && char(':') && value());
    if (char('[')) return list(']', value);
    return skip(STRING) || skip(SCALAR);
  };

  if (value()) skip(SPACE);
  return at;
}
