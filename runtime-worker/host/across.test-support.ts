import { execFileSync } from 'node:child_process';
import type { Executable } from '../../shared/ir/executable.ts';
import { chan, executable, type TestHost, type Told } from './host.test-support.ts';

/** Many values through one shared channel between two workers, with what they add up to, and the memory it takes. */

const TICK = 'if (--$b === 0) { $b = 1000; if ($rt.tick()) yield; }';
const OBJECT = `{ id: i, name: 'goroutine-' + (i & 1023), x: i * 0.5, ok: (i & 1) === 0, tags: ['alpha', 'beta'], note: 'some payload text' }`;

/** Prints how many values came, and their sum. */
const through = (value: string, taken: string, count: number): Executable =>
  executable(
    [chan('c', 128)],
    [
      {
        name: 'sum',
        main: true,
        params: 'c',
        args: ['c'],
        body: `let s = 0, k = 0, $b = 1000; for (;;) { ${TICK} const v = (($t = c.recv()) === PARK ? yield : $t); if (!$rt.ok) break; s += ${taken}; k++; } log(k, s);`,
      },
      {
        name: 'source',
        worker: 1,
        params: 'c',
        args: ['c'],
        body: `let $b = 1000; for (let i = 0; i < ${count}; i++) { ${TICK} if (c.send(${value}) === PARK) yield; } c.close();`,
      },
    ],
  );

/** `count` integers. */
export const integers = (count: number): Executable => through('i', 'v', count);

/** `count` objects of some 110 bytes; what they carry besides their number counts as well. */
export const objects = (count: number): Executable =>
  through(OBJECT, 'v.id + v.tags.length + (v.ok ? 1 : 0)', count);

export const integersPrinted = (count: number): string => `${count} ${(count * (count - 1)) / 2}\n`;
export const objectsPrinted = (count: number): string =>
  `${count} ${(count * (count - 1)) / 2 + 2 * count + Math.ceil(count / 2)}\n`;

export interface Watched {
  readonly told: Told;
  /** MiB of the host process, from the first quarter of the run and from the last. */
  readonly early: number;
  readonly late: number;
}

/** Runs a program on two workers and looks at the memory of its process all the while. */
export async function runWatched(host: TestHost, program: Executable): Promise<Watched> {
  const sizes: number[] = [];
  const timer = setInterval(() => sizes.push(residentMiB(host.child.pid ?? 0)), 100);
  const told = await host.run(program, { mode: 'parallel', clock: 'real', workers: 2, memory: 256 });
  clearInterval(timer);
  sizes.push(residentMiB(host.child.pid ?? 0));
  const quarter = Math.ceil(sizes.length / 4);
  return {
    told,
    early: Math.max(...sizes.slice(0, quarter + 1)),
    late: Math.max(...sizes.slice(-quarter)),
  };
}

/** What the system counts as the process's memory; 0 where it cannot be asked. */
function residentMiB(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  } catch {
    return 0;
  }
}
