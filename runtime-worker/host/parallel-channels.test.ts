import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import type { RunOptions } from '../protocol.ts';
import { RECV, chan, executable, TestHost, type Told } from './host.test-support.ts';

/** Channels and selects between goroutines on several real threads. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

const run = (program: Executable, workers: number, options: Partial<RunOptions> = {}): Promise<Told> =>
  host.run(program, { mode: 'parallel', clock: 'real', workers, ...options });

const WORKERS = [2, 4];

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
            while (open && fromA + fromB + fromOwn < 3050) {
              const timer = after(20000);
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
          body: `for (let i = 0; i < 1000; i++) if (b.send(2) === PARK) yield; if (sleep(20000) === PARK) yield; quit.close();`,
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
