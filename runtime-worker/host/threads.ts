import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromThread, ThreadData } from './thread.ts';

/** A thread that takes part in a run, as the run sees it. */
export interface RunThread {
  on(event: 'message', listener: (message: FromThread) => void): unknown;
  on(event: 'error', listener: (error: Error & { code?: string }) => void): unknown;
  /** Once, last: nothing of the run happens there any more. */
  on(event: 'exit', listener: (code: number) => void): unknown;
  /** Ends it from outside, wherever it happens to be. */
  terminate(): unknown;
}

export type StartThread = (data: ThreadData) => RunThread;

/** A thread of its own for each worker of each run. */
export const startThread: StartThread = (data) => newWorker('worker.cjs', data.options.memory, data);

/** `bundle` lies beside the one this is in. `memory`: MiB of its heap. `data`: what the thread finds at its start. */
export function newWorker(bundle: string, memory: number, data: ThreadData | null): Worker {
  const thread = new Worker(path.join(import.meta.dirname, bundle), {
    workerData: data,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    trackUnmanagedFds: true,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  // A body has no way to write to these; what an engine says when it fails is not the program's output.
  thread.stdout.resume();
  thread.stderr.resume();
  return thread;
}
