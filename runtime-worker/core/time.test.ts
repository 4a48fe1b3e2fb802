import { describe, expect, test } from 'vitest';
import { linesOf, runMain } from '../conformance/run-program.ts';
import { chan } from './channel.ts';
import { go, log } from './names.ts';
import { recv, select } from './select.ts';
import { after, afterTime, gosched, now, random, randomInt, sleep, tick, Ticker, Timer } from './time.ts';

test('virtual time moves only when nobody can run, straight to the next timer (VT-1)', async () => {
  const lines = await linesOf(async () => {
    go(async () => {
      await sleep(3_600_000);
      log('never');
    });
    await sleep(20);
    log(now());
    await sleep(-1);
    log(now());
  });
  expect(lines).toEqual(['20', '20']);
});

test('it moves also for a program that only spins', async () => {
  const lines = await linesOf(async () => {
    let flag = false;
    afterTime(30, () => {
      flag = true;
    });
    while (!flag) await gosched();
    log('over');
  });
  expect(lines).toEqual(['over']);
});

describe('a timer', () => {
  test('fires once, and its channel shows no value (TM-2)', async () => {
    const lines = await linesOf(async () => {
      const timer = new Timer(10);
      await sleep(20);
      log(timer.c.len, timer.c.cap, await timer.c.recv());
      log((await select({ again: recv(timer.c), late: recv(after(100)) })).case);
    });
    expect(lines).toEqual(['0 0 10', 'late']);
  });

  test('stopped or reset, leaves nothing to be received; unread counts as active (TM-3, TM-4)', async () => {
    const lines = await linesOf(async () => {
      const timer = new Timer(10);
      await sleep(20);
      log(timer.reset(10), timer.stop(), timer.stop(), timer.reset(5));
      log(await timer.c.recv(), timer.stop());
    });
    expect(lines).toEqual(['true true false false', '25 false']);
  });

  test('that nobody waits for does not hold a deadlock back: nobody can run, and no timer is left (VT-3)', async () => {
    const { outcome } = await runMain(async () => {
      void new Timer(3_600_000);
      void new Ticker(1);
      await chan<number>(0, 0).recv();
    });
    expect(outcome.end).toBe('deadlock');
  });

  test('and a select that has gone another way does not wait for it any more', async () => {
    const { outcome } = await runMain(async () => {
      const ready = chan<number>(0, 0);
      go(() => ready.send(1));
      await select({ ready: recv(ready), late: recv(after(3_600_000)) });
      log(now());
      await chan<number>(0, 0).recv();
    });
    expect(outcome.end).toBe('deadlock');
  });
});

describe('a ticker', () => {
  test('keeps one tick, drops later ones, and does not drift (TM-8, TM-9)', async () => {
    const lines = await linesOf(async () => {
      const ticker = new Ticker(10);
      await sleep(35);
      log(await ticker.c.recv(), await ticker.c.recv(), now());
    });
    expect(lines).toEqual(['10 40 40']);
  });

  test('reset changes its period', async () => {
    const lines = await linesOf(async () => {
      const ticker = new Ticker(10);
      await ticker.c.recv();
      ticker.reset(100);
      log(await ticker.c.recv());
    });
    expect(lines).toEqual(['110']);
  });

  test('needs a period; tick without one is a nil channel (TM-11, TM-12)', async () => {
    const { stderr } = await runMain(() => {
      log(tick(0) === tick(-1), tick(0).cap);
      void new Ticker(0);
    });
    expect(stderr).toContain('panic: non-positive interval for NewTicker');
  });
});

test('afterTime can be stopped, and armed again (TM-5)', async () => {
  const lines = await linesOf(async () => {
    const timer = afterTime(10, () => log('fired at', now()));
    log(timer.stop(), timer.stop(), timer.reset(20));
    await sleep(30);
    log(timer.reset(1));
    await sleep(30);
  });
  expect(lines).toEqual(['true false false', 'fired at 20', 'false', 'fired at 31']);
});

test('chance is the run’s: the same seed, the same numbers', async () => {
  const draw = (): Promise<readonly string[]> =>
    linesOf(() => log(random(), randomInt(1000), randomInt(6) < 6), { seed: 5 });
  expect(await draw()).toEqual(await draw());
  const { stderr } = await runMain(() => randomInt(0));
  expect(stderr).toContain('panic: invalid argument to randomInt');
});
