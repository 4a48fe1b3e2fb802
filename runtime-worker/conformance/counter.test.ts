import { expect, test } from 'vitest';
import { template, weftJson } from '../../main/cli/weft.test-support.ts';

const total = async (slug: string, ...flags: string[]): Promise<number> => {
  const { json, stderr } = await weftJson('run', template(slug), ...flags);
  expect(json.outcome, stderr).toEqual({ end: 'done' });
  return Number(/\d+/.exec(json.prints.at(-1) ?? '')?.[0]);
};

test('without its mutex the counter loses updates on two workers', async () => {
  const flags = ['--mode', 'parallel', '--workers', '2'];
  const exact = await total('counter-with-mutex', ...flags);
  // About one run in five is lucky: the workers did not meet.
  for (let run = 0; run < 20; run++) {
    const counted = await total('counter-lost-update', ...flags);
    expect(counted).toBeLessThanOrEqual(exact);
    if (counted < exact) return;
  }
  expect.unreachable('twenty runs in a row lost nothing');
});

test('… and under some seeds in deterministic mode', async () => {
  const totals = new Set<number>();
  for (let seed = 1; seed <= 10; seed++)
    totals.add(await total('counter-lost-update', '--mode', 'deterministic', '--seed', String(seed)));
  expect(totals.size).toBeGreaterThan(1);
});
