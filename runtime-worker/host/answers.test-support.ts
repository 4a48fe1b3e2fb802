import type { RunId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { FromHost } from '../protocol.ts';
import { chan, executable, main, type TestHost } from './host.test-support.ts';

/** How long a run takes to obey, whatever its bodies do. */

const TICK = 'if (--$b === 0) { $b = 1000; if ($rt.tick()) yield; }';
const FOREVER = (work: string): Executable => main(`let $b = 1000, x = 0; for (;;) { ${TICK} ${work} }`);

/** Bodies by what they do; with `twice`, on two workers at once. */
export const BODIES: Readonly<Record<string, Executable>> = {
  'a tight loop': FOREVER('x = (x * 31 + 7) | 0;'),
  'an allocating loop': FOREVER('x = { before: null, list: [1, 2, 3] };'),
  'sorting a large array': FOREVER(
    'x = Array.from({ length: 20000 }, (_, i) => (i * 7919) % 10007).sort((a, b) => a - b).length;',
  ),
  'long strings': FOREVER("x = 'weft'.repeat(20000).split('f').join('ft').length;"),
  'a helper with a loop': main(
    `let $b = 1000; const helper = (n) => { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }; for (;;) { ${TICK} helper(20000); }`,
  ),
  'a regular expression that backtracks': main(`/^(a+)+$/.test('a'.repeat(40) + 'b');`),
  'a goroutine that only gives way': FOREVER('if (gosched() === PARK) yield;'),
  'parked for a long time': main('if (sleep(1e6) === PARK) yield;'),
  'across workers': executable(
    [chan('c', 8)],
    [
      {
        name: 'main',
        main: true,
        params: 'c',
        args: ['c'],
        body: `let $b = 1000; for (;;) { ${TICK} if (c.recv() === PARK) yield; }`,
      },
      {
        name: 'source',
        worker: 1,
        params: 'c',
        args: ['c'],
        body: `let $b = 1000; for (let i = 0; ; i++) { ${TICK} if (c.send(i) === PARK) yield; }`,
      },
    ],
  ),
  'one works, the other is parked': executable(
    [chan('c')],
    [
      {
        name: 'main',
        main: true,
        params: 'c',
        args: ['c'],
        body: `let $b = 1000, x = 0; for (;;) { ${TICK} x = (x * 31 + 7) | 0; if (x === 0.5) c.close(); }`,
      },
      { name: 'other', worker: 1, params: 'c', args: ['c'], body: 'if (c.recv() === PARK) yield;' },
    ],
  ),
  'thousands of timers': main(
    `let $b = 1000; for (let i = 0; i < 5000; i++) go(function* () { let $t; for (;;) { if (sleep(1) === PARK) yield; } }); for (;;) { ${TICK} if (sleep(1) === PARK) yield; }`,
  ),
};

export interface Answers {
  readonly pause: number;
  readonly step: number;
  readonly resumed: number;
  readonly stop: number;
}

/** Milliseconds from a command to its answer. Fails when an answer never comes, by the test's own limit. */
export async function answersOf(
  host: TestHost,
  program: Executable,
  mode: 'deterministic' | 'parallel',
  after: number,
): Promise<Answers> {
  const took = { pause: 0, step: 0, resumed: 0, stop: 0 };
  await host.run(program, { mode, clock: 'real', workers: 2 }, async (_, run, from) => {
    await host.until((message) => message.type === 'started', from);
    await new Promise((resolve) => setTimeout(resolve, after));
    took.pause = await answer(host, { type: 'pause', run }, (message) => message.type === 'paused');
    took.step = await answer(host, { type: 'step', run, steps: 1 }, (message) => message.type === 'paused');
    host.send({ type: 'resume', run });
    took.resumed = await answer(host, { type: 'pause', run }, (message) => message.type === 'paused');
    host.send({ type: 'resume', run });
    await new Promise((resolve) => setTimeout(resolve, 20));
    took.stop = await answer(host, { type: 'stop', run }, (message) => message.type === 'ended');
  });
  return took;
}

async function answer(
  host: TestHost,
  command: { readonly type: string; readonly run: RunId; readonly steps?: number },
  is: (message: FromHost) => boolean,
): Promise<number> {
  const seen = host.messages.length;
  const began = performance.now();
  host.send(command);
  await host.until(is, seen);
  return performance.now() - began;
}
