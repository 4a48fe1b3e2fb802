import type { EdgeId, NodeId } from '../base/ids.ts';

/**
 * What is wrong with a document, as values. Each code has its sentence in `shared/text` under
 * `finding.<code>`, in every language, filled from `values`.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly place: Place;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Where a finding points; the more it can say the better. */
export interface Place {
  readonly node?: NodeId;
  readonly edge?: EdgeId;
  readonly port?: string;
  /** The parameter, for instance `body`. */
  readonly param?: string;
  /** 1-based, within the parameter's text (or the file's, when there is no node). */
  readonly line?: number;
  readonly column?: number;
  /** Dotted path within the file: `nodes.3.params`. */
  readonly path?: string;
}

export type FindingCode =
  // the file
  | 'file-not-json'
  | 'file-too-large'
  | 'file-not-weft'
  | 'file-newer-version'
  | 'file-bad-shape'
  | 'duplicate-id'
  | 'dangling-edge'
  | 'unknown-group'
  // the drawing
  | 'unknown-block'
  | 'unknown-port'
  | 'port-mismatch'
  | 'port-type-syntax'
  | 'duplicate-port'
  | 'unwired-port'
  | 'nil-channel'
  | 'too-many-wires'
  | 'bad-param'
  | 'unknown-param'
  | 'name-taken'
  | 'input-taken'
  | 'two-mains'
  | 'main-replicas'
  | 'no-goroutine'
  | 'no-sender'
  | 'no-receiver'
  | 'never-closed'
  | 'bad-types'
  | 'parent-cycle'
  // a body
  | 'syntax'
  | 'unknown-name'
  | 'forbidden-name'
  | 'missing-await'
  | 'needless-await'
  | 'wrong-direction'
  | 'not-a-case'
  | 'not-supported';

export const error = (
  code: FindingCode,
  place: Place,
  values: Record<string, string | number> = {},
): Finding => ({ code, severity: 'error', place, values });

export const warning = (
  code: FindingCode,
  place: Place,
  values: Record<string, string | number> = {},
): Finding => ({ code, severity: 'warning', place, values });

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.severity === 'error');
