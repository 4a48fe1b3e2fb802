import type { Identifier, Node } from '@babel/types';
import { error, warning, type Finding } from '../compile/findings.ts';
import { waits } from './calls.ts';
import { notErasable } from './erase.ts';
import type { Lowering } from './lowering.ts';
import { FORBIDDEN, GLOBALS, isReserved } from './names.ts';
import { eachChild, isFunction, memberName, unwrap, type FunctionNode } from './syntax.ts';
import { runtimeNames } from './runtime-names.ts';
import { runtimeType } from './types.ts';

/**
 * Everything wrong with a text that parses. Values of the findings:
 *  - `unknown-name` `{name}`; `forbidden-name` `{name, instead}`, where `instead` may be empty;
 *  - `missing-await`, `needless-await` `{name}`: the operation, `jobs.recv()`;
 *  - `wrong-direction` `{name, operation}`: the channel and what was tried on it;
 *  - `not-a-case` `{name, case}`: what stands where a case of a select should, and its name;
 *  - `not-supported` `{what}`: a `Unsupported`;
 *  - `syntax` `{message, syntax, what}`: in the parser's words, which mistake it is, and about what.
 */
export function checkText(tree: readonly Node[], low: Lowering): readonly Finding[] {
  const checker = new Checker(low);
  for (const id of low.scopes.clashes) {
    checker.at(id, 'syntax', {
      message: `Identifier '${id.name}' has already been declared.`,
      syntax: 'var-redeclaration',
      what: id.name,
    });
  }
  checker.names();
  for (const node of tree) checker.visit(node, null, TOP);
  return checker.findings.toSorted(
    (a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0),
  );
}

/** TypeScript that a body cannot have, by the name its sentence has in the catalogue of texts. */
export type Unsupported =
  | 'generator'
  | 'this'
  | 'arguments'
  | 'import'
  | 'enum'
  | 'namespace'
  | 'parameter property'
  | 'import ='
  | 'defer in a plain function'
  | 'defer as a value'
  | 'recover with optional parameters'
  | 'for await over values';

/** The functions around a node. */
interface Around {
  /** The innermost. Null: the text itself, which is async. */
  readonly func: FunctionNode | null;
  /** In a function that may park. */
  readonly waits: boolean;
  /** What `this` means here can be kept. */
  readonly keepsThis: boolean;
}

const TOP: Around = { func: null, waits: true, keepsThis: false };

type Values = Record<string, string | number>;

class Checker {
  readonly findings: Finding[] = [];
  readonly #low: Lowering;

  constructor(low: Lowering) {
    this.#low = low;
  }

  at(node: Node, code: Finding['code'], values: Values): void {
    const { node: block, param, line, column } = this.#low.origin(node);
    this.findings.push(error(code, { node: block, param, line, column }, values));
  }

  #unsupported(node: Node, what: Unsupported): void {
    this.at(node, 'not-supported', { what });
  }

  names(): void {
    const runtime = runtimeNames();
    for (const { id, binding } of this.#low.scopes.references) {
      if (binding !== null) continue;
      const instead = FORBIDDEN.get(id.name);
      if (instead !== undefined) this.at(id, 'forbidden-name', { name: id.name, instead });
      else if (isReserved(id.name)) this.at(id, 'forbidden-name', { name: id.name, instead: '' });
      else if (id.name !== 'arguments' && !runtime.has(id.name) && !GLOBALS.has(id.name)) {
        this.at(id, 'unknown-name', { name: id.name });
      }
    }
    for (const id of this.#low.scopes.declared) {
      if (isReserved(id.name)) this.at(id, 'forbidden-name', { name: id.name, instead: '' });
    }
  }

  visit(node: Node, parent: Node | null, around: Around): void {
    if (isFunction(node)) return this.#function(node, around);
    const problem = notErasable(node);
    if (problem !== null) this.#unsupported(node, problem as Unsupported);
    let within = around;
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
        this.#unsupported(node, 'import');
        break;
      case 'Import':
      case 'ImportExpression':
        this.at(node, 'forbidden-name', { name: 'import', instead: '' });
        break;
      case 'MetaProperty':
        if (node.meta.name === 'import') this.at(node, 'forbidden-name', { name: 'import', instead: '' });
        break;
      case 'YieldExpression':
        this.#unsupported(node, 'generator');
        break;
      case 'ThisExpression':
        if (!around.keepsThis) this.#unsupported(node, 'this');
        break;
      case 'Identifier':
        this.#identifier(node, parent, around);
        break;
      case 'ClassBody':
        within = { ...around, keepsThis: true };
        break;
      case 'MemberExpression':
        this.#member(node);
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        this.#call(node, parent, around);
        break;
      case 'AwaitExpression':
        this.#await(node);
        break;
      case 'ForOfStatement':
        if (node.await) this.#range(node.right);
        break;
      default:
        break;
    }
    if (node.type.startsWith('TS') && !isExpression(node)) return;
    eachChild(node, (child) => this.visit(child, node, within));
  }

  #function(node: FunctionNode, around: Around): void {
    const { marks } = this.#low;
    if (node.generator) this.#unsupported(node, 'generator');
    const async = node.async === true || marks.handedOver.has(node);
    const arrow = node.type === 'ArrowFunctionExpression';
    if (marks.defers.has(node) && !async) this.#unsupported(node, 'defer in a plain function');
    if (marks.recovers.has(node) && !node.params.every(isRequired)) {
      this.#unsupported(node, 'recover with optional parameters');
    }
    const inner: Around = {
      func: node,
      waits: async,
      // A compiled async arrow, and what stands inside a frame for deferred calls, is a function of its own.
      keepsThis: (arrow ? around.keepsThis && !async : true) && !marks.defers.has(node),
    };
    eachChild(node, (child) => this.visit(child, node, inner));
  }

  #identifier(node: Identifier, parent: Node | null, around: Around): void {
    if (this.#low.scopes.bindingOf(node) !== null || !this.#low.scopes.isUse(node)) return;
    if (node.name === 'arguments' && !around.keepsThis) this.#unsupported(node, 'arguments');
    const called = parent?.type === 'CallExpression' && parent.callee === node;
    if (node.name === 'defer' && !called) this.#unsupported(node, 'defer as a value');
  }

  #member(node: Extract<Node, { type: 'MemberExpression' }>): void {
    const { object } = node;
    if (object.type !== 'Identifier' || this.#low.scopes.bindingOf(object) !== null) return;
    const name = `${object.name}.${memberName(node) ?? ''}`;
    const instead = FORBIDDEN.get(name);
    if (instead !== undefined) this.at(node, 'forbidden-name', { name, instead });
  }

  #call(
    node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
    parent: Node | null,
    around: Around,
  ): void {
    const { called, marks, types } = this.#low;
    const what = called(node);
    if (waits(what) && !isAwaited(parent) && !marks.returned.has(node)) {
      const goesOn = what.is === 'method' && what.method === 'go' && around.waits;
      if (!goesOn) this.at(node, 'missing-await', { name: this.#text(node) });
    }
    const callee = unwrap(node.callee);
    const method = memberName(callee);
    if (what.is === 'other' && method !== null && TAKES_PLAIN_FUNCTIONS.has(method)) {
      for (const arg of node.arguments) {
        const func = unwrap(arg);
        if (isFunction(func) && func.async) this.at(func, 'missing-await', { name: this.#text(node) });
      }
    }
    if (callee.type === 'MemberExpression' && method !== null) {
      this.#direction(callee.object, method, runtimeType(types.of(callee.object)));
    }
    if (what.is === 'function' && what.name === 'select') this.#cases(node.arguments[0]);
    const [channel] = node.arguments;
    if (channel !== undefined && what.is === 'instant' && what.target === null) {
      if (what.name === 'recv' || what.name === 'send') {
        this.#direction(channel, what.name, runtimeType(types.of(channel)));
      }
    }
  }

  /** A case that is written out and can be none: `{ recv: jobs }`, `jobs`, `after(20)`. */
  #cases(spec: Node | undefined): void {
    const object = spec === undefined ? null : unwrap(spec);
    if (object?.type !== 'ObjectExpression') return;
    for (const property of object.properties) {
      if (property.type !== 'ObjectProperty') continue;
      const name = property.key.type === 'Identifier' ? property.key.name : this.#text(property.key);
      const value = unwrap(property.value);
      const fits = name === 'default' ? value.type === 'BooleanLiteral' : !this.#isNoCase(value);
      if (!fits) this.at(value, 'not-a-case', { name: this.#text(value), case: name });
    }
  }

  #isNoCase(value: Node): boolean {
    const type = runtimeType(this.#low.types.of(value));
    return NO_CASES.has(value.type) || (type !== null && type !== 'SelectCaseOf');
  }

  #await(node: Extract<Node, { type: 'AwaitExpression' }>): void {
    const argument = unwrap(node.argument);
    const called = this.#low.called(argument);
    const type = this.#low.types.of(argument);
    if (called.is === 'instant' || called.is === 'access' || type?.is === 'plain') {
      const { node: block, param, line, column } = this.#low.origin(node);
      const name = this.#text(argument);
      this.findings.push(warning('needless-await', { node: block, param, line, column }, { name }));
    }
  }

  #range(channel: Node): void {
    const type = this.#low.types.of(channel);
    this.#direction(channel, 'recv', runtimeType(type));
    if (type !== null && runtimeType(type) === null) this.#unsupported(channel, 'for await over values');
  }

  /** What may be done with the end of a channel that a port gives. */
  #direction(channel: Node, operation: string, type: string | null): void {
    const wrong =
      (type === 'RecvChan' && (operation === 'send' || operation === 'close')) ||
      (type === 'SendChan' && (operation === 'recv' || operation === 'recv2'));
    if (wrong) this.at(channel, 'wrong-direction', { name: this.#text(channel), operation });
  }

  /** A piece of the text, short enough for a sentence. */
  #text(node: Node): string {
    const text = this.#low.text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, ' ');
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }
}

const isAwaited = (parent: Node | null): boolean => parent?.type === 'AwaitExpression';

const isRequired = (param: Node): boolean =>
  param.type !== 'RestElement' &&
  param.type !== 'AssignmentPattern' &&
  !('optional' in param && param.optional === true);

const isExpression = (node: Node): boolean => unwrap(node) !== node || node.type === 'TSParameterProperty';

/** Expressions that cannot be a case of a select. */
const NO_CASES: ReadonlySet<string> = new Set([
  'ArrayExpression',
  'ArrowFunctionExpression',
  'BooleanLiteral',
  'FunctionExpression',
  'NullLiteral',
  'NumericLiteral',
  'ObjectExpression',
  'StringLiteral',
  'TemplateLiteral',
]);

/** Methods of JavaScript that call a function they are given, and do not wait for it. */
const TAKES_PLAIN_FUNCTIONS: ReadonlySet<string> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'replace',
  'replaceAll',
  'some',
  'sort',
  'toSorted',
]);
