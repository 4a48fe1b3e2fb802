import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { RunOptions } from '../protocol.ts';
import { RECV, chan, executable, TestHost, type Told } from './host.test-support.ts';

/** Locks, counters, contexts and the rest between goroutines on several real threads. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const run = (program: Executable, workers: number, options: Partial<RunOptions> = {}): Promise<Told> =>
  host.run(program, { mode: 'parallel', clock: 'real', workers, ...options });

const WORKERS = [2, 4];

describe.each(WORKERS)('on %i workers', (workers) => {
  test('a counter under a mutex is exact, and one without loses updates', async () => {
    const program = executable(
      [
        { kind: 'mutex', name: 'mu' },
        { kind: 'variable', name: 'n', type: 'number', initial: 0 },
        { kind: 'variable', name: 'bare', type: 'number', initial: 0 },
        { kind: 'waitgroup', name: 'wg', count: workers },
        { kind: 'waitgroup', name: 'start', count: workers },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'n, bare, wg',
          args: ['n', 'bare', 'wg'],
          body: `if (wg.wait() === PARK) yield; log(n.get() === ${workers * 20_000}, bare.get() < ${workers * 1_500_000});`,
        },
        ...Array.from({ length: workers }, (_, worker) => ({
          name: `adder${worker}`,
          worker,
          params: 'mu, n, bare, wg, start',
          args: ['mu', 'n', 'bare', 'wg', 'start'],
          body: `for (let i = 0; i < 20_000; i++) { if (mu.lock() === PARK) yield; n.set(n.get() + 1); mu.unlock(); }
            start.done(); if (start.wait() === PARK) yield;
            for (let i = 0; i < 1_500_000; i++) bare.set(bare.get() + 1);
            wg.done();`,
        })),
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('true true\n');
  });

  test('an atomic counter, a queue, a stack and a map are exact', async () => {
    const program = executable(
      [
        { kind: 'atomic', name: 'count', initial: 5 },
        { kind: 'queue', name: 'q', type: 'number' },
        { kind: 'stack', name: 'st', type: 'string' },
        { kind: 'hashmap', name: 'm', type: 'number' },
        { kind: 'waitgroup', name: 'wg', count: 8 },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'count, q, st, m, wg',
          args: ['count', 'q', 'st', 'm', 'wg'],
          body: `if (wg.wait() === PARK) yield;
            let s = 0, k = 0; for (let v = q.pop(); v !== undefined; v = q.pop()) { s += v; k++; }
            let t = 0; while (st.peek() !== undefined) { if (st.pop().startsWith('s')) t++; }
            let each = 0; m.range((key, value) => { if (value === 8 * 100) each++; });
            log(count.load(), k, s, t, m.size, each);`,
        },
        {
          name: 'user',
          replicas: 8,
          params: 'count, q, st, m, wg',
          args: ['count', 'q', 'st', 'm', 'wg'],
          body: `for (let i = 0; i < 1000; i++) { count.add(1); q.push(i); st.push('s' + i);
              for (;;) { const key = 'k' + (i % 10); const v = m.load(key); if (v === undefined) { if (!m.loadOrStore(key, 1)[1]) break; } else if (m.compareAndSwap(key, v, v + 1)) break; } }
            wg.done();`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe(`8005 8000 ${(8 * 1000 * 999) / 2} 8000 10 10\n`);
  });

  test('readers share, writers do not, once runs once, a cond wakes all', async () => {
    const program = executable(
      [
        { kind: 'rwmutex', name: 'rw' },
        { kind: 'mutex', name: 'mu' },
        { kind: 'cond', name: 'cond', locker: 'mu' as never },
        { kind: 'once', name: 'once' },
        { kind: 'atomic', name: 'inits', initial: 0 },
        { kind: 'variable', name: 'x', type: 'number', initial: 0 },
        { kind: 'variable', name: 'started', type: 'boolean', initial: false },
        { kind: 'waitgroup', name: 'wg', count: 6 },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'mu, cond, inits, x, started, wg',
          args: ['mu', 'cond', 'inits', 'x', 'started', 'wg'],
          body: `if (sleep(10) === PARK) yield; if (mu.lock() === PARK) yield; started.set(true); mu.unlock(); cond.broadcast();
            if (wg.wait() === PARK) yield; log(inits.load(), x.get());`,
        },
        {
          name: 'user',
          replicas: 6,
          params: 'rw, mu, cond, once, inits, x, started, wg',
          args: ['rw', 'mu', 'cond', 'once', 'inits', 'x', 'started', 'wg'],
          body: `if (mu.lock() === PARK) yield; while (!started.get()) { if (cond.wait() === PARK) yield; } mu.unlock();
            if (once.do(function* () { let $t; if (sleep(5) === PARK) yield; inits.add(1); }) === PARK) yield;
            if (inits.load() !== 1) panic('ran before once had');
            for (let i = 0; i < 500; i++) {
              if (rw.lock() === PARK) yield; const v = x.get(); x.set(v + 1); if (x.get() !== v + 1) panic('two writers'); rw.unlock();
              if (rw.rLock() === PARK) yield; const seen = x.get(); if (x.get() !== seen) panic('a writer among readers'); rw.rUnlock();
            }
            wg.done();`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('1 3000\n');
  });

  test('a semaphore admits no more than it holds, and gives up when its context ends', async () => {
    const program = executable(
      [
        { kind: 'semaphore', name: 'sem', size: 3 },
        { kind: 'atomic', name: 'inside', initial: 0 },
        { kind: 'atomic', name: 'most', initial: 0 },
        { kind: 'waitgroup', name: 'wg', count: 8 },
        { kind: 'context', name: 'ctx', parent: null, form: { is: 'cancel' } },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'sem, most, wg, ctx',
          args: ['sem', 'most', 'wg', 'ctx'],
          body: `if (wg.wait() === PARK) yield; log('most', most.load() <= 3);
            const [soon] = withTimeout(ctx, 20);
            const none = (($t = sem.acquire(soon, 2)) === PARK ? yield : $t);
            const late = (($t = sem.acquire(soon, 2)) === PARK ? yield : $t); log(none, late);`,
        },
        {
          name: 'user',
          replicas: 8,
          params: 'sem, inside, most, wg, ctx',
          args: ['sem', 'inside', 'most', 'wg', 'ctx'],
          body: `for (let i = 0; i < 100; i++) { if ((($t = sem.acquire(ctx, 1)) === PARK ? yield : $t) !== null) panic('late');
              const now = inside.add(1); if (now > most.load()) most.store(now); if (gosched() === PARK) yield; inside.add(-1); sem.release(1); }
            wg.done();`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('most true\n<nil> context deadline exceeded\n');
  });

  test('a cancel on one worker is seen on all before it returns, in what derives from it too', async () => {
    const program = executable(
      [
        { kind: 'context', name: 'ctx', parent: null, form: { is: 'cancel' } },
        { kind: 'context', name: 'sub', parent: 'ctx' as never, form: { is: 'cancel' } },
        chan('told'),
        { kind: 'waitgroup', name: 'wg', count: 4 },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'ctx, told, wg',
          args: ['ctx', 'told', 'wg'],
          body: `if (sleep(20) === PARK) yield; ctx.cancel(new Error('context canceled'), new Error('why'));
            if (told.send(1) === PARK) yield; if (wg.wait() === PARK) yield; log('all stopped');`,
        },
        {
          name: 'waiter',
          worker: 1,
          replicas: 3,
          params: 'sub, wg',
          args: ['sub', 'wg'],
          body: `const [mine] = withCancel(sub); if (mine.done().recv() === PARK) yield; if (mine.err() === null) panic('no error'); wg.done();`,
        },
        {
          name: 'reader',
          worker: 1,
          params: 'sub, told, wg',
          args: ['sub', 'told', 'wg'],
          body: `const done = sub.done(); if (told.recv() === PARK) yield;
            $rt.selectBegin(1); $rt.selectRecv(0, done); if ($rt.select(true) !== 0) panic('told before it was cancelled'); wg.done();`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('all stopped\n');
  });

  test('a button cancels a context, whichever worker uses it', async () => {
    const program = executable(
      [
        { kind: 'context', name: 'shared', parent: null, form: { is: 'cancel' } },
        { kind: 'context', name: 'own', parent: null, form: { is: 'cancel' } },
        chan('told'),
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'shared, told',
          args: ['shared', 'told'],
          body: `log('ready'); if (shared.done().recv() === PARK) yield; log(shared.err()); log(${RECV('told')});`,
        },
        {
          name: 'far',
          worker: 1,
          params: 'shared, own, told',
          args: ['shared', 'own', 'told'],
          // A timer keeps the run from ending as a deadlock before the person has pressed.
          body: `for (const ctx of [shared, own]) while (ctx.err() === null) if (sleep(5) === PARK) yield; if (told.send('both') === PARK) yield;`,
        },
      ],
    );
    const options = { mode: 'parallel', clock: 'real', workers } as const;
    const { printed } = await host.run(program, options, async (_, id, from) => {
      await host.until((message) => message.type === 'print', from);
      for (const object of [0, 1]) host.send({ type: 'signal', run: id, object });
    });
    expect(printed).toBe('ready\ncontext canceled\nboth\n');
  });

  test('whatever is shared prints as little, channels and lists as addresses', async () => {
    const objects = [
      chan('c', 2),
      { kind: 'ticker', name: 'ticks', period: 1000 },
      { kind: 'queue', name: 'q', type: 'number' },
      { kind: 'stack', name: 'st', type: 'number' },
      { kind: 'hashmap', name: 'm', type: 'number' },
      { kind: 'mutex', name: 'mu' },
      { kind: 'rwmutex', name: 'rw' },
      { kind: 'once', name: 'once' },
      { kind: 'waitgroup', name: 'wg', count: 1 },
      { kind: 'cond', name: 'co', locker: objectId('mu') },
      { kind: 'semaphore', name: 'se', size: 1 },
      { kind: 'variable', name: 'v', type: 'number', initial: 0 },
      { kind: 'atomic', name: 'n', initial: 0 },
      { kind: 'context', name: 'ctx', parent: null, form: { is: 'cancel' } },
    ] as const;
    const args = objects.map(({ name }) => name);
    const params = args.join(', ');
    const program = executable(objects, [
      { name: 'main', main: true, params, args, body: `for (const one of [${params}]) log(one);` },
      { name: 'other', worker: 1, params, args, body: '' },
    ]);
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    const lines = printed.trimEnd().split('\n');
    expect(lines.slice(0, 4).filter((line) => !/^0xc[0-9a-f]+$/.test(line))).toEqual([]);
    expect(lines).toHaveLength(objects.length);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  });

  test('a ticker that several workers use ticks once for all', async () => {
    const program = executable(
      [
        { kind: 'ticker', name: 'tick', period: 5 },
        chan('got', 100),
        { kind: 'timer', name: 'once', delay: 3 },
      ],
      [
        {
          name: 'main',
          main: true,
          params: 'got, once',
          args: ['got', 'once'],
          body: `if (once.recv() === PARK) yield; for (let i = 0; i < 10; i++) if (got.recv() === PARK) yield; log(now() >= 50);`,
        },
        {
          name: 'taker',
          replicas: 4,
          params: 'tick, got, once',
          args: ['tick', 'got', 'once'],
          body: `for (;;) { if (tick.recv() === PARK) yield; if (got.send(1) === PARK) yield; }`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('true\n');
  });
});
