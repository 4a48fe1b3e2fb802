import type { GoFunction } from './goroutine.ts';
import { GOEXIT } from './panic.ts';
import { takesNoRecover } from './defer.ts';
import { TRACE } from './recorder.ts';
import { scheduler } from './active.ts';
import { formatLine } from './values.ts';

/** What a body can do that belongs to no object. */

/** Starts `f(...args)` as a goroutine; both are evaluated here (GO-1). Fatal for no function (GO-2). */
export function go<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): void {
  const s = scheduler;
  if (typeof f !== 'function') s.fatal('go of nil func value');
  s.spawn(f as unknown as GoFunction, args.length === 0 ? null : args);
}

/** Ends this goroutine after its deferred calls (GO-6). @throws always */
export function goexit(): never {
  throw GOEXIT;
}

/** Live goroutines, main included (GO-11). */
export function numGoroutine(): number {
  return scheduler.live + (scheduler.main === null ? 1 : 0);
}

/** Ends the program at once, with no deferred call (GO-5). @throws always */
export function exit(code: number): never {
  return scheduler.exit(code);
}

/** Prints a line: strings raw, other values as Go's `Println`, separated by spaces. */
export const log: (...values: readonly unknown[]) => void = takesNoRecover(
  (...values: readonly unknown[]): void => {
    const s = scheduler;
    const text = formatLine(values);
    if (s.recorder !== null)
      s.recorder.record(TRACE.log, s.current.id, s.recorder.text(text), s.registers.at, 0);
    s.print(`${text}\n`);
  },
);

/** Prints text as it is, without a line end. */
export const print: (text: unknown) => void = takesNoRecover((text: unknown): void => {
  const s = scheduler;
  const words = formatLine([text]);
  if (s.recorder !== null)
    s.recorder.record(TRACE.log, s.current.id, s.recorder.text(words), s.registers.at, 0);
  s.print(words);
});

/** Gives an object the name that dumps and traces call it by. */
export function named<T extends object>(name: string, object: T): T {
  (object as { name?: string }).name = name;
  return object;
}
