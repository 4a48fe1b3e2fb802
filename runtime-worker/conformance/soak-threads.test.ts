import { EventEmitter } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import { chan, executable, main, OPTIONS, RECV, TestHost } from '../host/host.test-support.ts';
import type { ThreadData } from '../host/thread.ts';
import { soakBundles } from './soak-corpus.ts';
import { KeptThreads, type Keepable } from './soak-threads.ts';

/** A thread that has been started, and what was asked of it. */
class Started extends EventEmitter implements Keepable {
  readonly parts: ThreadData[] = [];
  ended = 0;

  postMessage(data: ThreadData): void {
    this.parts.push(data);
  }

  terminate(): void {
    this.ended++;
    this.emit('exit', 1);
  }
}

describe('kept threads', () => {
  const started: Started[] = [];
  const kept = new KeptThreads(() => {
    const thread = new Started();
    started.push(thread);
    return thread;
  });
  // The threads are not real; what they are told does not matter.
  const part = (memory = 64): ReturnType<typeof kept.start> =>
    kept.start({ options: { ...OPTIONS, memory } } as ThreadData);

  test('a thread that has said its last word takes part in the next run, and no sooner', () => {
    const said: string[] = [];
    const first = part();
    first.on('message', ({ type }) => said.push(type));
    first.on('exit', (code) => said.push(`exit ${code}`));
    started[0]?.emit('message', { type: 'ready' });
    part();
    expect(started).toHaveLength(2);
    started[0]?.emit('message', { type: 'left', lost: 0 });
    expect(said).toEqual(['ready', 'left', 'exit 0']);

    part();
    expect(started).toHaveLength(2);
    expect(started[0]?.parts).toHaveLength(2);
    started[0]?.emit('message', { type: 'ready' });
    expect(said).toHaveLength(3);
    // The run it has left is late.
    first.terminate();
    expect(started[0]?.ended).toBe(0);
  });

  test('a thread that was ended is not used again, and a run gets one with its own limit', () => {
    const codes: number[] = [];
    const late = part(128);
    late.on('exit', (code) => codes.push(code));
    late.terminate();
    expect(codes).toEqual([1]);
    part(128);
    expect(started).toHaveLength(4);
  });
});

/** Two goroutines on two workers: main receives what the other sends first, which then goes on with `then`. */
const two = (then: string, mainThen: string): Executable =>
  executable(
    [chan('c')],
    [
      { name: 'main', main: true, params: 'c', args: ['c'], body: `const v = ${RECV('c')}; ${mainThen}` },
      { name: 'other', worker: 1, params: 'c', args: ['c'], body: `if (c.send(1) === PARK) yield; ${then}` },
    ],
    { sites: [null, { node: nodeId('n1'), param: 'body', line: 1, column: 1 }] },
  );

const PROGRAMS: Readonly<Record<string, Executable>> = {
  'ends well, and prints addresses': two(
    'log(chan(0)); if (c.send(2) === PARK) yield;',
    `const w = ${RECV('c')}; log(v, w, chan(0), c);`,
  ),
  'ends in a deadlock': two('if (c.send(2) === PARK) yield;', 'if (chan(0).recv() === PARK) yield;'),
  'ends in a panic, with a site at hand': two(
    "$rt.at = 1; if (c.send(2) === PARK) yield; panic('no');",
    `$rt.at = 1; for (;;) { ${RECV('c')}; }`,
  ),
  'ends in an error that tells no site': two('', "throw new Error('lost');"),
  'ends while another gives way again and again': two('for (;;) if (gosched() === PARK) yield;', 'exit(3);'),
  'ends while another sleeps': two('if (sleep(1e6) === PARK) yield;', "log('first');"),
  'ends while another cannot be asked to stop': two('for (;;);', "log('first');"),
  'leaves promises behind': two(
    'let n = 0; (async () => { while (n < 1000) { n++; await null; } log(n); })();',
    "log('first');",
  ),
  'has goroutines on one worker only': main(
    "go(function* () { log('there'); }); if (gosched() === PARK) yield;",
  ),
};

test('a run on kept threads is as the first of its threads, whatever ran there before', async () => {
  const bundles = await soakBundles();
  const [kept, own] = await Promise.all(
    ['soak-host.cjs', 'runtime-host.cjs'].map((file) => TestHost.start(512, path.join(bundles, file))),
  );
  const came = async (host: TestHost | undefined, program: Executable): Promise<object | undefined> => {
    const told = await host?.run(program, { mode: 'parallel', clock: 'real', workers: 2 });
    return told && { printed: told.printed, outcome: told.result.outcome };
  };
  const first = new Map<string, unknown>();
  for (const [name, program] of Object.entries(PROGRAMS)) first.set(name, await came(own, program));
  for (let round = 0; round < 3; round++) {
    for (const [name, program] of Object.entries(PROGRAMS))
      expect({ name, came: await came(kept, program) }).toEqual({ name, came: first.get(name) });
  }
  await Promise.all([kept?.stop(), own?.stop()]);
});
