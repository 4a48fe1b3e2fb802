import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersOf, BODIES } from './answers.test-support.ts';
import { integers, integersPrinted, objects, objectsPrinted, runWatched } from './across.test-support.ts';
import { TestHost } from './host.test-support.ts';

/** Short forms of what `npm run soak` does for minutes. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

describe.each(['deterministic', 'parallel'] as const)('in %s mode', (mode) => {
  test.each(Object.entries(BODIES))('pause, step and stop are answered by %s', async (_, program) => {
    const answers = await answersOf(host, program, mode, 20);
    for (const took of Object.values(answers)) expect(took).toBeGreaterThan(0);
  });
});

test('two hundred thousand integers through a channel between two workers add up', async () => {
  const { told } = await runWatched(host, integers(200_000));
  expect(told.printed).toBe(integersPrinted(200_000));
});

test('twenty thousand objects likewise', async () => {
  const { told } = await runWatched(host, objects(20_000));
  expect(told.printed).toBe(objectsPrinted(20_000));
});
