import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { forCompartment } from './compartment-text.ts';

const REFUSED = /<!--|-->|(^|[^.])\bimport\s*(\(|\/[/*])|(^|[^.])\beval\s*\(/;

test.each([
  [`const a = 'x --> y <!-- z', b = "import('q') eval(1)";`, `[a, b]`],
  ['const a = `t --> ${1 + 1} <!-- ${`in --> ${2}`} import (`;', `a`],
  [`const a = 'i\\mport(1) \\-->';`, `a`],
  [
    `const a = /-->|(?<!--)x|[-->]/.source.length > 0 && /a-->b/.test('a--' + '>b') && /(?<!--)x/.test('-x');`,
    `a`,
  ],
  [`let i = 3, n = 0; while (i-->0) n++; const m = 5; let k = 2; const lt = m<!--k;`, `[n, i, k, lt]`],
  [`let x = 8, y = 2; const z = x / y; /* --> import( */ const w = z // <!-- eval(\n / 2;`, `[z, w]`],
])('%s means the same, and nothing in it is suspicious', (code, value) => {
  const run = (text: string): unknown =>
    runInNewContext(`JSON.stringify((() => {${text}\nreturn ${value};})())`);
  const rewritten = forCompartment(code);
  expect(REFUSED.test(rewritten)).toBe(false);
  // A module is never read with HTML comments; a function body might be, so the original is rewritten by hand.
  const original = code.replaceAll('i-->0', 'i-- > 0').replaceAll('m<!--k', 'm < !--k');
  expect(run(rewritten)).toEqual(run(original));
});

test('code that means it stays, and is refused later', () => {
  expect(forCompartment(`import('node:fs')`)).toBe(`import('node:fs')`);
  expect(forCompartment(`eval('1')`)).toBe(`eval('1')`);
});

test('ordinary code is not touched', () => {
  const code = `const a = b-- > c, important = (d) => d; medieval(1); x.import(2);`;
  expect(forCompartment(code)).toBe(code.replace('x.import(2)', 'x.import(2)'));
});
