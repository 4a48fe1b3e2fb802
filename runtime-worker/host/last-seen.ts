import type { Executable } from '../../shared/ir/executable.ts';
import type { GoroutineReport } from '../../shared/ir/outcome.ts';
import type { RunPlan } from './run-plan.ts';

/**
 * The goroutine a worker was last seen running, as a report: what is left to tell when the worker, or the whole
 * process, is gone. Goroutines of the document have their names; one started by a body has its number.
 */
export function lastSeen(
  executable: Executable,
  plan: RunPlan,
  worker: number,
  running: { readonly goroutine: number; readonly site: number },
): GoroutineReport | null {
  const { goroutine, site } = running;
  if (goroutine === 0) return null;
  const started = startedOn(executable, plan, worker).find(({ number }) => number === goroutine);
  const name = started?.name ?? `goroutine ${goroutine}`;
  const origin = executable.sites[site] ?? null;
  return {
    id: globalNumber(goroutine, worker, plan.workers.length),
    path: started?.path ?? '',
    name,
    node: started?.node ?? origin?.node ?? null,
    state: 'running',
    waitingOn: null,
    frames: [{ func: name, origin }],
    createdBy: null,
  };
}

/** One number for a goroutine of any worker: main is 1. */
export const globalNumber = (goroutine: number, worker: number, workers: number): number =>
  (goroutine - 1) * workers + worker + 1;

interface Started {
  readonly number: number;
  readonly path: string;
  readonly name: string;
  readonly node: string;
}

/** The goroutines a worker starts with, numbered as `load` numbers them: main first, then in order. */
function startedOn(executable: Executable, plan: RunPlan, worker: number): Started[] {
  const entries = executable.goroutines.map((entry, index) => ({ entry, index }));
  const mainAt = entries.findIndex(({ entry }) => entry.main);
  entries.sort((one, other) => Number(other.index === mainAt) - Number(one.index === mainAt));
  const started: Started[] = [];
  let number = mainAt === -1 ? 2 : 1;
  let child = 0;
  for (const { entry, index } of entries) {
    for (let replica = 0; replica < entry.replicas; replica++) {
      const isMain = index === mainAt && replica === 0;
      const path = isMain ? '0' : `0.${++child}`;
      if (plan.parallel !== null && plan.parallel.placement.workerOf[index]?.[replica] !== worker) continue;
      const name = entry.replicas > 1 ? `${entry.name}[${replica}]` : entry.name;
      started.push({ number: number++, path, name, node: entry.node });
    }
  }
  return started;
}
