import type { Node } from '@babel/types';
import { VISITOR_KEYS } from '@babel/types';
import { expect, test } from 'vitest';
import { CHILD_FIELDS } from './child-fields.ts';
import { parseBody } from './parse.ts';
import { eachChild } from './syntax.ts';

/** Fields that only other dialects fill. */
const ELSEWHERE: ReadonlySet<string> = new Set(['predicate', 'mixins', 'variance', 'typeArguments']);

test.each(Object.entries(CHILD_FIELDS))('%s has the fields that the parser documents', (type, fields) => {
  expect(fields).toEqual(VISITOR_KEYS[type]?.filter((field) => !ELSEWHERE.has(field)));
});

const SAMPLE = `
class Box<T extends object = {}> extends Map<string, T> implements Iterable<T> {
  static #made = 0; readonly size2?: number; static { Box.#made++; }
  constructor(public first: number, ...rest: string[]) { super(); log(rest, this); }
  get last(): T { return this.get('last')!; } async wait(): Promise<void> { await sleep(1); }
}
interface Job { readonly id: number; words: readonly string[]; at?: [a: number, b?: string] | null }
type Made = { [K in keyof Job]?: Job[K] } | ((x: number) => void) | typeof made;
outer: for (let i = 0, j = <number>3; i < j; i++) { if (i) continue outer; else break outer; }
for (const key in { a: 1 }) log(key); for (const x of [1, , 2]) log(x); for await (const x of jobs) log(x);
do { var made = 1; } while (made < 0); while (made > 1) made--;
switch (made) { case 1: log(1); break; default: log(\`\${made} a\`, /x/u, 1n, null, true, tag\`b\${1}\`); }
try { throw new Error('x'); } catch ({ message, ...rest }) { log(message, rest); } finally { ; }
const { a, b: { c = 1 }, ['e' + 1]: f, ...g } = { a: 1, b: {}, m() { return 1; }, ...{} } as any;
const h = async <U,>(x: U): Promise<U> => (x satisfies U, (await x)!), k = function (): void {};
log(h?.(1)?.['x']?.y, made ? -made : made ?? 2, [a, ...[c]] = [f, g], new Map<string, number>(), import('y'));
`;

test('finds every node that a search of every field finds, for correct texts of many kinds', () => {
  const { tree, problems } = parseBody(SAMPLE);
  expect(problems).toEqual([]);
  const listed = new Set<string>();
  const compare = (node: Node): void => {
    const found: Node[] = [];
    eachChild(node, (child) => found.push(child));
    expect(new Set(found)).toEqual(new Set(nodesIn(node)));
    listed.add(node.type);
    found.forEach(compare);
  };
  tree?.forEach(compare);
  expect([...listed].filter((type) => type in CHILD_FIELDS).length).toBeGreaterThan(70);
  expect([...listed].some((type) => !(type in CHILD_FIELDS))).toBe(true);
});

const nodesIn = (node: Node): readonly unknown[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'loc' && key !== 'extra')
    .flatMap(([, value]) => value as unknown)
    .filter((value) => typeof value === 'object' && value !== null && 'type' in value);
