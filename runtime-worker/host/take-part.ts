import { collect } from './collect.ts';
import { arm } from './metered-memory.ts';
import type { FromThread, ThreadData } from './thread.ts';
import { runParallel } from './thread-parallel.ts';
import { runDeterministic, ThreadRun } from './thread-run.ts';

/** Takes a worker's part in a run, and says how it ended; settles after its last word. */
export function takePart(data: ThreadData, say: (message: FromThread) => void): Promise<void> {
  limitBuffers(data.bufferLimit, say);
  let run: ThreadRun | null = null;

  const begin = (): Promise<void> => {
    run = new ThreadRun(data, say);
    const { parallel } = run.plan;
    return parallel === null ? runDeterministic(run) : runParallel(run, parallel);
  };

  // A mistake on the way to the first step rejects like one that is made later.
  return Promise.resolve()
    .then(begin)
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      say({ type: 'ended', ending: { outcome: { end: 'failed', message }, schedule: null } });
    })
    .then(() => {
      if (run === null) say({ type: 'left', lost: 0 });
      else run.leave();
    });
}

/** From here on, buffers a body makes count against the run's memory. */
function limitBuffers(limit: number, say: (message: FromThread) => void): void {
  const live = (): number => process.memoryUsage().arrayBuffers;
  const before = live();
  arm({
    limit,
    live: () => live() - before,
    collect,
    exceeded: () => {
      say({ type: 'out-of-memory' });
      // No body may catch this: the thread waits here for its end.
      const never = new Int32Array(new SharedArrayBuffer(4));
      for (;;) Atomics.wait(never, 0, 0);
    },
  });
}
