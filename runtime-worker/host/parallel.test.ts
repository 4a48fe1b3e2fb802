import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import type { RunOptions } from '../protocol.ts';
import { chan, executable, main, TestHost, type Told } from './host.test-support.ts';

/** Goroutines on several real threads, with shared objects between them. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const run = (program: Executable, workers: number, options: Partial<RunOptions> = {}): Promise<Told> =>
  host.run(program, { mode: 'parallel', clock: 'real', workers, ...options });

const WORKERS = [2, 4];

/** `await c.recv()`, as it is compiled. */
const RECV = (c: string): string => `(($t = ${c}.recv()) === PARK ? yield : $t)`;

describe.each(WORKERS)('on %i workers', (workers) => {
  test('a hundred thousand numbers through a shared channel add up, whatever its capacity', async () => {
    for (const capacity of [0, 1, 128]) {
      const n = capacity === 128 ? 100_000 : 5_000;
      const program = executable(
        [chan('c', capacity)],
        [
          {
            name: 'sum',
            main: true,
            params: 'c',
            args: ['c'],
            body: `let s = 0, k = 0; for (;;) { const v = ${RECV('c')}; if (!$rt.ok) break; s += v; k++; } log(s, k);`,
          },
          {
            name: 'source',
            worker: 1,
            params: 'c',
            args: ['c'],
            body: `for (let i = 0; i < ${n}; i++) if (c.send(i) === PARK) yield; c.close();`,
          },
        ],
      );
      const { result, printed } = await run(program, workers);
      expect(result.outcome).toEqual({ end: 'done' });
      expect(printed).toBe(`${(n * (n - 1)) / 2} ${n}\n`);
      expect(result.counts.receives).toBe(n);
    }
  });

  test('many to many: every value once, and the channel closes after its last sender', async () => {
    const program = executable(
      [chan('jobs', 16, { senders: 8 }), chan('results', 4, { senders: 8 })],
      [
        {
          name: 'main',
          main: true,
          params: 'results',
          args: ['results'],
          body: `let s = 0, k = 0; for (;;) { const v = ${RECV('results')}; if (!$rt.ok) break; s += v; k++; } log(k, s);`,
        },
        {
          name: 'producer',
          replicas: 8,
          params: 'jobs',
          args: ['jobs'],
          closes: ['jobs'],
          body: `for (let i = 0; i < 500; i++) if (jobs.send(i) === PARK) yield;`,
        },
        {
          name: 'worker',
          replicas: 8,
          params: 'jobs, results',
          args: ['jobs', 'results'],
          closes: ['results'],
          body: `for (;;) { const v = ${RECV('jobs')}; if (!$rt.ok) break; if (results.send(v * 2) === PARK) yield; }`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe(`4000 ${8 * 500 * 499}\n`);
  });

  test('objects are copied, and what one side changes the other does not see', async () => {
    const program = executable(
      [chan('c', 2), chan('back', 2)],
      [
        {
          name: 'main',
          main: true,
          params: 'c, back',
          args: ['c', 'back'],
          body: `const v = { list: [1, 2, { deep: 'x' }], map: new Map([['k', 2n]]), s: '織\\ud800' };
            if (c.send(v) === PARK) yield; const w = ${RECV('back')};
            log(v.list.length, w.list.length, w.list[2].deep, w.map.get('k'), w.s === v.s, w === v);`,
        },
        {
          name: 'echo',
          worker: 1,
          params: 'c, back',
          args: ['c', 'back'],
          body: `const v = ${RECV('c')}; v.list.push('mine'); if (back.send(v) === PARK) yield;`,
        },
      ],
    );
    expect((await run(program, workers)).printed).toBe('3 4 x 2 true false\n');
  });

  test('close wakes every receiver, and a sender that waits panics', async () => {
    const program = executable(
      [chan('c'), chan('woken', 10)],
      [
        {
          name: 'main',
          main: true,
          params: 'c, woken',
          args: ['c', 'woken'],
          body: `if (sleep(20) === PARK) yield; c.close(); let k = 0; for (let i = 0; i < 6; i++) { if (${RECV('woken')} === 0) k++; } log('woken', k);`,
        },
        {
          name: 'receiver',
          replicas: 6,
          params: 'c, woken',
          args: ['c', 'woken'],
          body: `const v = ${RECV('c')}; if (woken.send($rt.ok ? -1 : v) === PARK) yield;`,
        },
      ],
    );
    expect((await run(program, workers)).printed).toBe('woken 6\n');

    const sender = executable(
      [chan('c')],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `if (sleep(20) === PARK) yield; c.close(); for (;;) if (sleep(1000) === PARK) yield;`,
        },
        { name: 'sender', worker: 1, params: 'c', args: ['c'], body: `if (c.send(1) === PARK) yield;` },
      ],
    );
    const { outcome } = (await run(sender, workers)).result;
    expect(outcome).toMatchObject({
      end: 'panic',
      chain: [{ text: 'send on closed channel', kind: 'runtime' }],
      goroutine: { name: 'sender' },
    });
  });

  test('select over several shared channels, local ones, and time', async () => {
    const program = executable(
      [chan('a'), chan('b', 4), chan('quit')],
      [
        {
          name: 'main',
          main: true,
          params: 'a, b, quit',
          args: ['a', 'b', 'quit'],
          body: `const own = chan(1); let fromA = 0, fromB = 0, fromOwn = 0, late = 0; let open = true;
            go(function* () { let $t; for (let i = 0; i < 50; i++) { if (own.send(1) === PARK) yield; } });
            while (open) {
              const timer = after(2000);
              $rt.selectBegin(5); $rt.selectRecv(0, a); $rt.selectRecv(1, own); $rt.selectRecv(2, b); $rt.selectRecv(3, timer); $rt.selectRecv(4, quit);
              switch (($t = $rt.select(false)) === PARK ? yield : $t) {
                case 0: fromA += $rt.value; break;
                case 1: fromOwn += $rt.value; break;
                case 2: fromB += $rt.value; break;
                case 3: late++; open = false; break;
                case 4: open = $rt.ok; break;
              }
            }
            log(fromA, fromB, fromOwn, late);`,
        },
        {
          name: 'ones',
          worker: 1,
          replicas: 2,
          params: 'a, quit',
          args: ['a', 'quit'],
          body: `for (let i = 0; i < 500; i++) if (a.send(1) === PARK) yield;`,
        },
        {
          name: 'twos',
          worker: 1,
          params: 'b, quit',
          args: ['b', 'quit'],
          body: `for (let i = 0; i < 1000; i++) if (b.send(2) === PARK) yield; if (sleep(100) === PARK) yield; quit.close();`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('1000 2000 50 0\n');
  });

  test('selects that wait on both sides of one unbuffered channel find each other', async () => {
    // Each side also has a case of its own worker that may fire at the same moment.
    const side = (sends: boolean): string => `
      const own = chan(); let done = 0, mine = 0;
      go(function* () { let $t; for (let i = 0; i < 300; i++) { if (own.send(1) === PARK) yield; } });
      while (done < 600 || mine < 300) {
        $rt.selectBegin(2);
        if (done < 600) ${sends ? '$rt.selectSend(0, c, done)' : '$rt.selectRecv(0, c)'}; else $rt.selectRecv(0, chan());
        $rt.selectRecv(1, own);
        if ((($t = $rt.select(false)) === PARK ? yield : $t) === 0) { ${sends ? '' : 'if ($rt.value !== done) panic("out of order " + $rt.value + " " + done);'} done++; } else mine++;
      }`;
    const program = executable(
      [chan('c'), chan('end')],
      [
        {
          name: 'main',
          main: true,
          params: 'c, end',
          args: ['c', 'end'],
          body: `${side(true)} if (end.recv() === PARK) yield; log('met');`,
        },
        {
          name: 'other',
          worker: 1,
          params: 'c, end',
          args: ['c', 'end'],
          body: `${side(false)} if (end.send(1) === PARK) yield;`,
        },
      ],
    );
    const { result, printed } = await run(program, workers);
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('met\n');
  });

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
              for (;;) { const key = 'k' + (i % 10); const [v, ok] = m.load(key); if (!ok) { if (!m.loadOrStore(key, 1)[1]) break; } else if (m.compareAndSwap(key, v, v + 1)) break; } }
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
    const { outcome, counts } = (await run(program, workers)).result;
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
        .map(({ name, state }) => [name, state])
        .sort(),
    ).toEqual([
      ['idle[0]', 'select'],
      ['idle[1]', 'select'],
      ['taker', 'sync.Mutex.Lock'],
    ]);
    expect(new Set(goroutines.map(({ id }) => id)).size).toBe(4);
    expect(goroutines.map(({ path }) => path).sort()).toEqual(['0', '0.1', '0.2', '0.3']);
    expect(counts.wall).toBeLessThan(20e9);
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

describe('the trace of several workers', () => {
  test('joins what was sent to what was received by the message’s number', async () => {
    const program = executable(
      [chan('c', 4)],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `for (let i = 0; i < 200; i++) if (c.recv() === PARK) yield;`,
        },
        {
          name: 'source',
          worker: 1,
          params: 'c',
          args: ['c'],
          body: `for (let i = 0; i < 200; i++) if (c.send(i) === PARK) yield;`,
        },
      ],
    );
    const { trace } = await run(program, 2, { trace: 'lossless' });
    const numbers = (event: string): number[] =>
      [...trace.matchAll(new RegExp(`${event} channel=c message=(\\d+)`, 'g'))].map((match) =>
        Number(match[1]),
      );
    const all = Array.from({ length: 200 }, (_, i) => i);
    expect(numbers('receive')).toEqual(all);
    // The last send may still be on its way home when main ends.
    expect(all.slice(0, numbers('send').length)).toEqual(numbers('send'));
    expect(numbers('send').length).toBeGreaterThan(190);
    expect(trace).toContain('1:');
    expect(trace).toMatch(/1:\d+ g\d+ created parent=g1 name="source"/);
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
