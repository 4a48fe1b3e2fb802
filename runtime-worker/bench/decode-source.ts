import { TraceDrain } from '../../shared/trace/drain.ts';
import { traceBytes, traceMemory, type TraceSize } from '../../shared/trace/memory.ts';
import { TraceWriter } from '../../shared/trace/writer.ts';
import { wallNanos } from '../host/wall-clock.ts';
import { PROGRAMS } from './bodies.ts';
import { executableOf } from './documents.ts';
import { machineOf, runToEnd } from './in-process.ts';

/**
 * decode-source N, forked by the decoder: traces a program until it has N records, says it is ready, and on the first
 * message sends them in batches of the host's size the way the host does.
 */

const BATCH = 1 << 18;

const n = Number(process.argv[2]);
const size: TraceSize = { records: 2 ** Math.ceil(Math.log2(n + 1)), textUnits: 1 << 18 };
const memory = traceMemory(new ArrayBuffer(traceBytes(size)), size);
// A full ring loses what comes after: what is in it is enough.
const writer = new TraceWriter(memory, { worker: 0, lossless: true, clock: wallNanos, mayWait: () => false });
const executable = executableOf(PROGRAMS.buffered(n));
runToEnd(machineOf(executable, writer));
writer.flush();
const drain = new TraceDrain(memory, { worker: 0, lossless: true });
const batches: ArrayBuffer[] = [];
for (let left = n; left > 0;) {
  const batch = drain.take(Math.min(left, BATCH));
  if (batch === null) throw new Error('the program was too short for that many records');
  batches.push(batch);
  left = n - drain.taken;
}
const { name, objects, goroutines, sites } = executable;
process.send?.({ tables: { name, objects, goroutines, sites } });
process.on('message', () => {
  for (const batch of batches) process.send?.({ batch });
});
