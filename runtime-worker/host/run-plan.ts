import type { Executable } from '../../shared/ir/executable.ts';
import { Layout, type SharedMemory } from '../parallel/memory.ts';
import { initParallel, layoutParallel, planParallel, type ParallelPlan } from '../parallel/plan.ts';
import type { RunOptions } from '../protocol.ts';
import { reserveWorkers, type WorkerWords } from './run-memory.ts';

/** How the memory of a run is laid out: worked out by the host and by each worker, with the same result. */
export interface RunPlan {
  readonly workers: readonly WorkerWords[];
  /** Null in deterministic mode. */
  readonly parallel: ParallelPlan | null;
  /** Words before the heap. */
  readonly words: number;
}

const MIB = 1 << 20;

/** @throws Error, a sentence for a person, when the program cannot be run with these options */
export function planRun(executable: Executable, options: RunOptions): RunPlan {
  const layout = new Layout();
  const placement = options.mode === 'parallel' ? planParallel(executable, options.workers) : null;
  const workers = reserveWorkers(layout, placement?.workers ?? 1, executable.objects.length);
  const parallel = placement === null ? null : layoutParallel(layout, executable, placement);
  if (layout.end * 4 > options.memory * MIB)
    throw new Error(`the channels of this program hold more than the run's ${options.memory} MiB`);
  return { workers, parallel, words: layout.end };
}

/** Bytes of a run's memory. The heap is as large as the run's limit; the system gives it page by page. */
export const runBytes = (plan: RunPlan, options: RunOptions): number =>
  plan.words * 4 + (plan.parallel === null ? 0 : Math.min(options.memory, 4096) * MIB);

/** Once, by the host, before any worker starts. */
export function initRun(plan: RunPlan, memory: SharedMemory, executable: Executable): void {
  if (plan.parallel !== null) initParallel(plan.parallel, memory, executable, plan.words);
}
