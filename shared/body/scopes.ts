import type { ForOfStatement, Identifier, Node } from '@babel/types';
import { ScopeWalk, type Binding, type Scope } from './scope-walk.ts';
import { endOf, isLoop, startOf, type FunctionNode } from './syntax.ts';

/** Which declaration an identifier means, and what a function uses of the functions around it. */
export interface Reference {
  readonly id: Identifier;
  readonly scope: Scope;
  readonly binding: Binding | null;
}

export interface Scopes {
  readonly root: Scope;
  /** Every use of a value, in source order. */
  readonly references: readonly Reference[];
  /** Type names that are used and not declared here. */
  readonly freeTypes: ReadonlySet<string>;
  /** What an identifier in the tree means; null when nothing in the text declares it. */
  bindingOf(id: Identifier): Binding | null;
  /** Bindings of the functions around it that a function uses. */
  captures(func: FunctionNode): ReadonlySet<Binding>;
  /** Names of a function's own parameters and variables. */
  declaredIn(func: FunctionNode): ReadonlySet<string>;
  /** Does this variable keep the value it has where `func` is made? */
  keepsValue(binding: Binding, func: FunctionNode): boolean;
  /** The `for … of` loop whose variable this declarator is. */
  loopOf(declarator: Node): ForOfStatement | null;
  /** Is this identifier a use of a value, not a declaration, a member or a label? */
  isUse(id: Identifier): boolean;
  /** Identifiers that declare a value. */
  readonly declared: readonly Identifier[];
  /** Two declarations of one name in one scope, other than those the parser refuses. */
  readonly clashes: readonly Identifier[];
}

/** @param outer names in scope from outside: they act as parameters of the text */
export function analyseScopes(statements: readonly Node[], outer: readonly string[]): Scopes {
  return new Analysis(statements, outer);
}

class Analysis implements Scopes {
  readonly root: Scope;
  readonly references: Reference[] = [];
  readonly freeTypes = new Set<string>();
  readonly clashes: readonly Identifier[];
  readonly declared: readonly Identifier[];
  readonly #walk: ScopeWalk;
  readonly #meaning: Map<Identifier, Binding>;
  readonly #used = new Set<Identifier>();
  readonly #captured = new Map<FunctionNode, Set<Binding>>();

  constructor(statements: readonly Node[], outer: readonly string[]) {
    this.#walk = new ScopeWalk(statements, outer);
    this.#walk.walk();
    this.root = this.#walk.root;
    this.clashes = this.#walk.clashes;
    this.declared = this.#walk.declared;
    this.#meaning = new Map(this.#walk.declarations);
    this.#resolve();
  }

  bindingOf(id: Identifier): Binding | null {
    return this.#meaning.get(id) ?? null;
  }

  isUse(id: Identifier): boolean {
    return this.#used.has(id);
  }

  loopOf(declarator: Node): ForOfStatement | null {
    return this.#walk.loopOf.get(declarator) ?? null;
  }

  captures(func: FunctionNode): ReadonlySet<Binding> {
    return this.#captured.get(func) ?? new Set();
  }

  declaredIn(func: FunctionNode): ReadonlySet<string> {
    const scopes = [this.#walk.params.get(func), this.#walk.bodies.get(func)];
    return new Set(scopes.flatMap((scope) => [...(scope?.bindings.keys() ?? [])]));
  }

  keepsValue(binding: Binding, func: FunctionNode): boolean {
    const made = startOf(func);
    if (binding.kind !== 'function' && binding.ready > made) return false;
    const loops = this.#loopsBetween(func, binding.scope);
    return binding.assignments.every(
      (write) =>
        write.func === binding.scope.func &&
        write.end <= made &&
        // Around once more, and the assignment comes after the function was made.
        !loops.some((loop) => startOf(loop) <= write.start && write.end <= endOf(loop)),
    );
  }

  /** Loops around the function within the scope; a loop's own variables are new in every iteration. */
  #loopsBetween(func: FunctionNode, outermost: Scope): Node[] {
    const loops: Node[] = [];
    for (
      let scope = this.#walk.around.get(func) ?? null;
      scope !== null && scope !== outermost;
      scope = scope.parent
    ) {
      if (scope.node !== null && isLoop(scope.node)) loops.push(scope.node);
    }
    return loops;
  }

  #resolve(): void {
    for (const { id, scope, at } of this.#walk.writes) {
      const binding = find(scope, id.name);
      binding?.assignments.push({ start: startOf(at), end: endOf(at), func: scope.func });
    }
    for (const { id, scope } of this.#walk.uses) {
      const binding = find(scope, id.name);
      this.references.push({ id, scope, binding });
      this.#used.add(id);
      if (binding === null) continue;
      this.#meaning.set(id, binding);
      for (let inner: Scope | null = scope; inner !== null && inner !== binding.scope; inner = inner.parent) {
        if (inner.func === null || inner.node !== inner.func) continue;
        const captured = this.#captured.get(inner.func) ?? new Set();
        this.#captured.set(inner.func, captured.add(binding));
      }
    }
    for (const { id: name, scope } of this.#walk.typeUses) {
      let at: Scope | null = scope;
      while (at !== null && !at.types.has(name)) at = at.parent;
      // A name that is a value here (a class, or what \`typeof\` asks for) is no type from elsewhere.
      if (at === null && find(scope, name) === null) this.freeTypes.add(name);
    }
  }
}

function find(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return null;
}
