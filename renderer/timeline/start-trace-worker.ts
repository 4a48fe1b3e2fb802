import { TraceClient } from '../trace/trace-client.ts';

/** Starts the data worker: one for the whole life of a window. */
export function startTraceWorker(): TraceClient {
  const worker = new Worker(new URL('./trace-worker.ts', import.meta.url), { type: 'module', name: 'trace' });
  return new TraceClient(worker);
}
