import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTEMPTS, POWERFUL } from './escapes.test-support.ts';
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

/** What the program says of an attempt: `refused`, or whether what it got is powerful. */
async function verdict(attempt: string): Promise<string> {
  const program = main(`${POWERFUL}
    let got; try { got = (() => { ${attempt} })(); } catch (e) { got = 'refused'; }
    log(got === 'refused' ? 'refused' : powerful(got) ? 'ESCAPED' : 'nothing');`);
  const { printed, result } = await host.run(program);
  // Text that might be an import or an HTML comment is refused before any of it runs.
  if (printed === '' && result.outcome.end === 'failed') return 'refused';
  // An attempt may have made the program print before.
  return printed.trim().split('\n').at(-1) ?? '';
}

describe('an attempt reaches nothing', () => {
  test.each(ATTEMPTS)('%s', async (_, attempt) => {
    expect(['nothing', 'refused']).toContain(await verdict(attempt));
  });

  test('the question itself would notice', async () => {
    expect(await verdict(`return { process: {} };`)).toBe('ESCAPED');
    expect(await verdict(`return {};`)).toBe('nothing');
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
