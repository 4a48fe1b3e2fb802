import type { Json } from '../../base/json.ts';

/** A drawn case of a select: what it waits for, what runs then, and whether the loop goes on. */
export type DrawnCase = {
  /** TypeScript statements; they may `return`. */
  readonly body: string;
  readonly next: 'loop' | 'stop';
} & (
  | {
      readonly on: 'receive';
      /** A port of the block's list. */
      readonly port: string;
      /** The names the body has for what arrived and for whether a send delivered it; empty: none. */
      readonly value: string;
      readonly ok: string;
    }
  | {
      readonly on: 'send';
      readonly port: string;
      /** An expression, evaluated each time round (SE-1). */
      readonly value: string;
    }
  /** Milliseconds, counted anew each time round (SE-15). */
  | { readonly on: 'after'; readonly after: number }
  | { readonly on: 'done'; readonly port: string }
  | { readonly on: 'default' }
);

export const CASE_KINDS = [
  'receive',
  'send',
  'after',
  'done',
  'default',
] as const satisfies readonly DrawnCase['on'][];

/** The longest a case may wait: a day. */
const MAX_AFTER = 86_400_000;

/** A case as it stands in a document, or the name of the field that does not fit. */
export function readCase(json: Json): DrawnCase | { readonly wrong: string } {
  if (typeof json !== 'object' || json === null || isList(json)) return { wrong: 'case' };
  const on = CASE_KINDS.find((kind) => kind === json['on']);
  if (on === undefined) return { wrong: 'on' };
  const { body = '', next = 'loop', port = '', value = '', ok = '', after = 0 } = json;
  if (typeof body !== 'string') return { wrong: 'body' };
  if (next !== 'loop' && next !== 'stop') return { wrong: 'next' };
  const common = { body, next } as const;
  switch (on) {
    case 'receive':
      if (!isName(port)) return { wrong: 'port' };
      if (typeof value !== 'string') return { wrong: 'value' };
      if (typeof ok !== 'string') return { wrong: 'ok' };
      return { ...common, on, port, value, ok };
    case 'send':
      if (!isName(port)) return { wrong: 'port' };
      return typeof value === 'string' ? { ...common, on, port, value } : { wrong: 'value' };
    case 'after':
      return typeof after === 'number' && after >= 0 && after <= MAX_AFTER
        ? { ...common, on, after }
        : { wrong: 'after' };
    case 'done':
      return isName(port) ? { ...common, on, port } : { wrong: 'port' };
    case 'default':
      return { ...common, on };
  }
}

const isName = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
