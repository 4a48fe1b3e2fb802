import { expect, test } from 'vitest';
import { goroutineOf } from '../emit/emit.test-support.ts';

/** The variables of a body that may be declared before it: `!` behind those a function uses, `+` behind changing ones. */
const hoistable = (body: string): readonly string[] =>
  goroutineOf(body).body.hoistable.map(
    ({ name, changes, shared }) => `${name}${changes ? '+' : ''}${shared ? '!' : ''}`,
  );

test.each<[string, readonly string[]]>([
  ['const a = 1;\nlet b = a;\nb++;\nlog(b);', ['a', 'b+']],
  ['const { a, b } = { a: 1, b: 2 };\nlog(a, b);', ['a', 'b']],
  ['for (let i = 0; i < 3; i++) {\n  const v = i;\n  log(v);\n}', ['i+', 'v']],
  // A function made of it sees what it is now, and what it becomes.
  ['let a = 1;\nconst f = () => a;\na = 2;\nlog(f());', ['a+!', 'f']],
  // New in each turn.
  ['for (let i = 0; i < 3; i++) {\n  const v = i;\n  go(() => log(v));\n}', ['i+']],
  ['for (let i = 0; i < 3; i++) go(() => log(i));', []],
  // Two of one name that never meet are one.
  ['{\n  const v = 1;\n  log(v);\n}\n{\n  const v = 2;\n  log(v);\n}', ['v']],
  ['{\n  const v = 1;\n  go(() => log(v));\n}\n{\n  const v = 2;\n  log(v);\n}', []],
  ['const v = 1;\n{\n  const v = 2;\n  log(v);\n}\nlog(v);', []],
  // One that hides something else that is used.
  ['{\n  const jobs = 1;\n  log(jobs);\n}', []],
  ['{\n  const log = print;\n  log(1);\n}\nlog(2);', []],
  ['{\n  const v = 1;\n  log(v);\n}\nfunction v(): void {}\nv();', []],
  // Used, or perhaps used, before it is there.
  ['const f = () => late;\nconst late = 1;\nlog(f());', ['f']],
  ['work();\nconst late = 1;\nfunction work(): void {\n  log(late);\n}', []],
  ['const early = 1;\nwork();\nfunction work(): void {\n  log(early);\n}', ['early!']],
  ['function work(): void {\n  log(late);\n}\nconst late = 1;\nwork();', []],
])('%j has %j', (body, names) => {
  expect(hoistable(body)).toEqual(names);
});
