import { afterAll, describe, expect, test } from 'vitest';
import { place } from '../parallel/placement.ts';
import { readCorpus, type ConformanceCase } from './corpus.ts';
import { compared, isSkipped } from './exceptions.ts';
import { executableOfCase, formsOf } from './run-case.ts';
import { ParallelRunner } from './run-parallel.ts';

/** Every case on real threads, by the wall's clock. */

const runner = new ParallelRunner();
afterAll(() => runner.stop());
const corpus = readCorpus();

/** What sleeps tells by milliseconds who comes first: as under real Go, a machine that stalls is told otherwise. */
const retries = (one: ConformanceCase): number => (one.expected.tags.includes('timing') ? 2 : 0);

describe.each([2, 4])('on %i workers, does what Go did', (workers) => {
  for (const one of corpus) {
    const options = { retry: retries(one), skip: isSkipped(one.name, 'parallel') };
    for (const form of formsOf(one)) {
      // What one body starts stays on its worker, however many there are.
      if (form === 'body' && workers > 2) continue;
      test(`${one.name} as a ${form}`, options, async () => {
        const executable = executableOfCase(one, form);
        const run = await runner.run(executable, workers);
        const { got, want } = compared(one, 'parallel', run);
        expect(got).toEqual(want);

        const goroutines = executable.goroutines.reduce((sum, { replicas }) => sum + replicas, 0);
        const placed = place(executable, workers);
        expect(placed.ok && placed.placement.workers).toBe(Math.min(workers, goroutines));
        if (goroutines === 1) return;
        expect(run.workers.size).toBeGreaterThan(1);
      });
    }
  }
});
