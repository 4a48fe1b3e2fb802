import { expect, test } from 'vitest';
import { ENTRY } from './api.ts';
import { bundle } from './bundle.ts';

const join = (
  files: Readonly<Record<string, string>>,
  taken: readonly string[] = [],
): ReturnType<typeof bundle> =>
  bundle(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    new Set(taken),
  );

test('a module comes behind those it imports', () => {
  const { text } = join({
    [ENTRY]: "import { a } from '../core/a.ts';\nexport const e = a + 1;\n",
    'runtime-worker/core/a.ts': "import { type B, b } from './b.ts';\nexport const a: B = b;\n",
    'runtime-worker/core/b.ts': 'export type B = number;\nexport const b: B = 1;\n',
  });
  expect(
    text
      .replace(/\/\/ .*\n/g, '')
      .replace(/\n+/g, '\n')
      .trim(),
  ).toBe('type B = number;\nconst b: B = 1;\nconst a: B = b;\nconst e = a + 1;');
});

test('types may go in a circle', () => {
  const { text } = join({
    'runtime-worker/core/a.ts':
      "import type { B } from './b.ts';\nexport class A {}\nexport const one = (b: B): A => b;\n",
    'runtime-worker/core/b.ts': "import { A } from './a.ts';\nexport class B extends A {}\n",
    [ENTRY]: "import { B } from '../core/b.ts';\nexport const e = new B();\n",
  });
  expect(text.indexOf('class A')).toBeLessThan(text.indexOf('class B'));
  expect(text.indexOf('class B')).toBeLessThan(text.indexOf('new B'));
});

test('modules of Node stay imports, once each', () => {
  const { imports } = join({
    [ENTRY]:
      "import { readFileSync, writeSync } from 'node:fs';\nimport '../core/a.ts';\nexport const e = [readFileSync, writeSync];\n",
    'runtime-worker/core/a.ts':
      "import { writeSync, type Stats } from 'node:fs';\nexport const a = (s: Stats) => writeSync(1, String(s));\n",
  });
  expect(imports).toEqual(["import { readFileSync, type Stats, writeSync } from 'node:fs';"]);
});

test('a name that two modules declare, or that the program needs, is changed wherever it is meant', () => {
  const { text } = join(
    {
      [ENTRY]:
        "export { Frame } from '../core/a.ts';\nimport { Frame as Other } from '../core/b.ts';\nexport const e: Other = { Job: 1 };\n",
      'runtime-worker/core/a.ts':
        'export class Frame { Job = 1; }\nexport const Job = new Frame().Job;\nconst o = { Job };\n',
      'runtime-worker/core/b.ts': 'export interface Frame { Job: number }\n',
    },
    ['Job'],
  );
  expect(text).toContain('class Frame { Job = 1; }');
  expect(text).toContain('const Job2 = new Frame().Job;\nconst o = { Job: Job2 };');
  expect(text).toContain('interface Frame2 { Job: number }');
  expect(text).toContain('const e: Frame2 = { Job: 1 };');
});

test.each([
  ['export default 1;', 'has no default export'],
  ["import * as fs from 'node:fs';", 'imports names, not whole modules'],
  ["import { a as b } from 'node:fs';", 'imports names from outside as they are'],
  ['const a = 1;\nexport { a as b };', 'exports under the names it has'],
  ["import { a } from './missing.ts';", 'is among the files'],
  ['const a = ;', 'is TypeScript'],
])('%j is refused', (text, rule) => {
  expect(() => join({ [ENTRY]: text })).toThrow(rule);
});
