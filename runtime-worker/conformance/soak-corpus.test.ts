import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../host/host.test-support.ts';
import { crossingJobs, Lane, Soak, soakBundles, type Job } from './soak-corpus.ts';

/** What the soak would tell of a runtime that is wrong, and that it runs what it says. */

const jobs = crossingJobs([2, 4]);
const job = jobs.find(({ one }) => one.name === 'channels/pipeline-of-squares') as Job;
const other: Job = { ...job, one: { ...job.one, expected: { ...job.one.expected, stdout: 'else\n' } } };
const endless: Job = { ...job, executable: main('if (sleep(1e9) === PARK) yield;') };

let bundles: string;
let lane: Lane;
beforeAll(async () => {
  bundles = await soakBundles();
  // Whatever the patience, an endless program outlasts it.
  lane = new Lane(bundles, 500);
});
afterAll(() => lane.stop());

test('most of the corpus that is drawn crosses workers', () => {
  for (const workers of [2, 4])
    expect(jobs.filter((one) => one.workers === workers).length).toBeGreaterThan(20);
});

test.each(['kept', 'own'] as const)(
  'on %s threads, a wrong result and a run that hangs are told',
  async (way) => {
    const patient = new Lane(bundles);
    expect(await patient.run(job, way, 1)).toEqual({ is: 'right' });
    const wrong = await patient.run(other, way, 2);
    expect(wrong).toMatchObject({ is: 'wrong', words: expect.stringContaining('"stdout": "else\\n"') });
    await patient.stop();

    const hung = await lane.run(endless, way, 3);
    expect(hung).toMatchObject({
      is: 'hung',
      words: expect.stringMatching(/on 2 workers, .* threads, seed 3 hung:\n(.*\n)*.*sleep/),
    });
  },
);

test('every job is done in every round, and one that failed is counted and told', async () => {
  const soak = new Soak({ jobs: [job, other], rounds: 20, end: Infinity, lanes: 2, bundles });
  await soak.run();
  expect(soak.counts).toEqual({ right: 20, wrong: 20, hung: 0, died: 0, own: 2 });
  expect(soak.failures).toHaveLength(20);
  expect(soak.rounds(job.workers)).toBe(20);
});

test('when the time is over it stops, and says what was done', async () => {
  const soak = new Soak({ jobs: [job], rounds: 20, end: 0, lanes: 2, bundles });
  await soak.run();
  expect({ runs: soak.runs, rounds: soak.rounds(job.workers) }).toEqual({ runs: 0, rounds: 0 });
});
