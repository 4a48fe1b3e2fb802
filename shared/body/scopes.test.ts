import { expect, test } from 'vitest';
import { goroutineOf } from '../emit/emit.test-support.ts';
import type { Func } from '../ir/program.ts';
import { visitStatements } from '../ir/visit.ts';
import { freeNames } from './free-names.ts';
import { parseBody } from './parse.ts';

/** What the last async function of a body can take along. */
function lifts(body: string): readonly string[] | null {
  let found: Func | undefined;
  visitStatements(goroutineOf(body).body.body, {
    func: (func) => {
      if (func.waits) found = func;
    },
  });
  if (found === undefined) throw new Error('no async function');
  return found.lifts;
}

test.each<[string, readonly string[] | null]>([
  ['go(async () => log(1));', []],
  ['go(async () => results.send(1));', ['results']],
  ['const a = 1;\ngo(async () => log(a));', ['a']],
  ['let a = 1;\na = 2;\ngo(async () => log(a));', ['a']],
  ['let a = 1;\ngo(async () => log(a));\na = 2;', null],
  ['let a = 1;\ngo(async () => {\n  a++;\n});', null],
  ['for (let i = 0; i < 3; i++) go(async () => log(i));', ['i']],
  ['for (let i = 0; i < 3; i++) {\n  go(async () => log(i));\n  i++;\n}', null],
  ['for (var i = 0; i < 3; i++) go(async () => log(i));', null],
  ['for (const x of [1]) go(async () => log(x));', ['x']],
  ['let a = 1;\nwhile (a < 3) {\n  a++;\n  go(async () => log(a));\n}', null],
  ['for (;;) {\n  let a = 1;\n  a = 2;\n  go(async () => log(a));\n}', ['a']],
  ['let a = 1;\nconst set = () => {\n  a = 2;\n};\nset();\ngo(async () => log(a));', null],
  ['go(async () => log(late));\nconst late = 1;', null],
  ['go(async () => log(f()));\nfunction f() {\n  return 1;\n}', ['f']],
  ['function outer(a: number) {\n  go(async () => log(a));\n}\nouter(1);', ['a']],
  ['function outer(a: number) {\n  a = 2;\n  go(async () => log(a));\n}\nouter(1);', ['a']],
  ['const { a, ...rest } = { a: 1, b: 2 };\ngo(async () => log(a, rest));', ['a', 'rest']],
  ['go(async function again() {\n  go(again);\n});', null],
  ['const a = 1;\ngo(async (x = a) => {\n  var a = 2;\n  log(x, a);\n});', null],
  ['try {\n  log(1);\n} catch (e) {\n  go(async () => log(e));\n}', ['e']],
])('%j takes along %j', (body, names) => {
  expect(lifts(body)).toEqual(names);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['a + b.c + d[e]', ['a', 'b', 'd', 'e'], []],
  ['({ a, b: c, [d]: 1 })', ['a', 'c', 'd'], []],
  ['const { a: x = y } = z; x;', ['y', 'z'], []],
  ['function f(a = b) { return a + c; } f();', ['b', 'c'], []],
  ['label: for (;;) { break label; }', [], []],
  ['const x: Foo<Bar>[] = y as Baz; type Foo<T> = T | Qux; x;', ['y'], ['Bar', 'Baz', 'Qux']],
  ['interface A<T> extends B<T> { m<U>(x: U, y: C): x is D; }', [], ['B', 'C', 'D']],
  ['class A<T> extends B<T> implements C { x: D = e; static f() {} }', ['B', 'e'], ['C', 'D']],
  ['type M = { [K in keyof N]: N[K] extends infer R ? R : never };', [], ['N']],
  ['const f = <T,>(x: T): typeof g => x; f;', [], ['g']],
  ['(x as typeof y).z', ['x'], ['y']],
])('%j uses %j, and as types %j', (text, values, types) => {
  const free = freeNames(text);
  expect([...free.values].sort()).toEqual([...values].sort());
  expect([...free.types].sort()).toEqual([...types].sort());
});

test('the parser reads on behind a mistake', () => {
  const { problems, tree } = parseBody('const a = ;\nlog(1);\nlet b = 2 3;\nfor (;;) {}\n');
  expect(problems.map(({ line }) => line)).toEqual([1, 3]);
  expect(tree).toBeNull();
});
