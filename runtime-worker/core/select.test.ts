import { nil } from './nil-channel.ts';
import { expect, test } from 'vitest';
import { linesOf, runMain } from '../conformance/run-program.ts';
import { chan } from './channel.ts';
import { go, log } from './names.ts';
import { recv, select, send } from './select.ts';
import { after, sleep } from './time.ts';

test('of several ready cases each is taken, about as often as the others (SE-2)', async () => {
  const taken = { a: 0, b: 0, c: 0 };
  await linesOf(async () => {
    const [a, b, c] = [chan<number>(1, 0), chan<number>(1, 0), chan<number>(1, 0)];
    for (let i = 0; i < 3000; i++) {
      for (const one of [a, b, c]) if (one.len === 0) await one.send(i);
      taken[(await select({ a: recv(a), b: recv(b), c: recv(c) })).case]++;
    }
  });
  for (const times of Object.values(taken)) expect(times).toBeGreaterThan(850);
});

test('the choice is per case: a channel listed twice has two shares (SE-13)', async () => {
  let one = 0;
  await linesOf(async () => {
    const [a, b] = [chan<number>(1, 0), chan<number>(1, 0)];
    for (let i = 0; i < 3000; i++) {
      for (const each of [a, b]) if (each.len === 0) await each.send(i);
      if ((await select({ a1: recv(a), b: recv(b), a2: recv(a) })).case !== 'b') one++;
    }
  });
  expect(one).toBeGreaterThan(1850);
  expect(one).toBeLessThan(2150);
});

test('default runs only when nothing is ready, and nil cases never are (SE-3, NC-3)', async () => {
  const lines = await linesOf(async () => {
    const c = chan<number>(1, 0);
    const attempt = async (): Promise<string> =>
      (await select({ n: recv(nil<number>()), c: recv(c), default: true })).case;
    log(await attempt());
    await c.send(1);
    log(await attempt());
    log((await select({ c: recv(c), default: false, late: recv(after(1)) })).case);
  });
  expect(lines).toEqual(['default', 'c', 'late']);
});

test('when one case fires, its waiter leaves all other channels (SE-10)', async () => {
  const lines = await linesOf(async () => {
    const [a, b] = [chan<number>(0, 0), chan<number>(0, 0)];
    const done = chan<string>(1, '');
    go(async () => {
      await done.send((await select({ a: recv(a), b: recv(b) })).case);
    });
    await sleep(1);
    await a.send(1);
    // Nobody receives on b any more.
    log((await select({ b: send(b, 2), default: true })).case, await done.recv());
  });
  expect(lines).toEqual(['default a']);
});

test('two blocked selects match each other, one case of each (SE-18)', async () => {
  const lines = await linesOf(async () => {
    const [c, d] = [chan<number>(0, 0), chan<number>(0, 0)];
    const done = chan<string>(2, '');
    go(async () => {
      const got = await select({ c: send(c, 7), d: recv(d) });
      await done.send(`one ${got.case}`);
    });
    await sleep(1);
    const got = await select({ c: recv(c), d: recv(d) });
    log(got.case, got.value, got.ok, await done.recv());
  });
  expect(lines).toEqual(['c 7 true one c']);
});

test('a select never communicates with itself (SE-9)', async () => {
  const { outcome } = await runMain(async () => {
    const c = chan<number>(0, 0);
    await select({ s: send(c, 1), r: recv(c) });
  });
  expect(outcome).toMatchObject({ end: 'deadlock', goroutines: [{ state: 'select' }] });
});

test('close releases a blocked select: a receive case with the zero value, a send case by a panic (CL-7)', async () => {
  const lines = await linesOf(async () => {
    const [c, never] = [chan<number>(0, 9), chan<number>(0, 0)];
    go(async () => {
      await sleep(1);
      c.close();
    });
    const got = await select({ c: recv(c), never: recv(never) });
    log(got.case, got.value, got.ok);
  });
  expect(lines).toEqual(['c 9 false']);
  const { stderr } = await runMain(async () => {
    const [c, never] = [chan<number>(0, 0), chan<number>(0, 0)];
    go(async () => {
      await sleep(1);
      c.close();
    });
    await select({ c: send(c, 1), never: recv(never) });
  });
  expect(stderr).toContain('panic: send on closed channel\n\ngoroutine 1 [running]:');
});

test('one case without default is the plain operation, and shows its state (SE-14)', async () => {
  const { outcome } = await runMain(async () => {
    const c = chan<number>(0, 0);
    await select({ c: send(c, 1) });
  });
  expect(outcome).toMatchObject({ end: 'deadlock', goroutines: [{ state: 'chan send' }] });
});

test('at most 65536 cases (SE-16)', async () => {
  const cases = Object.fromEntries(
    Array.from({ length: 65_537 }, (_, at) => [`c${at}`, recv(nil<number>())]),
  );
  const { outcome } = await runMain(() => select(cases));
  expect(outcome.end).toBe('panic');
});

test('what is no case is refused by name, and never waited for', async () => {
  const { stderr } = await runMain(() =>
    // A body in plain JavaScript, where no type stands in the way.
    select({ late: { recv: chan<number>(0, 0) } } as unknown as Parameters<typeof select>[0]),
  );
  expect(stderr).toContain('select: late is neither recv(ch) nor send(ch, v)');
});
