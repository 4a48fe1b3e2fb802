import path from 'node:path';
import type { Executable } from '../../shared/ir/executable.ts';
import { exitCode } from '../../shared/ir/outcome.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import type { RunOptions } from '../protocol.ts';
import { hostBundles, TestHost, type Told } from '../host/host.test-support.ts';
import { place } from '../parallel/placement.ts';
import { observe, readCorpus, type ConformanceCase } from './corpus.ts';
import { compared, isSkipped } from './exceptions.ts';
import { executableOfCase, formsOf } from './run-case.ts';

/** The cases of the corpus whose goroutines are on several workers, round after round. */

export interface Job {
  readonly one: ConformanceCase;
  readonly executable: Executable;
  readonly workers: number;
}

/** A case and where it runs; what sleeps tells by milliseconds is not for a machine under load. */
export const crossingJobs = (workerCounts: readonly number[]): readonly Job[] =>
  readCorpus().flatMap((one) => {
    if (isSkipped(one.name, 'parallel') || one.expected.tags.includes('timing')) return [];
    return formsOf(one).flatMap((form) => {
      const executable = executableOfCase(one, form);
      return workerCounts.flatMap((workers) => {
        const placed = place(executable, workers);
        return placed.ok && placed.placement.workers > 1 ? [{ one, executable, workers }] : [];
      });
    });
  });

/** How a run goes: on threads that are kept from run to run, or on threads of its own, as a person's run does. */
export type Way = 'kept' | 'own';

const BUNDLE: Readonly<Record<Way, string>> = { kept: 'soak-host.cjs', own: 'runtime-host.cjs' };

/** Builds what both ways need, in a folder that no other test builds anew meanwhile. */
export const soakBundles = (): Promise<string> =>
  hostBundles('out/soak', {
    'soak-host': 'runtime-worker/conformance/soak-host.ts',
    'soak-worker': 'runtime-worker/conformance/soak-worker.ts',
  });

/** What became of a run. `died`: the host did, by itself. */
export type Verdict =
  { readonly is: 'right' } | { readonly is: 'wrong' | 'hung' | 'died'; readonly words: string };

/** Milliseconds until a run that has not ended is taken for one that never will. */
const PATIENCE = 30_000;
/** Milliseconds after that until its host is killed. */
const STOP_PATIENCE = 5_000;
/** Lines of the trace that are told of a run that hangs. */
const LINES_TOLD = 60;
/** Runs of one host; what it has said of them is kept until it is gone. */
const RUNS_OF_A_HOST = 1000;

interface Attempt {
  readonly told: Told;
  readonly hung: boolean;
}

/** Runs jobs one after the other. */
export class Lane {
  readonly #bundles: string;
  readonly #patience: number;
  readonly #hosts = new Map<Way, { readonly host: TestHost; runs: number }>();

  /** `bundles`: the folder that `soakBundles` has filled. `patience`: milliseconds a run is given. */
  constructor(bundles: string, patience = PATIENCE) {
    this.#bundles = bundles;
    this.#patience = patience;
  }

  async run({ one, executable, workers }: Job, way: Way, seed: number): Promise<Verdict> {
    const { told, hung } = await this.#attempt(executable, way, { workers, seed });
    const where = `${one.name} on ${workers} workers, ${way} threads, seed ${seed}`;
    if (hung)
      return { is: 'hung', words: `${where} hung${await this.#traced(executable, way, { workers, seed })}` };
    const { outcome } = told.result;
    if (told.died) return { is: 'died', words: `${where} took the host along: ${printOutcome(outcome)}` };
    const observed = observe(told.printed, printOutcome(outcome), exitCode(outcome));
    const [got, want] = Object.values(compared(one, 'parallel', observed)).map((side) =>
      JSON.stringify(side, null, 2),
    );
    return got === want
      ? { is: 'right' }
      : { is: 'wrong', words: `${where} came to\n${got}\ninstead of\n${want}` };
  }

  async #attempt(executable: Executable, way: Way, options: Partial<RunOptions>): Promise<Attempt> {
    const host = await this.#host(way);
    const timers: NodeJS.Timeout[] = [];
    let hung = false;
    const told = await host.run(
      executable,
      { mode: 'parallel', clock: 'real', memory: 512, ...options },
      async (_, run) => {
        const overdue = (): void => {
          hung = true;
          // It tells what it recorded when it is stopped; when it is killed, it cannot.
          host.send({ type: 'stop', run });
        };
        timers.push(setTimeout(overdue, this.#patience));
        timers.push(setTimeout(() => void host.stop(), this.#patience + STOP_PATIENCE));
      },
    );
    timers.forEach(clearTimeout);
    return { told, hung };
  }

  /** Who did what last, if it hangs once more with a trace. */
  async #traced(executable: Executable, way: Way, options: Partial<RunOptions>): Promise<string> {
    const { told, hung } = await this.#attempt(executable, way, { ...options, trace: 'recorder' });
    if (!hung) return '; traced, it did not';
    return `:\n${told.trace.split('\n').slice(-LINES_TOLD).join('\n')}`;
  }

  async #host(way: Way): Promise<TestHost> {
    const known = this.#hosts.get(way);
    if (known !== undefined && !known.host.ended && known.runs++ < RUNS_OF_A_HOST) return known.host;
    await known?.host.stop();
    const host = await TestHost.start(512, path.join(this.#bundles, BUNDLE[way]));
    this.#hosts.set(way, { host, runs: 1 });
    return host;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map(({ host }) => host.stop()));
  }
}

export interface SoakOptions {
  readonly jobs: readonly Job[];
  /** As many times every job, unless the time is over before: by `Date.now`. */
  readonly rounds: number;
  readonly end: number;
  /** How many lanes side by side: most programs wait most of the time. */
  readonly lanes: number;
  readonly bundles: string;
}

/** Every so many rounds one goes on threads of its own. */
const OWN_EVERY = 20;
/** Failures told in full. */
const FAILURES_TOLD = 20;

export class Soak {
  readonly counts = { right: 0, wrong: 0, hung: 0, died: 0, own: 0 };
  readonly failures: string[] = [];
  readonly slowest = { millis: 0, where: '' };
  readonly #options: SoakOptions;
  readonly #done: number[];
  #next = 0;

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#done = options.jobs.map(() => 0);
  }

  /** Until all rounds are done or the time is over. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.lanes }, () => this.#lane()));
  }

  get runs(): number {
    return this.#done.reduce((sum, runs) => sum + runs, 0);
  }

  /** Rounds in which every job on so many workers was done. */
  rounds(workers: number): number {
    return Math.min(...this.#done.filter((_, at) => this.#options.jobs[at]?.workers === workers));
  }

  async #lane(): Promise<void> {
    const { jobs, rounds, end, bundles } = this.#options;
    const lane = new Lane(bundles);
    while (this.#next < jobs.length * rounds && Date.now() < end) {
      const turn = this.#next++;
      const round = Math.floor(turn / jobs.length) + 1;
      // oxlint-disable-next-line no-await-in-loop -- one after the other, that is what a lane is
      await this.#take(lane, turn % jobs.length, round);
    }
    await lane.stop();
  }

  async #take(lane: Lane, at: number, round: number): Promise<void> {
    const job = this.#options.jobs[at] as Job;
    const way = round % OWN_EVERY === 0 ? 'own' : 'kept';
    const began = performance.now();
    const verdict = await lane.run(job, way, round);
    const millis = performance.now() - began;
    this.#done[at] = (this.#done[at] ?? 0) + 1;
    this.counts[verdict.is]++;
    if (way === 'own') this.counts.own++;
    if (verdict.is !== 'right' && this.failures.length < FAILURES_TOLD) this.failures.push(verdict.words);
    if (millis > this.slowest.millis)
      Object.assign(this.slowest, { millis, where: `${job.one.name} on ${job.workers} workers` });
  }
}
