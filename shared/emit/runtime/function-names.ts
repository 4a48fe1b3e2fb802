import type { Code, Func, Origin, Program, Stmt } from '../../ir/program.ts';
import { visitStatements } from '../../ir/visit.ts';

/** The name of the function of a body each place is in; null in the body itself and where a function has none. */
export function functionNames(
  program: Program,
  places: readonly (Origin | null)[],
): readonly (string | null)[] {
  const names = new Map<string, string>();
  for (const { body } of program.goroutines) note(body, null, names);
  return places.map((origin) => (origin === null ? null : (names.get(keyOf(origin)) ?? null)));
}

/** Writes down what stands in `func` but not in a function inside it; then those inside. */
function note(func: Func, name: string | null, names: Map<string, string>): void {
  const inside: Func[] = [];
  const given = new Map<Func, string>();
  const here = (origin: Origin | null): void => {
    if (origin !== null && name !== null) names.set(keyOf(origin), name);
  };
  visitStatements(func.body, {
    stmt: (stmt) => {
      here(stmt.origin);
      for (const [made, as] of named(stmt)) given.set(made, as);
    },
    part: (part) => {
      if (part.is === 'op') here(part.op.origin);
      else if (part.is === 'text' || part.is === 'verbatim') here(part.origin);
    },
    func: (one) => {
      inside.push(one);
      return false;
    },
  });
  for (const one of inside) note(one, given.get(one) ?? ownName(one), names);
}

/** `const f = async () => …`: the function takes the variable's name. */
function named(stmt: Stmt): readonly (readonly [Func, string])[] {
  if (stmt.is !== 'let') return [];
  return stmt.bindings.flatMap(({ pattern, value }) => {
    const made = value?.parts.find((part) => part.is === 'func');
    const name = wordOf(pattern);
    return made === undefined || name === null ? [] : [[made.func, name] as const];
  });
}

const wordOf = ({ parts }: Code): string | null => {
  const [first] = parts;
  return first?.is === 'text' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(first.text)
    ? first.text
    : null;
};

/** Of a method: without what stands before its name. */
const ownName = ({ name }: Func): string | null => (name === '' ? null : (name.split(' ').at(-1) ?? null));

const keyOf = ({ node, param, line, column }: Origin): string => `${node} ${param} ${line} ${column}`;
