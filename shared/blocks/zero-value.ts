import type { Json } from '../base/json.ts';
import { parseDeclarations } from '../body/parse.ts';
import { normaliseType } from './ports.ts';

/**
 * The zero value of an element type, as `{ zero }`, where it has one: 0, "" and false for numbers, texts and
 * booleans, null for types that admit it, and what an alias of the document's declarations stands for. Empty for
 * the rest: a receive from the closed channel yields undefined.
 */
export function zeroValue(elem: string, types: string): { readonly zero?: Json } {
  const zero = zeroOf(normaliseType(elem), types, 0);
  return zero === undefined ? {} : { zero };
}

const ZEROS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['number', 0],
  ['string', ''],
  ['boolean', false],
  ['null', null],
]);

function zeroOf(type: string, types: string, depth: number): Json | undefined {
  if (ZEROS.has(type)) return ZEROS.get(type);
  if (type.endsWith('|null') || type.startsWith('null|')) return null;
  // Aliases of aliases, but not for ever: `type A = B; type B = A`.
  if (depth > 8 || types === '' || !/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(type)) return undefined;
  const alias = aliasOf(type, types);
  return alias === null ? undefined : zeroOf(normaliseType(alias), types, depth + 1);
}

/** What stands behind `type <name> =`, or null. */
function aliasOf(name: string, types: string): string | null {
  for (const statement of parseDeclarations(types).tree ?? []) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner?.type !== 'TSTypeAliasDeclaration' || inner.id.name !== name) continue;
    const { start, end } = inner.typeAnnotation;
    return types.slice(start ?? 0, end ?? 0);
  }
  return null;
}
