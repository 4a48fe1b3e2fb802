import type { Hoistable } from '../ir/program.ts';
import { isLoop, startOf, type FunctionNode } from './syntax.ts';
import type { Binding, Scope } from './scope-walk.ts';
import type { Reference, Scopes } from './scopes.ts';

/**
 * Variables of a function that may as well be declared before everything else in it, with what was their
 * declaration as an assignment: nobody could tell. `func` null is the text itself.
 *
 * Nobody can when a variable is used behind its declaration only, a constant is never assigned to, no function keeps
 * one that is new in each turn of a loop, and the name means nothing else where it would come to be seen.
 */
export function hoistable(func: FunctionNode | null, scopes: Scopes): readonly Hoistable[] {
  const own = ownBindings(func, scopes);
  const variables = [...own].filter(({ kind }) => kind === 'const' || kind === 'let');
  if (variables.length === 0) return [];
  const uses = new Map<Binding, Reference[]>(variables.map((binding) => [binding, []]));
  const refused = new Set<string>(
    [...own].filter(({ kind }) => kind !== 'const' && kind !== 'let').map(({ name }) => name),
  );
  for (const name of namesAround(func, scopes)) refused.add(name);
  for (const use of scopes.references) {
    if (!isWithin(use.scope, func)) continue;
    if (use.binding === null || !isWithin(use.binding.scope, func)) refused.add(use.id.name);
    else uses.get(use.binding)?.push(use);
  }
  const early = callsBeforeDeclared(own, func, scopes);
  for (const binding of variables) {
    const used = uses.get(binding) ?? [];
    const captures = used.filter(({ scope }) => scope.func !== func);
    if (
      used.some(({ id }) => startOf(id) < binding.ready) ||
      (binding.kind === 'const' && binding.assignments.length > 0) ||
      (captures.length > 0 && isInLoop(binding.scope, func)) ||
      captures.some(({ scope }) => early !== null && early < binding.ready && isInDeclared(scope, own)) ||
      variables.some(
        (other) => other !== binding && other.name === binding.name && clash(other, binding, captures),
      )
    ) {
      refused.add(binding.name);
    }
  }
  const names = new Set(variables.map(({ name }) => name));
  return [...names]
    .filter((name) => !refused.has(name))
    .map((name) => {
      const alike = variables.filter((binding) => binding.name === name);
      return {
        name,
        changes: alike.some(({ kind }) => kind === 'let'),
        shared: alike.some((binding) => uses.get(binding)?.some(({ scope }) => scope.func !== func)),
      };
    });
}

function ownBindings(func: FunctionNode | null, scopes: Scopes): ReadonlySet<Binding> {
  const own = new Set<Binding>();
  for (const id of scopes.declared) {
    const binding = scopes.bindingOf(id);
    if (binding !== null && binding.scope.func === func) own.add(binding);
  }
  return own;
}

/** Of the text itself: the names from outside, which become its parameters. */
const namesAround = (func: FunctionNode | null, { root }: Scopes): readonly string[] =>
  func !== null
    ? []
    : [...root.bindings.values()].filter(({ node }) => node === null).map(({ name }) => name);

/** In the body of the function, also in a function inside. */
function isWithin(scope: Scope, func: FunctionNode | null): boolean {
  if (func === null) return true;
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.node === func.body) return true;
  return false;
}

function isInLoop(scope: Scope, func: FunctionNode | null): boolean {
  for (let at: Scope | null = scope; at !== null && at.func === func; at = at.parent) {
    if (at.node !== null && isLoop(at.node)) return true;
  }
  return false;
}

/** Two variables of one name, where one would be seen instead of the other, or by a function made for the other. */
const clash = (one: Binding, other: Binding, captures: readonly Reference[]): boolean =>
  captures.length > 0 || encloses(one.scope, other.scope) || encloses(other.scope, one.scope);

function encloses(outer: Scope, inner: Scope): boolean {
  for (let at: Scope | null = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Declared functions can be called from the beginning: where the first of them is mentioned outside of them. */
function callsBeforeDeclared(
  own: ReadonlySet<Binding>,
  func: FunctionNode | null,
  { references }: Scopes,
): number | null {
  const first = references.find(
    ({ binding, scope }) =>
      binding !== null &&
      binding.kind === 'function' &&
      own.has(binding) &&
      (scope.func === func || !isInDeclared(scope, own)),
  );
  return first === undefined ? null : startOf(first.id);
}

/** In a function that is declared by a statement, which is there before the statement is reached. */
function isInDeclared(scope: Scope, own: ReadonlySet<Binding>): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    for (const binding of own)
      if (binding.kind === 'function' && binding.node !== null && at.node === binding.node) return true;
  }
  return false;
}
