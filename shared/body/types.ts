import type { Node, Statement, TSType } from '@babel/types';
import { declared } from './declared.ts';
import { parseType } from './parse.ts';
import { isRuntimeType, runtimeTypeNode, runtimeValueNode } from './runtime-names.ts';
import { patternNames, type Binding } from './scope-walk.ts';
import type { Scopes } from './scopes.ts';
import { isFunction, keyName, memberName, unwrap, type FunctionNode } from './syntax.ts';

/**
 * As much of TypeScript's types as it takes to know a channel from an array: which operation waits, and on what.
 * What cannot be told is null, and then nothing is assumed.
 */
export type Ty =
  /** Something with members: a type of the runtime, of the document, or of the body. */
  | { readonly is: 'object'; readonly name: string | null; readonly members: Members; readonly env: Env }
  | { readonly is: 'array'; readonly of: Ty | null }
  | { readonly is: 'tuple'; readonly of: readonly (Ty | null)[] }
  | { readonly is: 'promise'; readonly of: Ty | null }
  | { readonly is: 'function'; readonly node: Node; readonly env: Env }
  /** Numbers, strings, and whatever else nothing waits on. */
  | { readonly is: 'plain' };

type Env = ReadonlyMap<string, Ty | null>;
type Members = readonly Node[];

/** Declarations of types, by name. */
interface TypesByName {
  get(name: string): Node | undefined;
}

const NOTHING: Env = new Map();
const PLAIN: Ty = { is: 'plain' };
const RUNTIME: TypesByName = { get: runtimeTypeNode };

/** Does a call of this name of the runtime give a promise? Null: no function of the runtime. */
export function runtimeWaits(name: string): boolean | null {
  const node = runtimeValueNode(name);
  if (node?.type !== 'TSDeclareFunction') return null;
  return returns(node, NOTHING, RUNTIME)?.is === 'promise';
}

export class Types {
  readonly #scopes: Scopes;
  readonly #outer: ReadonlyMap<string, string>;
  /** Of the names from outside that somebody has asked for. */
  readonly #read = new Map<string, Ty | null>();
  readonly #types: TypesByName;
  readonly #memo = new Map<Node, Ty | null>();

  /**
   * @param outer types of the names in scope from outside, as TypeScript
   * @param declarations the document's types and the body's own statements
   */
  constructor(
    scopes: Scopes,
    outer: ReadonlyMap<string, string>,
    declarations: readonly (readonly Statement[])[],
  ) {
    this.#scopes = scopes;
    const own = new Map(declarations.flatMap((statements) => [...declared(statements).types]));
    this.#types = { get: (name) => own.get(name) ?? runtimeTypeNode(name) };
    this.#outer = outer;
  }

  /** The type of an expression. */
  of(expression: Node): Ty | null {
    const node = unwrap(expression);
    const known = this.#memo.get(node);
    if (known !== undefined) return known;
    // A variable whose value mentions itself has no type we could find.
    this.#memo.set(node, null);
    const ty = annotated(expression, this.#types) ?? this.#infer(node);
    this.#memo.set(node, ty);
    return ty;
  }

  /** What `await` makes of it. */
  awaited(ty: Ty | null): Ty | null {
    return ty?.is === 'promise' ? ty.of : ty;
  }

  member(ty: Ty | null, name: string): Ty | null {
    return member(ty, name, this.#types);
  }

  /** The element type of a channel, an array … : what a loop over it binds. */
  element(ty: Ty | null): Ty | null {
    if (ty?.is === 'array') return ty.of;
    if (ty?.is === 'object' && isChannel(ty)) return ty.env.get('T') ?? null;
    return null;
  }

  #fromOutside(name: string): Ty | null {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const type = this.#outer.get(name);
    const node = type === undefined ? null : parseType(type);
    const ty = node === null ? null : resolve(node, NOTHING, this.#types);
    this.#read.set(name, ty);
    return ty;
  }

  #infer(node: Node): Ty | null {
    switch (node.type) {
      case 'Identifier': {
        const binding = this.#scopes.bindingOf(node);
        return binding === null ? this.#global(node.name) : this.#bound(binding);
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const object = this.of(node.object);
        const name = memberName(node);
        if (name !== null) return this.member(object, name);
        if (object?.is === 'tuple' && node.property.type === 'NumericLiteral') {
          return object.of[node.property.value] ?? null;
        }
        return object?.is === 'array' ? object.of : null;
      }
      case 'CallExpression':
      case 'OptionalCallExpression':
        return this.#call(this.of(node.callee), node.typeParameters ?? null);
      case 'NewExpression':
        return node.callee.type === 'Identifier' && this.#scopes.bindingOf(node.callee) === null
          ? this.#reference(node.callee.name, node.typeParameters ?? null)
          : null;
      case 'AwaitExpression':
        return this.awaited(this.of(node.argument));
      case 'ConditionalExpression':
        return either(this.of(node.consequent), this.of(node.alternate));
      case 'LogicalExpression':
        return either(this.of(node.left), this.of(node.right));
      case 'AssignmentExpression':
        return node.operator === '=' ? this.of(node.right) : PLAIN;
      case 'ArrayExpression': {
        const first = node.elements[0];
        if (!first) return { is: 'array', of: null };
        return { is: 'array', of: first.type === 'SpreadElement' ? null : this.of(first) };
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return { is: 'function', node, env: NOTHING };
      case 'ObjectExpression':
        return { is: 'object', name: null, members: node.properties, env: NOTHING };
      case 'NumericLiteral':
      case 'StringLiteral':
      case 'BooleanLiteral':
      case 'TemplateLiteral':
      case 'BinaryExpression':
      case 'UnaryExpression':
      case 'UpdateExpression':
        return PLAIN;
      default:
        return null;
    }
  }

  #global(name: string): Ty | null {
    const node = runtimeValueNode(name);
    if (node === undefined) return null;
    if (node.type === 'TSDeclareFunction') return { is: 'function', node, env: NOTHING };
    return annotated(node, this.#types);
  }

  #reference(name: string, args: Node | null): Ty | null {
    return reference(name, typeArguments(args), NOTHING, this.#types);
  }

  #call(callee: Ty | null, args: Node | null): Ty | null {
    if (callee?.is !== 'function') return null;
    const { node } = callee;
    if (isFunction(node)) return this.#returned(node);
    return returns(node, bindParameters(node, typeArguments(args), callee.env, this.#types), this.#types);
  }

  #returned(node: FunctionNode): Ty | null {
    const written = returns(node, NOTHING, this.#types);
    if (node.async) return written?.is === 'promise' ? written : { is: 'promise', of: null };
    if (written !== null) return written;
    return node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement'
      ? this.of(node.body)
      : null;
  }

  #bound(binding: Binding): Ty | null {
    const { node, id } = binding;
    if (node === null) return this.#fromOutside(binding.name);
    if (isFunction(node)) return { is: 'function', node, env: NOTHING };
    if (node.type === 'TSDeclareFunction') return { is: 'function', node, env: NOTHING };
    if (id === null) return null;
    const written = annotated(id, this.#types);
    if (written !== null) return written;
    if (node.type === 'VariableDeclarator') {
      const whole = annotated(node.id, this.#types) ?? this.#initial(node);
      return this.#destructured(node.id, id, whole);
    }
    if (node.type === 'AssignmentPattern') {
      return this.#destructured(node.left, id, annotated(node.left, this.#types) ?? this.of(node.right));
    }
    return this.#destructured(node, id, annotated(node, this.#types));
  }

  /** What a declarator's pattern is matched with: its initial value, or an element of what a loop goes over. */
  #initial(declarator: Node): Ty | null {
    if (declarator.type !== 'VariableDeclarator') return null;
    if (declarator.init) return this.of(declarator.init);
    const loop = this.#scopes.loopOf(declarator);
    return loop === null ? null : this.element(this.of(loop.right));
  }

  #destructured(pattern: Node, id: Node, whole: Ty | null): Ty | null {
    if (pattern === id || whole === null) return pattern === id ? whole : null;
    switch (pattern.type) {
      case 'AssignmentPattern':
        return this.#destructured(pattern.left, id, whole);
      case 'ArrayPattern': {
        const at = pattern.elements.findIndex((element) => element && contains(element, id));
        const element = pattern.elements[at];
        if (!element || element.type === 'RestElement') return null;
        const of = whole.is === 'tuple' ? (whole.of[at] ?? null) : this.element(whole);
        return this.#destructured(element, id, of);
      }
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement' || !contains(property.value, id)) continue;
          const name = keyName(property.key, property.computed);
          return name === null ? null : this.#destructured(property.value, id, this.member(whole, name));
        }
        return null;
      default:
        return null;
    }
  }
}

/** Of two possible values: the one that says more. */
const either = (a: Ty | null, b: Ty | null): Ty | null =>
  a === null || a.is === 'plain' ? b : b?.is === 'promise' ? b : a;

const contains = (pattern: Node, id: Node): boolean => patternNames(pattern).some((name) => name === id);

export const isChannel = (ty: Ty | null): boolean =>
  ty?.is === 'object' && (ty.name === 'Chan' || ty.name === 'RecvChan' || ty.name === 'SendChan');

/** The name of a type of the runtime; null for every other type. */
export const runtimeType = (ty: Ty | null): string | null =>
  ty?.is === 'object' && ty.name !== null && isRuntimeType(ty.name) ? ty.name : null;

/** The type written at a node, if any. */
function annotated(node: Node, types: TypesByName): Ty | null {
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') {
    return resolve(node.typeAnnotation, NOTHING, types);
  }
  if (!('typeAnnotation' in node) || node.typeAnnotation?.type !== 'TSTypeAnnotation') return null;
  return resolve(node.typeAnnotation.typeAnnotation, NOTHING, types);
}

const typeArguments = (args: Node | null): readonly TSType[] =>
  args?.type === 'TSTypeParameterInstantiation' ? args.params : [];

function resolve(node: TSType, env: Env, types: TypesByName): Ty | null {
  switch (node.type) {
    case 'TSParenthesizedType':
      return resolve(node.typeAnnotation, env, types);
    case 'TSTypeOperator':
      return resolve(node.typeAnnotation, env, types);
    case 'TSArrayType':
      return { is: 'array', of: resolve(node.elementType, env, types) };
    case 'TSTupleType':
      return {
        is: 'tuple',
        of: node.elementTypes.map((element) => {
          if (element.type === 'TSNamedTupleMember') return resolve(element.elementType, env, types);
          return element.type === 'TSRestType' ? null : resolve(element, env, types);
        }),
      };
    case 'TSUnionType': {
      const rest = node.types.filter(
        (one) => one.type !== 'TSNullKeyword' && one.type !== 'TSUndefinedKeyword',
      );
      return rest.length === 1 && rest[0] ? resolve(rest[0], env, types) : null;
    }
    case 'TSFunctionType':
      return { is: 'function', node, env };
    case 'TSTypeLiteral':
      return { is: 'object', name: null, members: node.members, env };
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier'
        ? reference(node.typeName.name, typeArguments(node.typeParameters ?? null), env, types)
        : null;
    case 'TSNumberKeyword':
    case 'TSStringKeyword':
    case 'TSBooleanKeyword':
    case 'TSLiteralType':
    case 'TSVoidKeyword':
      return PLAIN;
    default:
      return null;
  }
}

function reference(name: string, args: readonly TSType[], env: Env, types: TypesByName): Ty | null {
  if (args.length === 0 && env.has(name)) return env.get(name) ?? null;
  const first = args[0];
  const of = (): Ty | null => (first === undefined ? null : resolve(first, env, types));
  if (name === 'Promise' || name === 'PromiseLike') return { is: 'promise', of: of() };
  if (name === 'Array' || name === 'ReadonlyArray') return { is: 'array', of: of() };
  const node = types.get(name);
  if (node === undefined) return null;
  const inner = bindParameters(node, args, env, types);
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
      return expand(node, () => resolve(node.typeAnnotation, inner, types));
    case 'TSInterfaceDeclaration':
      return { is: 'object', name, members: [...node.body.body, ...inherited(node, types)], env: inner };
    case 'ClassDeclaration':
      return { is: 'object', name, members: node.body.body, env: inner };
    default:
      return null;
  }
}

const expanding = new Set<Node>();

/** An alias that leads back to itself has no type we could follow. */
function expand(alias: Node, read: () => Ty | null): Ty | null {
  if (expanding.has(alias)) return null;
  expanding.add(alias);
  try {
    return read();
  } finally {
    expanding.delete(alias);
  }
}

/** Members of the interfaces this one extends, which share the names of their type parameters. */
function inherited(node: Node, types: TypesByName): Members {
  if (node.type !== 'TSInterfaceDeclaration') return [];
  return (node.extends ?? []).flatMap(({ expression }) => {
    const base = expression.type === 'Identifier' ? types.get(expression.name) : undefined;
    return base?.type === 'TSInterfaceDeclaration' && base !== node
      ? [...base.body.body, ...inherited(base, types)]
      : [];
  });
}

function bindParameters(node: Node, args: readonly TSType[], env: Env, types: TypesByName): Env {
  const params = 'typeParameters' in node ? node.typeParameters : null;
  if (params?.type !== 'TSTypeParameterDeclaration') return env;
  const bound = new Map(env);
  params.params.forEach((param, at) => {
    const arg = args[at];
    if (typeof param.name === 'string') bound.set(param.name, arg ? resolve(arg, env, types) : null);
  });
  return bound;
}

function returns(node: Node, env: Env, types: TypesByName): Ty | null {
  const annotation =
    node.type === 'TSFunctionType' || node.type === 'TSMethodSignature'
      ? node.typeAnnotation
      : 'returnType' in node
        ? node.returnType
        : null;
  return annotation?.type === 'TSTypeAnnotation' ? resolve(annotation.typeAnnotation, env, types) : null;
}

function member(ty: Ty | null, name: string, types: TypesByName): Ty | null {
  if (ty?.is !== 'object') return null;
  const found = ty.members.find((one) => 'key' in one && keyName(one.key as Node, isComputed(one)) === name);
  if (found === undefined) return null;
  switch (found.type) {
    case 'TSMethodSignature':
      if (found.kind !== 'method') return returns(found, ty.env, types);
      return { is: 'function', node: found, env: ty.env };
    case 'TSDeclareMethod':
    case 'ObjectMethod':
    case 'ClassMethod':
      return { is: 'function', node: found, env: ty.env };
    case 'ObjectProperty':
      return isFunction(found.value) ? { is: 'function', node: found.value, env: NOTHING } : null;
    case 'TSPropertySignature':
    case 'ClassProperty':
      return found.typeAnnotation?.type === 'TSTypeAnnotation'
        ? resolve(found.typeAnnotation.typeAnnotation, ty.env, types)
        : null;
    default:
      return null;
  }
}

const isComputed = (node: Node): boolean => 'computed' in node && node.computed === true;
