import { afterAll, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { exitCode } from '../../shared/ir/outcome.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import {
  integers,
  integersPrinted,
  objects,
  objectsPrinted,
  runWatched,
  type Watched,
} from '../host/across.test-support.ts';
import { answersOf, BODIES } from '../host/answers.test-support.ts';
import { TestHost, type Told } from '../host/host.test-support.ts';
import { place } from '../parallel/placement.ts';
import { observe, readCorpus, type ConformanceCase } from './corpus.ts';
import { compared, isSkipped } from './exceptions.ts';
import { executableOfCase, formsOf } from './run-case.ts';

/** What must hold however often it is done, for as many minutes as it is given. */

const minutes = Number(process.env['WEFT_SOAK_MINUTES'] ?? '10');
const repetitions = Number(process.env['WEFT_SOAK_REPETITIONS'] ?? '1000');
const end = Date.now() + minutes * 60_000;
/** Share of the values that are sent when there is little time. */
const share = Math.min(1, minutes / 5);

/** MiB by which the memory of a run may grow from its first quarter to its last. */
const GROWTH = 48;
/** Milliseconds until a run that has not ended is taken for one that never will. */
const PATIENCE = 30_000;
/** Lines of the trace that are told of a run that hangs. */
const TOLD = 60;

const counts = { runs: 0, hung: 0, wrong: 0 };
let host: TestHost | null = null;

afterAll(async () => {
  await host?.stop();
  console.log(`soak: ${counts.runs} runs, ${counts.wrong} wrong, ${counts.hung} hung`);
});

async function liveHost(): Promise<TestHost> {
  if (host === null || host.ended) host = await TestHost.start();
  return host;
}

function checkMany(name: string, count: number, printed: string, { told, early, late }: Watched): void {
  counts.runs++;
  const rate = (count / told.result.counts.wall) * 1000;
  console.log(
    `${count} ${name}: ${rate.toFixed(2)} M/s with the start, ${early.toFixed(0)} MiB early, ${late.toFixed(0)} MiB late`,
  );
  expect(told.result.outcome).toEqual({ end: 'done' });
  expect(told.printed).toBe(printed);
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
  const rounds = Math.max(1, Math.round(minutes));
  const took: Record<string, number[]> = { pause: [], step: [], stop: [] };
  for (let round = 0; round < rounds; round++) {
    for (const mode of ['deterministic', 'parallel'] as const) {
      for (const program of Object.values(BODIES)) {
        const answers = await answersOf(await liveHost(), program, mode, 50 + round * 7);
        took['pause']?.push(answers.pause, answers.resumed);
        took['step']?.push(answers.step);
        took['stop']?.push(answers.stop);
        counts.runs++;
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

interface Job {
  readonly one: ConformanceCase;
  readonly executable: Executable;
  readonly workers: number;
}

/** Cases with goroutines on several workers; what sleeps tells by milliseconds is not for a machine under load. */
function jobs(): readonly Job[] {
  return readCorpus().flatMap((one) => {
    if (isSkipped(one.name, 'parallel') || one.expected.tags.includes('timing')) return [];
    return formsOf(one).flatMap((form) => {
      const executable = executableOfCase(one, form);
      return [2, 4].flatMap((workers) => {
        const placed = place(executable, workers);
        return placed.ok && placed.placement.workers > 1 ? [{ one, executable, workers }] : [];
      });
    });
  });
}

async function repeat({ one, executable, workers }: Job, seed: number): Promise<void> {
  const live = await liveHost();
  const watchdog = setTimeout(() => void live.stop(), PATIENCE);
  const told = await live.run(executable, { mode: 'parallel', clock: 'real', memory: 512, workers, seed });
  clearTimeout(watchdog);
  counts.runs++;
  const where = `${one.name} on ${workers} workers, seed ${seed}`;
  if (told.died) {
    counts.hung++;
    throw new Error(`${where} hung${await traceOfHanging(executable, workers, seed)}`);
  }
  const { got, want } = compared(one, 'parallel', observed(told));
  try {
    expect({ where, ...got }).toEqual({ where, ...want });
  } catch (wrong) {
    counts.wrong++;
    throw wrong;
  }
}

const observed = ({ printed, result: { outcome } }: Told): ReturnType<typeof observe> =>
  observe(printed, printOutcome(outcome), exitCode(outcome));

/** Who did what last, if it hangs once more with a trace. */
async function traceOfHanging(executable: Executable, workers: number, seed: number): Promise<string> {
  const live = await liveHost();
  const watchdog = setTimeout(() => void live.stop(), PATIENCE);
  const told = await live.run(executable, {
    mode: 'parallel',
    clock: 'real',
    memory: 512,
    trace: 'recorder',
    workers,
    seed,
  });
  clearTimeout(watchdog);
  if (!told.died) return '; traced, it did not';
  return `:\n${told.trace.split('\n').slice(-TOLD).join('\n')}`;
}

test('the cases of the corpus that cross workers come out the same every time', async () => {
  const all = jobs();
  const failures: string[] = [];
  let round = 0;
  let done = 0;
  const slowest = { millis: 0, where: '' };
  for (; round < repetitions && Date.now() < end; round++) {
    for (const job of all) {
      if (Date.now() >= end) break;
      const began = performance.now();
      try {
        await repeat(job, round + 1);
      } catch (failure) {
        failures.push(failure instanceof Error ? failure.message : String(failure));
      }
      done++;
      const millis = performance.now() - began;
      if (millis > slowest.millis)
        Object.assign(slowest, { millis, where: `${job.one.name} on ${job.workers} workers` });
    }
  }
  console.log(
    `corpus: ${all.length} programs on 2 and 4 workers, ${done} runs in ${round} rounds; slowest ${slowest.where}, ${slowest.millis.toFixed(0)} ms`,
  );
  expect(failures).toEqual([]);
  expect(done).toBeGreaterThan(0);
});
