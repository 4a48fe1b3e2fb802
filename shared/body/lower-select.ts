import type { Expression, Node, SwitchCase, VariableDeclaration } from '@babel/types';
import type { SelectArm, Stmt, StmtKind } from '../ir/program.ts';
import { selectHead } from './lower-code.ts';
import type { Inside, Lowering } from './lowering.ts';
import type { Binding } from './scope-walk.ts';
import { eachChild, endOf, memberName, startOf, unwrap, type FunctionNode } from './syntax.ts';

/**
 * `const got = await select({…}); switch (got.case) {…}` as one statement, when nothing is lost by it: the result
 * is used in the switch only, every arm names a case, and none falls through. Null otherwise.
 */
export function lowerSelect(
  declaration: Node,
  next: Node | undefined,
  inside: Inside,
  low: Lowering,
): StmtKind | null {
  const head = declaration.type === 'VariableDeclaration' ? resultOf(declaration, low) : null;
  if (head === null || next?.type !== 'SwitchStatement') return null;
  const { binding, call } = head;
  const asked = unwrap(next.discriminant);
  if (memberName(asked) !== 'case' || asked.type !== 'MemberExpression' || asked.object.type !== 'Identifier')
    return null;
  if (low.scopes.bindingOf(asked.object) !== binding) return null;
  const uses = usesOf(binding, low);
  if (uses.some(({ start, end }) => start < startOf(next) || end > endOf(next))) return null;
  const cases = selectHead(call, inside, low);
  if (cases === null) return null;
  const bodies = armBodies(next.cases);
  if (bodies === null) return null;
  const names = [...cases.cases.map(({ name }) => name), ...(cases.hasDefault ? ['default'] : [])];
  if ([...bodies.keys()].some((name) => !names.includes(name))) return null;

  const plain = plainUses(uses, next);
  const escapes = uses.some(({ id }) => id !== asked.object && !plain.has(id));
  const within: Inside = escapes ? inside : { ...inside, selects: [...inside.selects, binding] };
  const arm = (name: string): readonly Stmt[] => {
    const body = bodies.get(name);
    return body === undefined ? [] : low.statements(body.list, body.from, body.to, within);
  };
  return {
    is: 'select',
    head: cases,
    result: binding.name,
    escapes,
    arms: cases.cases.map(({ name }): SelectArm => ({ body: arm(name) })),
    otherwise: cases.hasDefault ? arm('default') : null,
  };
}

/** The variable and the call of `const got = await select(…)`. */
function resultOf(node: VariableDeclaration, low: Lowering): { binding: Binding; call: Expression } | null {
  const [declarator] = node.declarations;
  if (node.kind !== 'const' || node.declarations.length !== 1 || declarator?.id.type !== 'Identifier')
    return null;
  if (declarator.init?.type !== 'AwaitExpression' || declarator.id.typeAnnotation) return null;
  const call = unwrap(declarator.init.argument);
  const binding = low.scopes.bindingOf(declarator.id);
  if (binding === null || call.type !== 'CallExpression' || !low.isRuntime(call.callee, 'select'))
    return null;
  return { binding, call };
}

interface Use {
  readonly id: Node;
  readonly start: number;
  readonly end: number;
  /** The function it stands in. */
  readonly func: FunctionNode | null;
}

const usesOf = (binding: Binding, low: Lowering): readonly Use[] =>
  low.scopes.references
    .filter((reference) => reference.binding === binding)
    .map(({ id, scope }) => ({ id, start: startOf(id), end: endOf(id), func: scope.func }));

/** Uses as `got.value` or `got.ok` in the arms themselves, not in a function made there. */
function plainUses(uses: readonly Use[], within: Node): ReadonlySet<Node> {
  const here = new Set(uses.filter(({ func }) => func === uses[0]?.func).map(({ id }) => id));
  const plain = new Set<Node>();
  walk(within, null, (node, parent) => {
    if (node.type !== 'MemberExpression' || !here.has(node.object)) return;
    const part = memberName(node);
    const written =
      (parent?.type === 'AssignmentExpression' && parent.left === node) ||
      parent?.type === 'UpdateExpression';
    if ((part === 'value' || part === 'ok') && !written) plain.add(node.object);
  });
  return plain;
}

interface ArmBody {
  readonly list: readonly Node[];
  readonly from: number;
  readonly to: number;
}

/** The statements of each case, without the closing `break`; null when one may fall into the next. */
function armBodies(cases: readonly SwitchCase[]): ReadonlyMap<string, ArmBody> | null {
  const bodies = new Map<string, ArmBody>();
  for (const [at, one] of cases.entries()) {
    if (one.test?.type !== 'StringLiteral' || bodies.has(one.test.value)) return null;
    const last = at === cases.length - 1;
    if (!last && !leaves(one.consequent)) return null;
    bodies.set(one.test.value, armBody(one));
  }
  return bodies;
}

function armBody(one: SwitchCase): ArmBody {
  let list: readonly Node[] = one.consequent;
  let from = one.test ? endOf(one.test) + 1 : startOf(one);
  let to = endOf(one);
  list = withoutBreak(list);
  const [only] = list;
  if (list.length === 1 && only?.type === 'BlockStatement') {
    list = withoutBreak(only.body);
    from = startOf(only) + 1;
    to = endOf(only) - 1;
  }
  return { list, from, to };
}

function withoutBreak(list: readonly Node[]): readonly Node[] {
  const last = list.at(-1);
  return last?.type === 'BreakStatement' && !last.label ? list.slice(0, -1) : list;
}

/** Does control never run out of the end of these statements? */
function leaves(list: readonly Node[]): boolean {
  const last = list.at(-1);
  switch (last?.type) {
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return leaves(last.body);
    case 'IfStatement':
      return last.alternate ? leaves([last.consequent]) && leaves([last.alternate]) : false;
    default:
      return false;
  }
}

function walk(node: Node, parent: Node | null, visit: (node: Node, parent: Node | null) => void): void {
  visit(node, parent);
  eachChild(node, (child) => walk(child, node, visit));
}
