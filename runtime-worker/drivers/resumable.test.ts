import { expect, test } from 'vitest';
import { evaluate, executableOf, runDeterministic } from '../conformance/run-case.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';

function printed(body: string): string {
  const executable = executableOf(body);
  const functions = evaluate(executable);
  const { stdout, outcome } = runDeterministic(executable, functions, new FifoChooser());
  expect(outcome).toEqual({ end: 'done' });
  for (let seed = 0; seed < 10; seed++)
    expect(runDeterministic(executable, functions, new SeededChooser(seed)).stdout).toBe(stdout);
  return stdout;
}

test('a call that need not wait runs inline, one that waits comes back with its result', () => {
  expect(
    printed(`
      async function half(n: number): Promise<number> {
        if (n % 2 === 1) await sleep(n);
        return n / 2;
      }
      async function sum(): Promise<number> {
        let total = 0;
        for (let i = 0; i < 10; i++) total += await half(i);
        return total;
      }
      log(await sum(), now());
    `),
  ).toBe('22.5 25\n');
});

test('however deep the calls, the frame on top goes on, and results find their way down', () => {
  expect(
    printed(`
      async function down(n: number): Promise<number> {
        if (n === 0) {
          await sleep(1);
          return 0;
        }
        return (await down(n - 1)) + 1;
      }
      log(await down(1000));
    `),
  ).toBe('1000\n');
});

test('an exception comes up through frames that have waited, to the first that catches it', () => {
  expect(
    printed(`
      async function thrower(): Promise<never> {
        await sleep(1);
        throw new Error('deep');
      }
      async function middle(): Promise<void> {
        try {
          await thrower();
        } finally {
          await sleep(1);
          log('finally', now());
        }
      }
      try {
        await middle();
      } catch (e) {
        log('caught', (e as Error).message);
      }
      await sleep(1);
      log('on', now());
    `),
  ).toBe('finally 2\ncaught deep\non 3\n');
});

test('an operation that panics where it waits is caught there', () => {
  expect(
    printed(`
      const c = chan<number>(0, 0);
      go(async () => {
        await sleep(1);
        c.close();
      });
      try {
        await c.send(1);
      } catch (e) {
        log((e as Error).message);
      }
    `),
  ).toBe('send on closed channel\n');
});

test('a loop that never waits is left now and then, so that others run', () => {
  expect(
    printed(`
      let over = false;
      go(async () => {
        over = true;
      });
      let turns = 0;
      while (!over) turns++;
      log(turns > 0);
    `),
  ).toBe('true\n');
});

test('a goroutine may be a plain function, also one whose operation waits', () => {
  expect(
    printed(`
      const c = chan<number>(0, 0);
      go(() => c.send(7));
      log(await c.recv());
    `),
  ).toBe('7\n');
});

test('an operation nobody awaits is a panic, not a mystery', () => {
  const executable = {
    ...executableOf('log(1);'),
    code: '($) => [function* main() { $.chan(0, 0).recv(); }]',
  };
  const { stderrHead } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  expect(stderrHead).toBe('panic: an operation was started before the one before it was awaited');
});
