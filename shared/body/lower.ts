import type { Comment, Expression, Node, Statement } from '@babel/types';
import type { NodeId } from '../base/ids.ts';
import { error, hasErrors, type Finding } from '../compile/findings.ts';
import { constant, func, text as codeText } from '../ir/build.ts';
import type { Code, Func, Origin, Stmt } from '../ir/program.ts';
import { classify, type Called } from './calls.ts';
import { checkText } from './check.ts';
import { hoistable } from './hoisting.ts';
import { lowerCode } from './lower-code.ts';
import { lowerFunction } from './lower-functions.ts';
import { indentOf, positions, type Inside, type Lowering } from './lowering.ts';
import { lowerStatements as lowerList } from './lower-statements.ts';
import { markFunctions } from './marks.ts';
import { parseBody, parseExpressionText, parseTypes, type Parsed } from './parse.ts';
import { typeOfPort, type PortInScope } from './port-types.ts';
import { ScopeWalk } from './scope-walk.ts';
import { analyseScopes, type Scopes } from './scopes.ts';
import { eachOwn, startOf, unwrap } from './syntax.ts';
import { Types } from './types.ts';

/** Where a text of TypeScript stands, and what it sees. */
export interface BodySite {
  readonly node: NodeId;
  /** The parameter it is the value of. */
  readonly param: string;
  /** Identifier of the goroutine. */
  readonly name: string;
  readonly ports: readonly PortInScope[];
  /** The document's type declarations. */
  readonly types: string;
  /** Names in scope besides the ports: an expression's `item`, an arm's `value` and `ok`. */
  readonly scope?: readonly string[];
}

export interface LoweredBody {
  readonly func: Func;
  /** Everything wrong with it. With errors among them `func` is not to be run. */
  readonly findings: readonly Finding[];
}

export interface LoweredStatements {
  readonly body: readonly Stmt[];
  /** Names from outside that it uses: ports, names of the scope, `ctx`, `self`. */
  readonly uses: ReadonlySet<string>;
  /** Calls `defer`: the function it becomes part of needs `defers`. */
  readonly defers: boolean;
  /** See `Func.hoistable`. */
  readonly hoistable: Func['hoistable'];
  readonly findings: readonly Finding[];
}

export interface LoweredExpression {
  readonly code: Code;
  readonly findings: readonly Finding[];
}

/** The body of a goroutine to a function whose parameters are `self` and the ports. */
export function lowerBody(text: string, site: BodySite): LoweredBody {
  const { body, uses, defers, hoistable: names, findings } = lowerStatements(text, site);
  const bound = site.ports.some((port) => port.name === 'ctx');
  const whole = uses.has('ctx') && !bound ? [contextBinding(site.ports), ...body] : body;
  const origin = { node: site.node, param: site.param, line: 1, column: 1 };
  return { func: func(site.name, whole, { defers, hoistable: names, origin }), findings };
}

/** `ctx`, for a body that uses it without having a port of that name. */
export function contextBinding(ports: readonly PortInScope[]): Stmt {
  const own = ports.find(({ type, many }) => type.is === 'context' && !many);
  return constant('ctx', own?.name ?? 'background()');
}

/** Statements that become part of a goroutine's body. */
export function lowerStatements(text: string, site: BodySite): LoweredStatements {
  const reading = read(parseBody(text), text, site);
  if (reading === null)
    return {
      body: [],
      uses: new Set(),
      defers: false,
      hoistable: [],
      findings: syntax(parseBody(text), site),
    };
  const { low, tree, findings } = reading;
  const inside: Inside = { waits: true, indent: 0, selects: [] };
  return {
    body: hasErrors(findings) ? [] : low.statements(tree, 0, text.length, inside),
    uses: usesOf(low.scopes),
    defers: low.marks.defers.has(null),
    hoistable: hoistable(null, low.scopes),
    findings,
  };
}

/** One expression: a predicate, a transformation, a duration. */
export function lowerExpression(text: string, site: BodySite): LoweredExpression {
  const parsed = parseExpressionText(text);
  const statements: Parsed<readonly Expression[]> = {
    ...parsed,
    tree: parsed.tree === null ? null : [parsed.tree],
  };
  const reading = read(statements, text, site);
  if (reading === null) return { code: codeText(''), findings: syntax(parsed, site) };
  const { low, tree, findings } = reading;
  const [expression] = tree;
  const inside: Inside = { waits: true, indent: expression ? indentOf(expression, text) : 0, selects: [] };
  return {
    code: expression && !hasErrors(findings) ? low.code(expression, inside) : codeText(''),
    findings,
  };
}

interface Reading {
  readonly low: Lowering;
  readonly tree: readonly Node[];
  readonly findings: readonly Finding[];
}

function read(parsed: Parsed<readonly Node[]>, text: string, site: BodySite): Reading | null {
  const { tree, comments } = parsed;
  if (tree === null) return null;
  const scopes = scopesOf(tree, site);
  const declarations = (parseTypes(site.types).tree ?? []) as readonly Statement[];
  const outer = new Map(site.ports.map((port) => [port.name, typeOfPort(port)]));
  outer.set('self', 'Self');
  if (!outer.has('ctx')) outer.set('ctx', 'Context');
  const types = new Types(scopes, outer, [declarations, tree as readonly Statement[]]);
  const low = lowering(text, comments, scopes, types, site, tree);
  const findings = [...syntax(parsed, site), ...checkText(tree, low)];
  return { low, tree, findings };
}

/** `ctx` is the body's own when it declares one. */
function scopesOf(tree: readonly Node[], site: BodySite): Scopes {
  const ports = site.ports.map(({ name }) => name);
  const names = [...ports, ...(site.scope ?? []), 'self'];
  const declaresContext = !ports.includes('ctx') && new ScopeWalk(tree, []).root.bindings.has('ctx');
  return analyseScopes(tree, declaresContext || ports.includes('ctx') ? names : [...names, 'ctx']);
}

function usesOf(scopes: Scopes): ReadonlySet<string> {
  const uses = new Set<string>();
  for (const { binding } of scopes.references) if (binding?.node === null) uses.add(binding.name);
  return uses;
}

function lowering(
  text: string,
  comments: readonly Comment[],
  scopes: Scopes,
  types: Types,
  site: BodySite,
  tree: readonly Node[],
): Lowering {
  const place = positions(text);
  const known = new Map<Node, Called>();
  const called = (call: Node): Called => {
    const before = known.get(call);
    if (before !== undefined) return before;
    const found = classify(call, scopes, types);
    if (found.is !== 'other') known.set(call, found);
    return found;
  };
  const isRuntime = (callee: Node, name: string): boolean => {
    const node = unwrap(callee);
    return node.type === 'Identifier' && node.name === name && scopes.bindingOf(node) === null;
  };
  const originAt = (offset: number): Origin => ({ node: site.node, param: site.param, ...place(offset) });
  const low: Lowering = {
    text,
    comments,
    scopes,
    types,
    origin: (node) => originAt(startOf(node)),
    originAt,
    called,
    isRuntime,
    callsRuntime: (node) => callsRuntime(node, called),
    marks: markFunctions(tree, called, isRuntime),
    code: (node, inside) => lowerCode(node, inside, low),
    func: (node, inside) => lowerFunction(node, inside, low),
    statements: (list, from, to, inside) => lowerList(list, from, to, inside, low),
  };
  return low;
}

function callsRuntime(node: Node, called: (call: Node) => Called): boolean {
  let found = called(node).is === 'instant';
  eachOwn(node, (inner) => {
    if (!found && called(inner).is === 'instant') found = true;
  });
  return found;
}

const syntax = (parsed: Parsed<unknown>, site: BodySite): readonly Finding[] =>
  parsed.problems.map(({ message, problem, what, line, column }) =>
    error('syntax', { node: site.node, param: site.param, line, column }, { message, syntax: problem, what }),
  );
