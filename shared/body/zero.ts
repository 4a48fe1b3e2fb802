import type { Node, TSType, TSTypeElement } from '@babel/types';
import type { Json } from '../base/json.ts';
import { parseTypes, parseType } from './parse.ts';
import { keyName } from './syntax.ts';

/**
 * The zero value of a type, as Go has it: 0, '', false; an object with the zero value of each field for an
 * interface or an object type of the document; null where the type admits it. Undefined, which stands for nil,
 * for arrays, functions, unions and whatever else has none.
 * @param type TypeScript, as written behind a colon
 * @param types the document's type declarations
 */
export function zeroOf(type: string, types: string): Json | undefined {
  const node = parseType(type);
  return node === null ? undefined : zero(node, { declared: declarations(types), lacks: false }, new Set());
}

/** True when `zeroOf` has all fields the type asks for: arrays, for instance, have no zero value to be written. */
export function isWholeZero(type: string, types: string): boolean {
  const node = parseType(type);
  const known: Known = { declared: declarations(types), lacks: false };
  return node !== null && zero(node, known, new Set()) !== undefined && !known.lacks;
}

type Declarations = ReadonlyMap<string, Node>;

interface Known {
  readonly declared: Declarations;
  /** A field was left out. */
  lacks: boolean;
}

let last: { readonly text: string; readonly declarations: Declarations } | null = null;

/** Asked for many element types of one document. */
function declarations(text: string): Declarations {
  if (last?.text === text) return last.declarations;
  const found = new Map<string, Node>();
  for (const node of parseTypes(text).tree ?? []) {
    const inner = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (inner?.type === 'TSInterfaceDeclaration' || inner?.type === 'TSTypeAliasDeclaration') {
      found.set(inner.id.name, inner);
    }
  }
  last = { text, declarations: found };
  return found;
}

function zero(node: TSType, known: Known, within: ReadonlySet<string>): Json | undefined {
  switch (node.type) {
    case 'TSNumberKeyword':
      return 0;
    case 'TSStringKeyword':
      return '';
    case 'TSBooleanKeyword':
      return false;
    case 'TSNullKeyword':
      return null;
    case 'TSParenthesizedType':
    case 'TSTypeOperator':
      return zero(node.typeAnnotation, known, within);
    case 'TSUnionType':
      return node.types.some((one) => one.type === 'TSNullKeyword') ? null : undefined;
    case 'TSTypeLiteral':
      return objectOf(node.members, known, within);
    case 'TSTypeReference':
      return named(node, known, within);
    default:
      return undefined;
  }
}

function named(
  node: Extract<TSType, { type: 'TSTypeReference' }>,
  known: Known,
  within: ReadonlySet<string>,
): Json | undefined {
  // Type arguments, and a type within itself, have no zero value that could be written down.
  if (node.typeName.type !== 'Identifier' || node.typeParameters || within.has(node.typeName.name))
    return undefined;
  const declared = known.declared.get(node.typeName.name);
  const inner = new Set([...within, node.typeName.name]);
  if (declared?.type === 'TSTypeAliasDeclaration') return zero(declared.typeAnnotation, known, inner);
  return declared?.type === 'TSInterfaceDeclaration' ? ofInterface(declared, known, inner) : undefined;
}

function ofInterface(
  node: Extract<Node, { type: 'TSInterfaceDeclaration' }>,
  known: Known,
  within: ReadonlySet<string>,
): Json | undefined {
  const own = objectOf(node.body.body, known, within);
  let whole: Readonly<Record<string, Json>> | undefined = own;
  for (const { expression } of node.extends ?? []) {
    const base = expression.type === 'Identifier' ? known.declared.get(expression.name) : undefined;
    if (base?.type !== 'TSInterfaceDeclaration' || within.has(base.id.name)) return undefined;
    const inherited = ofInterface(base, known, new Set([...within, base.id.name]));
    if (inherited === undefined || whole === undefined) return undefined;
    whole = { ...(inherited as Readonly<Record<string, Json>>), ...whole };
  }
  return whole;
}

/** Fields without a zero value are left out, as are optional ones; with a method there is no plain object. */
function objectOf(
  members: readonly TSTypeElement[],
  known: Known,
  within: ReadonlySet<string>,
): Readonly<Record<string, Json>> | undefined {
  const fields: Record<string, Json> = {};
  for (const member of members) {
    if (member.type !== 'TSPropertySignature') return undefined;
    const name = keyName(member.key, member.computed === true);
    if (name === null) return undefined;
    if (member.optional === true) continue;
    const value = member.typeAnnotation
      ? zero(member.typeAnnotation.typeAnnotation, known, within)
      : undefined;
    if (value === undefined) known.lacks = true;
    else fields[name] = value;
  }
  return fields;
}
