import type { Finding } from '../compile/findings.ts';
import type { GraphDocument } from '../graph/document.ts';
import { find } from '../graph/edits.ts';
import { isMessage, message, type Locale } from './format.ts';

/** A finding as a sentence: what is wrong, then what to do. */
export function findingText(finding: Finding, locale: Locale): string {
  const { code, values } = finding;
  const candidates = [`finding.${code}.${variantOf(finding)}`, `finding.${code}`];
  const key = candidates.find(isMessage);
  return key === undefined ? code : message(locale, key, { ...values, ...labels(values, locale) });
}

/** Where one code has several sentences, its values say which. */
function variantOf({ code, values }: Finding): string {
  if (code === 'forbidden-name') return (values['instead'] ?? '') === '' ? '' : 'instead';
  return String(values['why'] ?? values['problem'] ?? values['what'] ?? '');
}

/**
 * A parameter is called by its label, where the finding says of which kind of block it is; a type by its words. The
 * common mistakes of syntax have sentences of ours, the others the parser's.
 */
function labels(
  { kind, param, expected, syntax, what = '' }: Finding['values'],
  locale: Locale,
): Finding['values'] {
  const name = `param.${kind}.${param}`;
  const type = `expected.${expected}`;
  const mistake = `syntax.${syntax}`;
  return {
    ...(isMessage(mistake) ? { message: message(locale, mistake, { what }) } : {}),
    ...(isMessage(name) ? { param: message(locale, name) } : {}),
    ...(isMessage(type) ? { expected: message(locale, type) } : {}),
  };
}

/** Where a finding points, in words; empty when it points nowhere. */
export function placeText(finding: Finding, document: GraphDocument | null, locale: Locale): string {
  const { node, line, column = 1, path } = finding.place;
  const name = node === undefined || document === null ? null : (find(document.nodes, node)?.name ?? node);
  if (name !== null) {
    return line === undefined
      ? message(locale, 'place.node', { name })
      : message(locale, 'place.node-line', { name, line, column });
  }
  if (line !== undefined) return message(locale, 'place.line', { line, column });
  return path === undefined ? '' : message(locale, 'place.path', { path });
}
