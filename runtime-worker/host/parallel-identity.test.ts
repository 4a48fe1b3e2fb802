import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import type { GoroutineReport } from '../../shared/ir/outcome.ts';
import { chan, executable, TestHost, type TestGoroutine } from './host.test-support.ts';

/** What is the same on several workers as on one. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const RECV = (c: string): string => `(($t = ${c}.recv()) === PARK ? yield : $t)`;
const NAMES = 'PARK, $rt, go, log, sleep, gosched, chan, error, errorIs, wrap';

const parallel = { mode: 'parallel', clock: 'real', workers: 2 } as const;

test('an error that comes back is the error that was sent, also inside another', async () => {
  const program = executable(
    [chan('there', 1), chan('back', 1)],
    [
      {
        name: 'main',
        main: true,
        params: 'there, back',
        args: ['there', 'back'],
        body: `const notFound = error('not found'), other = error('not found');
          if (there.send(notFound) === PARK) yield;
          const same = ${RECV('back')}; const wrapped = ${RECV('back')};
          log(same === notFound, errorIs(wrapped, notFound), errorIs(wrapped, other));`,
      },
      {
        name: 'other',
        worker: 1,
        params: 'there, back',
        args: ['there', 'back'],
        body: `const e = ${RECV('there')}; if (back.send(e) === PARK) yield; if (back.send(wrap('reading', e)) === PARK) yield;`,
      },
    ],
    { names: NAMES },
  );
  expect((await host.run(program, parallel)).printed).toBe('true true false\n');
});

test('the trace says who woke a goroutine of another worker, and names every object once', async () => {
  const program = executable(
    [chan('c'), chan('end')],
    [
      {
        name: 'main',
        main: true,
        params: 'c, end',
        args: ['c', 'end'],
        body: `for (let i = 0; i < 50; i++) { ${RECV('c')}; } if (end.send(1) === PARK) yield;`,
      },
      {
        name: 'source',
        worker: 1,
        params: 'c, end',
        args: ['c', 'end'],
        body: `for (let i = 0; i < 50; i++) { if (sleep(0.2) === PARK) yield; if (c.send(i) === PARK) yield; } ${RECV('end')};`,
      },
    ],
    { names: NAMES },
  );
  const { trace } = await host.run(program, { ...parallel, trace: 'lossless' });
  expect(trace).toMatch(/0:\d+ g1 woken by=1:g\d+ object=c/);
  expect(trace.match(/ object .*name="c"/g)).toHaveLength(1);
});

test('a group that is used anew before a wait on another worker has returned is misuse (WG-5)', async () => {
  const program = executable(
    [{ kind: 'waitgroup', name: 'wg', count: 1 }, chan('c')],
    [
      {
        name: 'main',
        main: true,
        params: 'wg, c',
        args: ['wg', 'c'],
        body: `if (wg.wait() === PARK) yield; ${RECV('c')};`,
      },
      {
        name: 'other',
        worker: 1,
        params: 'wg, c',
        args: ['wg', 'c'],
        body: `if (sleep(20) === PARK) yield; wg.done(); wg.add(1); if (sleep(50) === PARK) yield; if (c.send(1) === PARK) yield;`,
      },
    ],
    { names: NAMES },
  );
  // Best effort, as in Go: main may have returned from its wait before the group is used again.
  const { outcome } = (await host.run(program, parallel)).result;
  if (outcome.end === 'panic')
    expect(outcome.chain[0]?.text).toBe('sync: WaitGroup is reused before previous Wait has returned');
  else expect(outcome).toEqual({ end: 'done' });
});

describe('a deadlock is told as on one worker', () => {
  const both = (name: string, params: string, one: string, other: string): TestGoroutine[] => [
    { name: 'main', main: true, params, args: params.split(', '), body: one },
    { name, worker: 1, replicas: 2, params, args: params.split(', '), body: other },
  ];
  const programs: Readonly<Record<string, Executable>> = {
    'everybody receives': executable([chan('a')], both('other', 'a', `${RECV('a')};`, `${RECV('a')};`)),
    'everybody sends on a full channel': executable(
      [chan('a', 1)],
      both(
        'other',
        'a',
        `for (;;) if (a.send(1) === PARK) yield;`,
        `for (;;) if (a.send(1) === PARK) yield;`,
      ),
    ),
    'a lock that nobody gives back': executable(
      [{ kind: 'mutex', name: 'mu' }, chan('a', 2)],
      both(
        'other',
        'mu, a',
        `if (mu.lock() === PARK) yield; for (let i = 0; i < 3; i++) if (a.send(1) === PARK) yield; if (mu.lock() === PARK) yield;`,
        `${RECV('a')}; if (mu.lock() === PARK) yield;`,
      ),
    ),
    'a group that never comes to zero': executable(
      [{ kind: 'waitgroup', name: 'wg', count: 4 }],
      both('other', 'wg', `if (wg.wait() === PARK) yield;`, `wg.done();`),
    ),
    'selects over channels of both kinds': executable(
      [chan('a'), chan('b')],
      both(
        'other',
        'a, b',
        `$rt.selectBegin(2); $rt.selectRecv(0, a); $rt.selectRecv(1, b); if ($rt.select(false) === PARK) yield;`,
        `$rt.selectBegin(2); $rt.selectRecv(0, a); $rt.selectRecv(1, chan()); if ($rt.select(false) === PARK) yield;`,
      ),
    ),
    'one that sleeps first': executable(
      [chan('a')],
      both('other', 'a', `if (sleep(5) === PARK) yield; ${RECV('a')};`, `${RECV('a')};`),
    ),
  };

  /** Numbers go by worker, as Go's do by thread; everything else is the same. */
  const told = (report: GoroutineReport): unknown => ({
    ...report,
    id: 0,
    createdBy: report.createdBy?.name,
  });
  const byPath = (one: GoroutineReport, other: GoroutineReport): number => one.path.localeCompare(other.path);

  test.each(Object.entries(programs))('%s', async (_, program) => {
    const one = (await host.run(program)).result.outcome;
    const two = (await host.run(program, parallel)).result.outcome;
    expect(one.end).toBe('deadlock');
    if (one.end !== 'deadlock' || two.end !== 'deadlock') throw new Error(`ended as ${two.end}`);
    expect(two.message).toBe(one.message);
    expect(two.goroutines[0]?.id).toBe(1);
    expect(two.goroutines.toSorted(byPath).map(told)).toEqual(one.goroutines.toSorted(byPath).map(told));
  });
});
