import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { TraceReader, type TraceRow } from '../../shared/trace/reader.ts';
import type { RunOptions } from '../protocol.ts';
import { RECV, chan, executable, main, TestHost, type Told } from './host.test-support.ts';

/** How programs on several real threads end. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const run = (program: Executable, workers: number, options: Partial<RunOptions> = {}): Promise<Told> =>
  host.run(program, { mode: 'parallel', clock: 'real', workers, ...options });

const WORKERS = [2, 4];

describe.each(WORKERS)('on %i workers', (workers) => {
  test('a deadlock across workers is reported at once, with every goroutine, main first', async () => {
    const program = executable(
      [chan('a'), chan('b'), { kind: 'mutex', name: 'mu' }],
      [
        {
          name: 'taker',
          worker: 1,
          params: 'a, mu',
          args: ['a', 'mu'],
          body: `if (mu.lock() === PARK) yield; if (a.send(1) === PARK) yield; if (mu.lock() === PARK) yield;`,
        },
        {
          name: 'start',
          main: true,
          params: 'a, b, mu',
          args: ['a', 'b', 'mu'],
          body: `if (a.recv() === PARK) yield; if (b.recv() === PARK) yield;`,
        },
        {
          name: 'idle',
          worker: 1,
          replicas: 2,
          params: 'b',
          args: ['b'],
          body: `$rt.selectBegin(2); $rt.selectRecv(0, b); $rt.selectRecv(1, chan()); if ($rt.select(false) === PARK) yield;`,
        },
      ],
    );
    const { outcome } = (await run(program, workers)).result;
    expect(outcome).toMatchObject({ end: 'deadlock', message: 'all goroutines are asleep - deadlock!' });
    const goroutines = outcome.end === 'deadlock' ? outcome.goroutines : [];
    expect(goroutines[0]).toMatchObject({
      id: 1,
      name: 'start',
      state: 'chan receive',
      waitingOn: { name: 'b', object: 1 },
    });
    expect(
      goroutines
        .slice(1)
        .map(({ name, state }) => `${name}: ${state}`)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['idle[0]: select', 'idle[1]: select', 'taker: sync.Mutex.Lock']);
    expect(new Set(goroutines.map(({ id }) => id)).size).toBe(4);
    expect(goroutines.map(({ path }) => path).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '0',
      '0.1',
      '0.2',
      '0.3',
    ]);
  });

  test('no deadlock while somebody sleeps, and the run ends when main returns', async () => {
    const program = executable(
      [chan('c')],
      [
        { name: 'main', main: true, params: 'c', args: ['c'], body: `log(${RECV('c')});` },
        {
          name: 'late',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `if (sleep(150) === PARK) yield; if (c.send('late') === PARK) yield;`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('late\n');
  });

  test('what main did not wait for is cut off when it returns, and prints nothing more', async () => {
    const program = executable(
      [chan('c')],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `for (let i = 0; i < 20; i++) if (c.recv() === PARK) yield; log('last');`,
        },
        {
          name: 'chatter',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `for (let i = 0; i < 20; i++) if (c.send(1) === PARK) yield; for (;;) { log('chat'); if (gosched() === PARK) yield; }`,
        },
      ],
    );
    const { result, printed, messages } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(messages.at(-1)?.type).toBe('ended');
    // Between its last line and its return a few lines of others may come; a thread takes far longer to be ended.
    expect(printed.slice(printed.indexOf('last\n')).split('\n').length).toBeLessThan(1000);
  });

  test('a panic anywhere ends the run', async () => {
    const program = executable(
      [chan('c')],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `if (c.recv() === PARK) yield; for (;;) if (sleep(50) === PARK) yield;`,
        },
        {
          name: 'bad',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `if (c.send(1) === PARK) yield; panic('boom');`,
        },
      ],
    );
    expect((await run(program, workers)).result.outcome).toMatchObject({
      end: 'panic',
      chain: [{ text: 'boom' }],
      goroutine: { name: 'bad' },
    });
  });

  test('a value that cannot be copied is a panic where it is sent', async () => {
    const program = executable(
      [chan('c')],
      [
        { name: 'main', main: true, params: 'c', args: ['c'], body: `if (c.recv() === PARK) yield;` },
        {
          name: 'sender',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `if (c.send({ f() {} }) === PARK) yield;`,
        },
      ],
    );
    expect((await run(program, workers)).result.outcome).toMatchObject({
      end: 'panic',
      chain: [{ text: 'the function f cannot be copied to another worker' }],
      goroutine: { name: 'sender' },
    });
  });

  test('shared memory that overflows ends the run as out of memory', async () => {
    const program = executable(
      [chan('c', 1000)],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `for (;;) if (sleep(1000) === PARK) yield;`,
        },
        {
          name: 'sender',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `for (let i = 0; ; i++) { if (c.send('x'.repeat(100_000) + i) === PARK) yield; }`,
        },
      ],
    );
    expect((await run(program, workers, { memory: 24 })).result.outcome).toMatchObject({
      end: 'out-of-memory',
      limit: 24,
      goroutine: { name: 'sender' },
    });
  });

  test('stops, pauses and resumes as one', async () => {
    const program = executable(
      [chan('c', 8)],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `let k = 0; for (;;) { ${RECV('c')}; if (++k % 10000 === 0) log(k); }`,
        },
        {
          name: 'source',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `for (;;) if (c.send(1) === PARK) yield;`,
        },
      ],
    );
    const told = await host.run(
      program,
      { mode: 'parallel', clock: 'real', workers },
      async (_, id, from) => {
        await host.until((message) => message.type === 'print', from);
        host.send({ type: 'pause', run: id });
        await host.until((message) => message.type === 'paused', from);
        const seen = host.messages.length;
        host.send({ type: 'resume', run: id });
        await host.until((message) => message.type === 'print', seen);
        host.send({ type: 'stop', run: id });
      },
    );
    expect(told.result.outcome).toEqual({ end: 'stopped' });
  });
});

/**
 * Main waits for a signal from another worker and returns; `then` is what goes on there meanwhile. With room in the
 * channel the other never waits before it.
 */
const cutOff = (then: string, room = 0): Executable =>
  executable(
    [chan('c', room)],
    [
      { name: 'main', main: true, params: 'c', args: ['c'], body: RECV('c') },
      {
        name: 'other',
        worker: 1,
        params: 'c',
        args: ['c'],
        body: `if (c.send(1) === PARK) yield; ${then}`,
      },
    ],
  );

/** Records of all workers in a trace: what each has told. */
function rowsOf({ batches }: Told): readonly TraceRow[] {
  const reader = new TraceReader();
  return batches.flatMap((batch) => reader.rows(batch));
}

describe.each<readonly [string, string]>([
  ['has returned', ''],
  ['gives way again and again', 'for (;;) if (gosched() === PARK) yield;'],
  ['sleeps', 'if (sleep(1e6) === PARK) yield;'],
  ['prints without end', `for (;;) { log('chat'); if (gosched() === PARK) yield; }`],
])('when main returns while another worker %s', (_, then) => {
  test('all that was recorded and counted until then is told', async () => {
    for (let round = 0; round < 5; round++) {
      const told = await run(cutOff(then), 2, { trace: 'lossless', memory: 512 });
      const { outcome, counts } = told.result;
      expect(outcome).toEqual({ end: 'done' });
      expect(counts).toMatchObject({ goroutines: 2, sends: 1, receives: 1, dropped: 0 });
      const rows = rowsOf(told);
      expect(rows.filter(({ name }) => name === 'created')).toHaveLength(2);
      expect(new Set(rows.filter(({ name }) => name === 'running').map(({ worker }) => worker))).toEqual(
        new Set([0, 1]),
      );
    }
  });
});

test('a worker that cannot be asked to stop is ended, and its trace says that something is missing', async () => {
  const told = await run(cutOff('for (;;);', 1), 2, { trace: 'lossless', memory: 512 });
  expect(told.result.outcome).toEqual({ end: 'done' });
  expect(told.result.counts.dropped).toBe(1);
  const last = rowsOf(told).filter(({ worker }) => worker === 1);
  expect(last.at(-1)).toMatchObject({ name: 'dropped', a: 1 });
  // The next run in the same process is none the worse for it.
  const next = await run(cutOff(''), 2, { trace: 'lossless', memory: 512 });
  expect(next.result.counts).toMatchObject({ goroutines: 2, dropped: 0 });
});

test('a run that fails on one worker before it began lets the others go', async () => {
  const good = cutOff('');
  const bad = { ...good, code: good.code.replace('return [', 'if ($rt) throw new Error("no"); return [') };
  expect((await run(bad, 2, { trace: 'lossless', memory: 512 })).result).toMatchObject({
    outcome: { end: 'failed', message: 'no' },
    counts: { dropped: 0 },
  });
});

test('one goroutine alone runs in parallel mode as anywhere', async () => {
  expect((await run(main(`log('alone');`), 4)).printed).toBe('alone\n');
  expect((await run(main(`if (chan(0).recv() === PARK) yield;`), 4)).result.outcome).toMatchObject({
    end: 'deadlock',
  });
});

test('a program that cannot be placed says why', async () => {
  const program = executable(
    [{ kind: 'errgroup', name: 'g' }],
    [
      { name: 'main', main: true, params: 'g', args: ['g'], body: `` },
      { name: 'other', worker: 1, params: 'g', args: ['g'], body: `` },
    ],
  );
  expect((await run(program, 2)).result.outcome).toEqual({
    end: 'failed',
    message: 'other shares an errgroup or singleflight with a goroutine on another worker',
  });
});
