import { AsyncLocalStorage } from 'node:async_hooks';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import type { ProgramOptions, ProgramSetup, Self } from '../drivers/program.ts';
import { PromiseMachine } from '../drivers/promise.ts';

/** What a program of ordinary async functions came to. */
export interface ProgramRun {
  readonly outcome: Outcome;
  /** What it printed, by line. */
  readonly lines: readonly string[];
  /** What Go would have said on stderr. */
  readonly stderr: string;
}

/** Runs `main` in this process, in virtual time unless said otherwise. */
export const runMain = (main: (self: Self) => unknown, options: ProgramOptions = {}): Promise<ProgramRun> =>
  runWhole((program) => program.goroutine('main', { main: true }, main), options);

/** Runs a program of several goroutine blocks. */
export function runWhole(
  setup: (program: ProgramSetup) => void,
  options: ProgramOptions = {},
): Promise<ProgramRun> {
  const owners = new AsyncLocalStorage<object>();
  let printed = '';
  return new Promise((resolve) => {
    const machine = new PromiseMachine(
      {
        now: () => performance.now() * 1e6,
        later: (f) => void setImmediate(f),
        afterNanos: (nanos, f) => {
          const timer = setTimeout(f, nanos / 1e6);
          return () => clearTimeout(timer);
        },
        print: (text) => {
          printed += text;
        },
        own: (goroutine, f) => owners.run(goroutine, f),
        owner: () => owners.getStore(),
        ended: (outcome) => {
          const lines = printed.split('\n');
          resolve({ outcome, lines: lines.slice(0, -1), stderr: printOutcome(outcome) });
        },
        entropy: () => 1,
      },
      { clock: 'virtual', ...options },
    );
    machine.launch(setup);
  });
}

/** The lines a program printed, which must have ended well. @throws Error with what it died of */
export async function linesOf(
  main: (self: Self) => unknown,
  options: ProgramOptions = {},
): Promise<readonly string[]> {
  const { outcome, lines, stderr } = await runMain(main, options);
  if (outcome.end !== 'done') throw new Error(stderr);
  return lines;
}
