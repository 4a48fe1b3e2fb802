import { restoreError } from './lockdown.ts';
import { parentPort, workerData } from 'node:worker_threads';
import v8 from 'node:v8';
import vm from 'node:vm';
import { arm } from './metered-memory.ts';
import type { FromThread, ThreadData } from './thread.ts';
import { runParallel } from './thread-parallel.ts';
import { runDeterministic, ThreadRun } from './thread-run.ts';

/** Entry of a worker thread: runs its part of a program, and says how it ended. */

// Ours: the host made it.
const data = workerData as ThreadData;
const say = (message: FromThread): void => parentPort?.postMessage(message);

restoreError();
limitBuffers();

// A worker that waits for promises lives on; without a port that listens it would be over.
parentPort?.on('message', () => {});

let run: ThreadRun | null = null;

// A mistake on the way to the first step rejects like one that is made later.
Promise.resolve()
  .then(begin)
  .catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    say({ type: 'ended', ending: { outcome: { end: 'failed', message }, schedule: null } });
  })
  .finally(() => {
    if (run === null) say({ type: 'left', lost: 0 });
    else run.leave();
    // A thread that ends by itself is taken down in order; one ended from outside, wherever it happens to be.
    parentPort?.close();
  });

function begin(): Promise<void> {
  run = new ThreadRun(data, say);
  const { parallel } = run.plan;
  return parallel === null ? runDeterministic(run) : runParallel(run, parallel);
}

/** From here on, buffers a body makes count against the run's memory. */
function limitBuffers(): void {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const live = (): number => process.memoryUsage().arrayBuffers;
  const before = live();
  arm({
    limit: data.bufferLimit,
    live: () => live() - before,
    collect: () => collect(),
    exceeded: () => {
      say({ type: 'out-of-memory' });
      // No body may catch this: the thread waits here for its end.
      const never = new Int32Array(new SharedArrayBuffer(4));
      for (;;) Atomics.wait(never, 0, 0);
    },
  });
}
