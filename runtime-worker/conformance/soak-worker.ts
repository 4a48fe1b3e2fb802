import { restoreError } from '../host/lockdown.ts';
import { parentPort } from 'node:worker_threads';
import { takePart } from '../host/take-part.ts';
import type { ThreadData } from '../host/thread.ts';

/**
 * Entry of a worker thread that takes part in one run after the other. Buffers that a run left and nobody has collected
 * yet do not count against the next.
 */

restoreError();

parentPort?.on('message', (data: ThreadData) => {
  void takePart(data, (message) => parentPort?.postMessage(message));
});
