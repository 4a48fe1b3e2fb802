import { describe, expect, test } from 'vitest';
import { linesOf, runMain, runWhole } from '../conformance/run-program.ts';
import { chan } from '../core/channel.ts';
import { go, log, named } from '../core/names.ts';
import { Mutex } from '../core/sync/mutex.ts';
import { WaitGroup } from '../core/sync/wait-group.ts';
import { gosched, now, sleep } from '../core/time.ts';

const elsewhere = (milliseconds = 1): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('promises of others', () => {
  test('park their goroutine while the others run', async () => {
    const lines = await linesOf(async () => {
      const c = chan<string>(0, '');
      go(async () => {
        await elsewhere();
        await c.send('came back');
      });
      for (let i = 0; i < 3; i++) await gosched();
      log('meanwhile');
      log(await c.recv());
    });
    expect(lines).toEqual(['meanwhile', 'came back']);
  });

  test('several at once: each goroutine is known when it comes back', async () => {
    const lines = await linesOf(async () => {
      const wg = new WaitGroup();
      const mu = new Mutex();
      const order: number[] = [];
      for (let i = 0; i < 5; i++) {
        wg.go(async () => {
          await elsewhere(5 - i);
          await mu.lock();
          await elsewhere();
          order.push(i);
          mu.unlock();
        });
      }
      await wg.wait();
      log(order.toSorted((a, b) => a - b));
    });
    expect(lines).toEqual(['[0 1 2 3 4]']);
  });

  test('an exception of theirs is thrown where it was awaited', async () => {
    const lines = await linesOf(async () => {
      try {
        await elsewhere().then(() => Promise.reject(new Error('no network')));
      } catch (e) {
        log((e as Error).message);
      }
      await sleep(1);
      log('on');
    });
    expect(lines).toEqual(['no network', 'on']);
  });

  test('do not keep a panic elsewhere from ending the program', async () => {
    const { outcome } = await runMain(async () => {
      go(async () => {
        await gosched();
        throw new Error('p');
      });
      await elsewhere(50);
    });
    expect(outcome.end).toBe('panic');
  });
});

describe('an operation', () => {
  test('that nobody awaits before the next is a panic', async () => {
    const { stderr } = await runMain(async () => {
      const [a, b] = [chan<number>(0, 0), chan<number>(0, 0)];
      await Promise.all([a.recv(), b.recv()]);
    });
    expect(stderr).toContain('panic: an operation was started before the one before it was awaited');
  });

  test('that nobody awaits at all is a panic when the goroutine returns', async () => {
    const { stderr } = await runMain(async () => {
      void chan<number>(0, 0).recv();
    });
    expect(stderr).toContain('panic: an operation was started before the one before it was awaited');
  });
});

test('one goroutine runs at a time: between two operations nobody comes in', async () => {
  const lines = await linesOf(async () => {
    const wg = new WaitGroup();
    let inside = 0;
    let most = 0;
    for (let i = 0; i < 4; i++) {
      wg.go(async () => {
        for (let k = 0; k < 20; k++) {
          most = Math.max(most, ++inside);
          await Promise.resolve();
          await Promise.resolve();
          inside--;
          await gosched();
        }
      });
    }
    await wg.wait();
    log(most);
  });
  expect(lines).toEqual(['1']);
});

test('a program without main ends when every goroutine has; channels close after their senders', async () => {
  const { outcome, lines } = await runWhole((program) => {
    const c = named('c', chan<number>(0, 0)).closeAfter(3);
    program.goroutine('sender', { replicas: 3, closes: [c] }, async (self) => {
      await c.send(self.index);
    });
    program.goroutine('receiver', {}, async () => {
      let sum = 0;
      for await (const value of c) sum += value;
      log(sum);
    });
  });
  expect([outcome, lines]).toEqual([{ end: 'done' }, ['3']]);
});

test('real time passes by the clock', async () => {
  const lines = await linesOf(
    async () => {
      const start = now();
      await sleep(5);
      log(now() - start >= 5);
    },
    { clock: 'real' },
  );
  expect(lines).toEqual(['true']);
});

test('a seed shuffles, the same way every time', async () => {
  const order = (seed: number): Promise<readonly string[]> =>
    linesOf(
      async () => {
        const wg = new WaitGroup();
        for (let i = 0; i < 6; i++) wg.go(() => log(i));
        await wg.wait();
      },
      { seed },
    );
  const runs: (readonly string[])[] = [];
  // One program at a time: what a body calls refers to the one that runs.
  for (const seed of [1, 2, 3, 4]) runs.push(await order(seed));
  expect(new Set(runs.map(String)).size).toBeGreaterThan(1);
  expect(await order(3)).toEqual(runs[2]);
});
