import { restoreError } from './lockdown.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { takePart } from './take-part.ts';
import type { ThreadData } from './thread.ts';

/** Entry of a worker thread: takes its part in one run. */

restoreError();

// A worker that waits for promises lives on; without a port that listens it would be over.
parentPort?.on('message', () => {});

// Ours: the host made it.
void takePart(workerData as ThreadData, (message) => parentPort?.postMessage(message)).finally(() =>
  // A thread that ends by itself is taken down in order; one ended from outside, wherever it happens to be.
  parentPort?.close(),
);
