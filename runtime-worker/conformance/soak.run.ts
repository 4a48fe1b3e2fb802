import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  integers,
  integersPrinted,
  objects,
  objectsPrinted,
  runWatched,
  type Watched,
} from '../host/across.test-support.ts';
import { answersOf, BODIES } from '../host/answers.test-support.ts';
import { TestHost } from '../host/host.test-support.ts';
import { crossingJobs, Soak, soakBundles } from './soak-corpus.ts';

/** What must hold however often it is done, for as many minutes as it is given. */

const minutes = Number(process.env['WEFT_SOAK_MINUTES'] ?? '20');
const rounds = Number(process.env['WEFT_SOAK_ROUNDS'] ?? '1000');
/** Where the last line goes, for `scripts/soak.mjs` to print it last. */
const lastLine = process.env['WEFT_SOAK_LAST_LINE'];
const end = Date.now() + minutes * 60_000;
/** Share of the values that are sent when there is little time. */
const share = Math.min(1, minutes / 5);
const WORKERS = [2, 4];

/** MiB by which the memory of a run may grow from its first quarter to its last. */
const GROWTH = 48;
/** Rounds of stop, pause and step, a minute each at most. */
const MOST_ANSWERS = 10;

let bundles: string;
let host: TestHost | null = null;
let runs = 0;
let soak: Soak | null = null;

beforeAll(async () => {
  bundles = await soakBundles();
});
afterAll(async () => {
  await host?.stop();
  const line = `soak: ${short() ? `FEWER ROUNDS THAN THE ${rounds} ASKED FOR: ` : ''}${told()}`;
  if (lastLine === undefined) console.log(line);
  else writeFileSync(lastLine, line);
});

const roundsOn = (workers: number): number => soak?.rounds(workers) ?? 0;
const short = (): boolean => WORKERS.some((workers) => roundsOn(workers) < rounds);

/** What was reached so far. */
function told(): string {
  const words = WORKERS.map((workers) => `${roundsOn(workers)} rounds on ${workers} workers`).join(', ');
  const { wrong = 0, hung = 0, died = 0 } = soak?.counts ?? {};
  return `${words}; ${runs + (soak?.runs ?? 0)} runs, ${wrong} wrong, ${hung} hung, ${died} hosts died`;
}

async function liveHost(): Promise<TestHost> {
  if (host === null || host.ended) host = await TestHost.start(512, path.join(bundles, 'runtime-host.cjs'));
  return host;
}

function checkMany(name: string, count: number, printed: string, { told: run, early, late }: Watched): void {
  runs++;
  const rate = (count / run.result.counts.wall) * 1000;
  console.log(
    `${count} ${name}: ${rate.toFixed(2)} M/s with the start, ${early.toFixed(0)} MiB early, ${late.toFixed(0)} MiB late`,
  );
  expect(run.result.outcome).toEqual({ end: 'done' });
  expect(run.printed).toBe(printed);
  expect(late).toBeLessThan(early + GROWTH);
}

test('ten million integers through a channel between two workers add up, in flat memory', async () => {
  const count = Math.round(10_000_000 * share);
  checkMany('integers', count, integersPrinted(count), await runWatched(await liveHost(), integers(count)));
});

test('a million objects likewise', async () => {
  const count = Math.round(1_000_000 * share);
  checkMany('objects', count, objectsPrinted(count), await runWatched(await liveHost(), objects(count)));
});

test('stop, pause and step are answered, whatever the bodies do', async () => {
  const turns = Math.min(MOST_ANSWERS, Math.max(1, Math.round(minutes)));
  const took: Record<string, number[]> = { pause: [], step: [], stop: [] };
  for (let turn = 0; turn < turns; turn++) {
    for (const mode of ['deterministic', 'parallel'] as const) {
      for (const program of Object.values(BODIES)) {
        const answers = await answersOf(await liveHost(), program, mode, 50 + turn * 7);
        took['pause']?.push(answers.pause, answers.resumed);
        took['step']?.push(answers.step);
        took['stop']?.push(answers.stop);
        runs++;
      }
    }
  }
  for (const [command, list] of Object.entries(took)) {
    const sorted = list.toSorted((a, b) => a - b);
    const of = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Infinity;
    const at = (part: number): string => of(part).toFixed(1);
    console.log(`${command}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms of ${sorted.length}`);
    // A machine busy with other things is late now and then; half of the answers are not.
    expect(of(0.5)).toBeLessThan(100);
  }
});

test('the cases of the corpus that cross workers come out the same every time', async () => {
  const jobs = crossingJobs(WORKERS);
  // One lane more than cores: while programs sleep, another's work.
  soak = new Soak({ jobs, rounds, end, bundles, lanes: availableParallelism() + 1 });
  const every = setInterval(() => console.log(told()), 60_000);
  await soak.run();
  clearInterval(every);
  const { counts, slowest, failures } = soak;
  console.log(
    `corpus: ${jobs.length} programs on ${WORKERS.join(' and ')} workers, ${soak.runs} runs, ${counts.own} of them on threads of their own; slowest ${slowest.where}, ${slowest.millis.toFixed(0)} ms`,
  );
  expect(failures).toEqual([]);
  expect(soak.runs).toBeGreaterThan(0);
});
