import type { Executable } from '../../shared/ir/executable.ts';
import { exitCode, type Outcome } from '../../shared/ir/outcome.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import { TraceReader } from '../../shared/trace/reader.ts';
import { TestHost } from '../host/host.test-support.ts';
import { observe, type Observed } from './corpus.ts';

export interface ParallelRun extends Observed {
  readonly outcome: Outcome;
  /** Workers on which goroutines were created. Where a program exits at once, not all of them may get a turn. */
  readonly workers: ReadonlySet<number>;
}

/** Milliseconds until a run that has not ended is taken for one that never will. */
const PATIENCE = 45_000;

/** Runs executables on real worker threads, one after the other, in a host process of their own. */
export class ParallelRunner {
  #host: TestHost | null = null;

  /** @param workers threads the goroutines are spread over */
  async run(executable: Executable, workers: number): Promise<ParallelRun> {
    if (this.#host === null || this.#host.ended) this.#host = await TestHost.start();
    const host = this.#host;
    const patience = setTimeout(() => void host.stop(), PATIENCE);
    const { result, printed, batches } = await host.run(executable, {
      mode: 'parallel',
      clock: 'real',
      memory: 512,
      trace: 'lossless',
      workers,
    });
    clearTimeout(patience);
    const { outcome } = result;
    return {
      ...observe(printed, printOutcome(outcome), exitCode(outcome)),
      outcome,
      workers: workersOf(batches),
    };
  }

  async stop(): Promise<void> {
    await this.#host?.stop();
    this.#host = null;
  }
}

function workersOf(batches: readonly ArrayBuffer[]): ReadonlySet<number> {
  const reader = new TraceReader();
  const rows = batches.flatMap((batch) => reader.rows(batch));
  return new Set(rows.filter(({ name }) => name === 'created').map(({ worker }) => worker));
}
