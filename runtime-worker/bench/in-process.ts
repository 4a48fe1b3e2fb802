import type { Executable } from '../../shared/ir/executable.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import { bindings } from '../core/bindings.ts';
import type { Clock } from '../core/clock.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import type { GoFunction } from '../core/goroutine.ts';
import { load } from '../core/load.ts';
import { Machine } from '../core/machine.ts';
import type { Recorder } from '../core/recorder.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import { WallClock } from '../host/wall-clock.ts';

/** What a worker thread runs, on this thread, for what cannot be seen from outside one. */

export interface InProcess {
  readonly machine: Machine;
  /** What it printed so far. */
  printed(): string;
}

export function machineOf(
  executable: Executable,
  recorder: Recorder | null = null,
  clock: Clock = new WallClock(),
): InProcess {
  let printed = '';
  const machine = new Machine({
    clock,
    chooser: new FifoChooser(1),
    recorder,
    print: (text) => {
      printed += text;
    },
    driver: new ResumableDriver(),
  });
  // eslint-disable-next-line no-eval -- the code of a measured program, compiled a moment ago
  const make = (0, eval)(executable.code) as (names: typeof bindings) => readonly GoFunction[];
  load(machine, executable, make(bindings));
  return { machine, printed: () => printed };
}

/** Slices between two looks at the clock, as in a worker. */
const SLICES = 2000;

/** Runs it to its end. `asleep`: called each time nobody can run before real time has passed. */
export function runToEnd({ machine }: InProcess, asleep: () => void = () => {}): void {
  for (;;) {
    const state = machine.run(SLICES);
    if (state === 'ended') break;
    if (state === 'sleeping') asleep();
    if (state === 'outside') throw new Error('a measured program waits for nothing outside');
  }
  const { outcome } = machine;
  if (outcome?.end !== 'done') throw new Error(outcome === null ? 'no outcome' : printOutcome(outcome));
}
