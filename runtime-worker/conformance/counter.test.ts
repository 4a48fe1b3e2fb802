import { expect, test } from 'vitest';
import { template, weftJson } from '../../main/cli/weft.test-support.ts';

const total = async (slug: string, ...flags: string[]): Promise<number> => {
  const { json, stderr } = await weftJson('run', template(slug), ...flags);
  expect(json.outcome, stderr).toEqual({ end: 'done' });
  return Number(/\d+/.exec(json.prints.at(-1) ?? '')?.[0]);
};

test('without its mutex the counter loses updates on two workers', async () => {
  const exact = await total('counter-with-mutex', '--mode', 'parallel', '--workers', '2');
  const totals: number[] = [];
  for (let run = 0; run < 5; run++)
    totals.push(await total('counter-lost-update', '--mode', 'parallel', '--workers', '2'));
  expect(Math.max(...totals)).toBeLessThanOrEqual(exact);
  expect(Math.min(...totals)).toBeLessThan(exact);
});

test('… and under some seeds in deterministic mode', async () => {
  const totals = new Set<number>();
  for (let seed = 1; seed <= 10; seed++)
    totals.add(await total('counter-lost-update', '--mode', 'deterministic', '--seed', String(seed)));
  expect(totals.size).toBeGreaterThan(1);
});
