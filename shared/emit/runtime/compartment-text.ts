import { tokensOf, type Token } from '../../body/parse.ts';

/**
 * Texts that the compartment refuses wherever they stand, also inside a string, because they might be an HTML
 * comment, an import or an evaluation to somebody who does not parse. Here they are written another way with the
 * same meaning: `'a --> b'` as `'a --\x3e b'`, `i-->0` as `i-- >0`.
 *
 * What is code and means it (`import(…)`) stays, and is refused. A tagged template that looks at its raw strings sees
 * the difference.
 */
const SUSPICIOUS = /<!--|-->|\bimport(?=\s*(?:\(|\/[/*]))|\beval(?=\s*\()/g;

export function forCompartment(code: string): string {
  const found = [...code.matchAll(SUSPICIOUS)];
  if (found.length === 0) return code;
  const tokens = tokensOf(code);
  let text = '';
  let at = 0;
  for (const { 0: match, index } of found) {
    text += code.slice(at, index) + written(match, tokenAt(tokens, index));
    at = index + match.length;
  }
  return text + code.slice(at);
}

function written(match: string, token: Token | null): string {
  const spaced = match === '-->' ? '-- >' : match === '<!--' ? '< !--' : match;
  if (token === null) return spaced;
  switch (token.is) {
    case 'literal':
      // An escape inside the word: whatever stands before it, a backslash included, keeps its meaning.
      if (match === '-->') return '--\\x3e';
      if (match === '<!--') return '<!\\x2d-';
      return match === 'import' ? 'impor\\x74' : 'eva\\x6c';
    case 'comment':
      return match === 'import' || match === 'eval' ? `${match}_` : spaced;
    case 'code':
      return spaced;
  }
}

function tokenAt(tokens: readonly Token[], index: number): Token | null {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).from <= index) low = middle + 1;
    else high = middle;
  }
  const token = tokens[low - 1];
  return token !== undefined && index < token.to ? token : null;
}
