import type { Expression, Function as FunctionNode, Node } from '@babel/types';
import { CHILD_FIELDS } from './child-fields.ts';

/** Small questions about syntax trees. */

export type { FunctionNode };

/** Offsets into the text: every node the parser makes has them. */
export const startOf = (node: Node): number => node.start ?? 0;
export const endOf = (node: Node): number => node.end ?? 0;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Calls `visit` with every node directly below this one, in source order. */
export function eachChild(node: Node, visit: (node: Node) => void): void {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  const listed = FIELDS.get(node.type);
  if (listed === undefined) return searched(fields, visit);
  // Not by an iterator: this is where much of the time of a compilation goes.
  for (let i = 0; i < listed.length; i++) below(fields[listed[i] ?? ''], visit);
}

const FIELDS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(CHILD_FIELDS));

function searched(fields: Readonly<Record<string, unknown>>, visit: (node: Node) => void): void {
  for (const key in fields) if (key !== 'loc' && key !== 'extra') below(fields[key], visit);
}

function below(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) {
    if (isNode(value)) visit(value);
    return;
  }
  const items = value as readonly unknown[];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (isNode(item)) visit(item);
  }
}

/** Calls `visit` with every node of a function's own code: functions inside it are visited, not entered. */
export function eachOwn(node: Node, visit: (node: Node) => void): void {
  eachChild(node, (child) => {
    visit(child);
    if (!isFunction(child)) eachOwn(child, visit);
  });
}

export function isFunction(node: Node): node is FunctionNode {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return true;
    default:
      return false;
  }
}

export function isLoop(node: Node): boolean {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    default:
      return false;
  }
}

/** The expression without parentheses, `as T`, `satisfies T`, `!` and the like around it. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** The name of a member that is known before running: `a.b` or `a['b']`. */
export function memberName(node: Node): string | null {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return node.property.type === 'StringLiteral' ? node.property.value : null;
}

/** The key of a property, a method or an interface member. */
export function keyName(key: Node, computed: boolean): string | null {
  if (key.type === 'Identifier') return computed ? null : key.name;
  return key.type === 'StringLiteral' ? key.value : null;
}

/** The arguments of a call, or null where one is spread. */
export function plainArguments(args: readonly Node[]): readonly Expression[] | null {
  return args.some((arg) => arg.type === 'SpreadElement' || arg.type === 'ArgumentPlaceholder')
    ? null
    : (args as readonly Expression[]);
}
