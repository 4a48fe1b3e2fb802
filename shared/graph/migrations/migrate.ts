import type { Json } from '../../base/json.ts';
import { error, type Finding } from '../../compile/findings.ts';

/** The version this program writes. */
export const VERSION = 1;

/** One step: the file's JSON as version `from` wrote it, to version `from + 1`. */
export interface Migration {
  readonly from: number;
  readonly up: (json: JsonObject) => JsonObject;
}

export type JsonObject = { readonly [key: string]: Json };

/**
 * Every step ever shipped, oldest first. A change to the format adds a file beside this one, its line here, and
 * a fixture of the file as it was in `fixtures/`.
 */
export const MIGRATIONS: readonly Migration[] = [];

export interface Migrated {
  /** Null when a finding is an error. */
  readonly json: JsonObject | null;
  readonly findings: readonly Finding[];
}

/** A file's JSON, whatever its version, to JSON of version `to`. */
export function migrate(
  json: Json,
  steps: readonly Migration[] = MIGRATIONS,
  to: number = VERSION,
): Migrated {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse('file-not-weft', {});
  let current = json as JsonObject;
  const version = current['weft'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('file-not-weft', {});
  }
  if (version > to) return refuse('file-newer-version', { version, current: to });
  for (let at = version; at < to; at++) {
    const step = steps.find((candidate) => candidate.from === at);
    if (step === undefined) return refuse('file-not-weft', {});
    current = { ...step.up(current), weft: at + 1 };
  }
  return { json: current, findings: [] };
}

const refuse = (
  code: 'file-not-weft' | 'file-newer-version',
  values: Record<string, string | number>,
): Migrated => ({ json: null, findings: [error(code, { path: 'weft' }, values)] });
