import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { TraceDrain } from '../../shared/trace/drain.ts';
import { traceBytes, traceMemory, type TraceSize } from '../../shared/trace/memory.ts';
import { TraceWriter } from '../../shared/trace/writer.ts';
import { wallNanos } from '../host/wall-clock.ts';
import { PROGRAMS } from './bodies.ts';
import { executableOf } from './documents.ts';
import { machineOf, runToEnd } from './in-process.ts';
import { readSample } from './sample.ts';

/**
 * traced-child PROGRAM traced|off N: a program on this thread, its records in a ring of the host's size that another
 * thread empties at once: what the writer costs when its reader keeps up.
 */

/** The host's ring. */
const SIZE: TraceSize = { records: 1 << 18, textUnits: 1 << 18 };
const AT_ONCE = 1 << 15;
/** Words of `shared`: the reader has begun; the writer has ended; records taken. */
const BEGUN = 0;
const ENDED = 1;
const TAKEN = 2;

interface Reading {
  readonly buffer: SharedArrayBuffer;
  readonly shared: Int32Array;
}

if (isMainThread) write();
else read(workerData as Reading);

function write(): void {
  const [name = '', how = '', size = ''] = process.argv.slice(2);
  const program = PROGRAMS[name as keyof typeof PROGRAMS];
  const n = Number(size);
  const executable = executableOf(program(n));
  if (how === 'off') {
    const run = machineOf(executable);
    runToEnd(run);
    return console.log(JSON.stringify(readSample(run.printed())));
  }
  const shared = new Int32Array(new SharedArrayBuffer(16));
  const buffer = new SharedArrayBuffer(traceBytes(SIZE));
  const reader = new Worker(__filename, { workerData: { buffer, shared } satisfies Reading });
  reader.on('error', (error) => {
    throw error;
  });
  Atomics.wait(shared, BEGUN, 0);
  const recorder = new TraceWriter(traceMemory(buffer, SIZE), {
    worker: 0,
    lossless: true,
    clock: wallNanos,
    mayWait: () => true,
  });
  const run = machineOf(executable, recorder);
  runToEnd(run);
  recorder.flush();
  Atomics.store(shared, ENDED, 1);
  reader.on('exit', () => {
    const taken = Atomics.load(shared, TAKEN);
    if (recorder.lost !== 0 || taken !== recorder.written)
      throw new Error(`${recorder.written} records written, ${taken} read, ${recorder.lost} lost`);
    const { measured, result } = readSample(run.printed());
    // The measured four fifths of the run.
    const events = Math.round(taken * (n / (n + Math.ceil(n / 4))));
    console.log(JSON.stringify({ measured, result, events }));
  });
}

function read({ buffer, shared }: Reading): void {
  const drain = new TraceDrain(traceMemory(buffer, SIZE), { worker: 0, lossless: true });
  Atomics.store(shared, BEGUN, 1);
  Atomics.notify(shared, BEGUN);
  for (;;) {
    // Looked at before the ring: what was written before the end is taken after it.
    const ended = Atomics.load(shared, ENDED) === 1;
    if (drain.take(AT_ONCE) !== null) continue;
    if (ended) break;
    // Nothing yet: not for long, and not at the writer's expense.
    Atomics.wait(shared, ENDED, 0, 1);
  }
  Atomics.store(shared, TAKEN, drain.taken);
}
