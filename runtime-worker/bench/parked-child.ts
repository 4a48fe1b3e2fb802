import type { Clock } from '../core/clock.ts';
import { parked } from './bodies.ts';
import { executableOf } from './documents.ts';
import { machineOf, runToEnd } from './in-process.ts';

/** parked-child N, under --expose-gc: bytes of heap that N waiting goroutines take. */

const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('start it with --expose-gc');

const heap = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};

/** Real time that passes when it is told to. */
class HandClock implements Clock {
  readonly kind = 'real';
  now = 0;

  get lately(): number {
    return this.now;
  }

  sample(): boolean {
    return true;
  }
}

function run(n: number): { readonly measured: number; readonly result: number } {
  const clock = new HandClock();
  const program = machineOf(executableOf(parked(n)), null, clock);
  const before = heap();
  let measured = 0;
  // Main sleeps, and with it all the others wait.
  runToEnd(program, () => {
    measured = heap() - before;
    clock.now += 1e9;
  });
  const { result } = JSON.parse(program.printed()) as { result: number };
  return { measured, result };
}

const n = Number(process.argv[2]);
// What is compiled and made once is there before the measured goroutines are.
run(1000);
console.log(JSON.stringify(run(n)));
