import type { GoroutineReport, Outcome } from '../shared/ir/outcome.ts';

/** How a runtime host ended before it had reported the end of its run. */
export interface HostExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** What the process last wrote to its error stream: V8 says there how it died. */
  readonly stderr: string;
  /** The run's limit, MiB. */
  readonly memory: number;
  /** The goroutine that ran last, as far as it was reported. */
  readonly last: GoroutineReport | null;
}

/** V8 aborts the whole process when one array outgrows the heap; the system kills it when memory itself runs out. */
const OUT_OF_MEMORY_SIGNALS = ['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL', 'SIGBUS'];

/** The same endings as exit codes: 128 + signal from a shell, 0x80000003 and 0xC0000017 on Windows. */
const OUT_OF_MEMORY_CODES = [133, 134, 135, 137, 0x80000003, 0xc0000017];

/** Reads the death of a host as the outcome of its run. */
export function outcomeOfExit(exit: HostExit): Outcome {
  const aborted =
    /out of memory|allocation failed/i.test(exit.stderr) ||
    (exit.signal !== null && OUT_OF_MEMORY_SIGNALS.includes(exit.signal)) ||
    (exit.code !== null && OUT_OF_MEMORY_CODES.includes(exit.code >>> 0));
  if (aborted) return { end: 'out-of-memory', limit: exit.memory, goroutine: exit.last };
  return {
    end: 'failed',
    message: `the runtime host ended unexpectedly (${exit.signal ?? `exit ${exit.code}`})`,
  };
}
