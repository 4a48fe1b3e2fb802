import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { executableOf } from '../../shared/emit/emit.test-support.ts';
import { ATTEMPTS, POWERFUL, TEXTS } from './escapes.test-support.ts';
import { TestHost } from './host.test-support.ts';

/** What the compiler makes of bodies, on the threads that run it. */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

/** @throws Error naming what the compiler found wrong */
function compiled(body: string): Executable {
  const program = executableOf(body, '');
  return { ...program, goroutines: program.goroutines.map((entry) => ({ ...entry, main: true })) };
}

test('a body runs as it was written', async () => {
  const body = `const c = chan<number>(2);
go(async () => { for (let i = 0; i < 3; i++) await c.send(i); c.close(); });
for await (const v of c) log('got', v);`;
  expect((await host.run(compiled(body))).printed).toBe('got 0\ngot 1\ngot 2\n');
});

test('text that looks like a comment or an import to the compartment is only text', async () => {
  const body = "let i = 2; while (i-->0) log(`${i} --> <!-- import('x')`, 'eval(1)', /-->/.test('-->'));";
  expect((await host.run(compiled(body))).printed).toBe(
    "1 --> <!-- import('x') eval(1) true\n0 --> <!-- import('x') eval(1) true\n",
  );
});

test('a thrown error is a panic at the line it was thrown on', async () => {
  const body = `const shout = (text: string | null): string => {
  return (text as string).toUpperCase();
};
log(shout('a'));

log(shout(null));`;
  const { outcome } = (await host.run(compiled(body))).result;
  expect(outcome.end === 'panic' && outcome.goroutine.frames[0]?.origin).toMatchObject({
    node: 'n1',
    line: 2,
  });
});

test.each([
  ['an empty loop', `let n = 0; while (true) { n++; }`],
  ['a function that cannot wait', `const spin = (): void => { for (;;) for (const _ of [1, 2]); }; spin();`],
  [
    'what a function of the language calls',
    `[1].forEach(() => { for (let n = 0; ; n++) if (n < 0) continue; });`,
  ],
])('%s can be paused, stepped and stopped', async (_, body) => {
  const told = await host.run(compiled(body), {}, async (_, run, from) => {
    await host.until((message) => message.type === 'started', from);
    host.send({ type: 'pause', run });
    await host.until((message) => message.type === 'paused', from);
    const seen = host.messages.length;
    host.send({ type: 'step', run, steps: 3 });
    await host.until((message) => message.type === 'paused', seen);
    host.send({ type: 'stop', run });
  });
  expect(told.result.outcome).toEqual({ end: 'stopped' });
});

test('an endless recursion is Go’s stack overflow', async () => {
  const { outcome } = (await host.run(compiled(`const f = (n: number): number => f(n + 1) + 1; log(f(0));`)))
    .result;
  expect(outcome).toMatchObject({ end: 'fatal', message: 'stack overflow' });
});

test('every file of the standard library a body may name is there', async () => {
  const body = `log(Math.max(1, 2), JSON.stringify([1]), new Map([[1, 2]]).size, [3, 1].toSorted().join(), Number('4'), parseInt('5'), new Set([1]).has(1), 'x'.repeat(2), Object.keys({ a: 1 }).length, new Uint8Array(3).length);`;
  expect((await host.run(compiled(body))).printed).toBe('2 [1] 1 1,3 4 5 true xx 1 3\n');
});

describe('an attempt to get out is refused by the compiler, or reaches nothing', () => {
  const trying = (name: string, attempt: string): string =>
    `{ let got: any; try { got = (() => { ${attempt} })(); } catch (e) { got = null; }
  log(${JSON.stringify(`[${name}]`)}, powerful(got) ? 'ESCAPED' : 'nothing'); }`;

  /** Those the compiler lets pass. */
  const passed = [...ATTEMPTS, ...TEXTS].filter(([name, attempt]) => {
    try {
      return compiled(`${POWERFUL}\n${trying(name, attempt)}`);
    } catch {
      // Refused, with findings.
      return false;
    }
  });
  // In Go these end the program: nothing comes after them.
  const ends = ([, attempt]: readonly [string, string]): boolean =>
    /const f = \(\) => f\(\)|go\(\{/.test(attempt);
  const ending = passed.filter(ends);
  const others = passed.filter((one) => !ends(one));

  test('it refuses most', () => {
    expect(passed.length).toBeLessThan(ATTEMPTS.length);
  });

  test('what it lets pass reaches nothing', async () => {
    const body = `${POWERFUL}\n${others.map(([name, attempt]) => trying(name, attempt)).join('\n')}`;
    const { printed } = await host.run(compiled(body));
    for (const [name] of others) expect(printed).toContain(`[${name}] nothing\n`);
  });

  test.each(ending)('%s', async (name, attempt) => {
    const { printed, result } = await host.run(compiled(`${POWERFUL}\n${trying(name, attempt)}`));
    expect([printed, result.outcome.end]).toEqual(['', 'fatal']);
  });
});
