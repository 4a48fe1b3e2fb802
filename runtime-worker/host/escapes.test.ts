import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { ATTEMPTS, POWERFUL, TEXTS } from './escapes.test-support.ts';
import { chan, executable, main, TestHost } from './host.test-support.ts';

/**
 * Attempts to get out, each on a real worker thread of a real host. What counts as a way out is asked in the program
 * itself.
 */

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.stop());

/** The program that makes attempts and says of each: `refused`, `nothing`, or `ESCAPED`. */
const trying = (attempts: readonly (readonly [name: string, attempt: string])[]): Executable =>
  main(`${POWERFUL}
    const judge = (name, attempt) => {
      let got; try { got = attempt(); } catch { log(name, 'refused'); return; }
      log(name, powerful(got) ? 'ESCAPED' : 'nothing');
    };
    ${attempts.map(([name, attempt]) => `judge(${JSON.stringify(`[${name}]`)}, () => { ${attempt} });`).join('\n')}`);

const verdictOn = (name: string, printed: string): string =>
  printed
    .split('\n')
    .find((line) => line.startsWith(`[${name}] `))
    ?.slice(name.length + 3) ?? 'not said';

describe('an attempt reaches nothing', () => {
  let printed: string;
  beforeAll(async () => {
    ({ printed } = await host.run(trying(ATTEMPTS)));
  });

  test.each(ATTEMPTS)('%s', (name) => {
    expect(['nothing', 'refused']).toContain(verdictOn(name, printed));
  });

  test.each(TEXTS)('%s', async (name, attempt) => {
    const told = await host.run(trying([[name, attempt]]));
    const { end } = told.result.outcome;
    // Text that might be an import or an HTML comment is refused before any of it runs.
    expect(end === 'failed' ? 'refused' : verdictOn(name, told.printed)).toMatch(/^(nothing|refused)$/);
  });

  test('the question itself would notice', async () => {
    const told = await host.run(
      trying([
        ['out', `return { process: {} };`],
        ['in', `return {};`],
      ]),
    );
    expect([verdictOn('out', told.printed), verdictOn('in', told.printed)]).toEqual(['ESCAPED', 'nothing']);
  });
});

describe('an attempt across goroutines reaches nothing', () => {
  test('walking everything that can be reached from the bindings', async () => {
    // Whatever the path: properties, getters, prototypes, symbols, of every binding and every object made of them.
    const program = executable(
      [chan('c', 1)],
      [
        {
          name: 'main',
          main: true,
          params: 'c',
          args: ['c'],
          body: `${POWERFUL}
            const seen = new Set(), queue = [$, $rt, c, self, PARK, chan(2, { x: 1 }), error('e'), withCancel, after(5)];
            let found = 0, count = 0;
            while (queue.length > 0 && count < 200000) {
              const x = queue.pop();
              if ((typeof x !== 'object' && typeof x !== 'function') || x === null || seen.has(x)) continue;
              seen.add(x); count++;
              if (powerful(x)) found++;
              let made; try { made = x.constructor?.constructor?.('return globalThis')(); } catch {} 
              if (powerful(made)) found++;
              for (const key of Reflect.ownKeys(x)) {
                const d = Reflect.getOwnPropertyDescriptor(x, key);
                queue.push(d?.value, d?.get, d?.set);
              }
              try { queue.push(Reflect.getPrototypeOf(x)); } catch {}
            }
            log(count > 300, found);`,
        },
      ],
      { names: 'PARK, $rt, go, log, chan, error, withCancel, after' },
    );
    const { printed, result } = await host.run(program, { trace: 'lossless' });
    expect(result.outcome).toEqual({ end: 'done' });
    expect(printed).toBe('true 0\n');
  });

  test('a thenable given to the runtime is called with nothing of the host’s', async () => {
    const program = main(`${POWERFUL}
      let got; const v = (($t = $rt.await({ then(resolve) { got = [this, resolve]; resolve(5); } })) === PARK ? yield : $t);
      let made; try { made = got[1].constructor('return globalThis')(); } catch {}
      log(v, powerful(got[0]), powerful(made));`);
    expect((await host.run(program)).printed).toBe('5 false false\n');
  });

  test('one run leaves nothing behind for the next', async () => {
    await host.run(main(`try { left = 1; } catch {} try { Math.left = 1; } catch {}`));
    expect((await host.run(main(`log(typeof left, typeof Math.left);`))).printed).toBe(
      'undefined undefined\n',
    );
  });

  test('clock and chance are the run’s alone', async () => {
    const body = `let random = 'none'; try { random = typeof Math.random(); } catch { random = 'refused'; }
      log(typeof Date, random, typeof Promise.race, typeof Promise.any, typeof performance, typeof Intl);`;
    expect((await host.run(main(body))).printed).toBe(
      'undefined refused undefined undefined undefined undefined\n',
    );
  });
});
