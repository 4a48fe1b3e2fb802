import { expect, test } from 'vitest';
import { firstLoad } from './first-load.mjs';

/** Bytes of script, minified, before a drawing is opened: canvas and timeline included, editor and layout not. */
const BUDGET = 1_300_000;

const scripts = await firstLoad();

test('the window loads no more script than its budget before a drawing is opened', () => {
  const bytes = scripts.reduce((sum, each) => sum + each.bytes, 0);
  expect(scripts.length).toBeGreaterThan(5);
  expect(bytes).toBeGreaterThan(500_000);
  expect(bytes).toBeLessThanOrEqual(BUDGET);
});

test.each(['@babel/parser', 'monaco-editor', 'elkjs', 'uplot', 'shared/body/lower.ts', 'cmdk'])(
  '%s is not part of it',
  (name) => {
    const holding = scripts.filter(({ modules }) => modules.some((id) => id.includes(name)));
    expect(holding.map((each) => each.name)).toEqual([]);
  },
);
