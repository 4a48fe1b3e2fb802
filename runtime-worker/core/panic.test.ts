import { describe, expect, test } from 'vitest';
import { linesOf, runMain } from '../conformance/run-program.ts';
import { noRecover, withDefers, type Recover } from './defer.ts';
import { exit, go, goexit, log } from './names.ts';
import { error, errorIs, panic, wrap } from './panic.ts';
import { sleep } from './time.ts';

describe('defer', () => {
  test('runs last first, with arguments evaluated at the defer (PN-1)', async () => {
    const lines = await linesOf(() =>
      withDefers(async (defer) => {
        for (let i = 0; i < 3; i++) defer((n: number) => log('deferred', n), i);
        log('body');
      }),
    );
    expect(lines).toEqual(['body', 'deferred 2', 'deferred 1', 'deferred 0']);
  });

  test('a nil function panics when it would run; the others still run (PN-13)', async () => {
    const { lines, stderr } = await runMain(() =>
      withDefers(async (defer) => {
        defer(() => log('other'));
        defer(null as unknown as () => void);
        log('body');
      }),
    );
    expect(lines).toEqual(['body', 'other']);
    expect(stderr).toContain('panic: runtime error: invalid memory address or nil pointer dereference');
  });

  test('print and log take their own arguments and nothing else', async () => {
    expect(await linesOf(() => withDefers(async (defer) => defer(log, 'a', 1)))).toEqual(['a 1']);
  });
});

describe('recover', () => {
  const recovers = (recover: Recover = noRecover): void => log('recovered', recover());

  test('stops the panic: the function that deferred it returns normally (PN-6)', async () => {
    const lines = await linesOf(async () => {
      await withDefers(async (defer) => {
        defer(recovers);
        panic('p');
      });
      log('after');
    });
    expect(lines).toEqual(['recovered p', 'after']);
  });

  test('gives null when not panicking, during Goexit, and the second time (PN-7)', async () => {
    const lines = await linesOf(async () => {
      await withDefers(async (defer) => defer(recovers));
      await withDefers(async (defer) => {
        defer((recover: Recover = noRecover) => log(recover(), recover()));
        panic('p');
      });
      go(() =>
        withDefers(async (defer) => {
          defer(recovers);
          goexit();
        }),
      );
      await sleep(1);
    });
    expect(lines).toEqual(['recovered <nil>', 'p <nil>', 'recovered <nil>']);
  });

  test('is over when the deferred call is (PN-5)', async () => {
    let kept: Recover = noRecover;
    const { stderr } = await runMain(async () => {
      await withDefers(async (defer) => {
        defer(() => log('later', kept()));
        defer((recover: Recover = noRecover) => {
          kept = recover;
        });
        panic('p');
      });
    });
    expect(stderr).toContain('panic: p\n');
  });

  test('gives the newest of several; the earlier ones are gone (PN-12)', async () => {
    const lines = await linesOf(() =>
      withDefers(async (defer) => {
        defer(recovers);
        defer(() => panic('second'));
        panic('first');
      }),
    );
    expect(lines).toEqual(['recovered second']);
  });

  test('in a function called by a deferred call it does not touch the panic outside', async () => {
    const { lines, stderr } = await runMain(() =>
      withDefers(async (defer) => {
        defer(async () => {
          await withDefers(async (inner) => {
            inner(recovers);
            panic('inner');
          });
        });
        panic('outer');
      }),
    );
    expect(lines).toEqual(['recovered inner']);
    expect(stderr).toMatch(/^panic: outer\n\n/);
  });
});

describe('goexit', () => {
  test('runs deferred calls and ends its goroutine only (GO-6)', async () => {
    const lines = await linesOf(async () => {
      go(() =>
        withDefers(async (defer) => {
          defer(() => log('deferred'));
          goexit();
        }),
      );
      await sleep(1);
      log('main goes on');
    });
    expect(lines).toEqual(['deferred', 'main goes on']);
  });

  test('goes on although a panic in a deferred call was recovered (GO-8)', async () => {
    const lines = await linesOf(async () => {
      go(async () => {
        await withDefers(async (defer) => {
          defer((recover: Recover = noRecover) => log('recovered', recover()));
          defer(() => panic('p'));
          goexit();
        });
        log('must not print');
      });
      await sleep(1);
    });
    expect(lines).toEqual(['recovered p']);
  });
});

describe('an uncaught panic', () => {
  test('prints every panic of the chain, oldest first (PN-9)', async () => {
    const { stderr } = await runMain(() =>
      withDefers(async (defer) => {
        defer((recover: Recover = noRecover) => panic(`re-${String(recover())}`));
        panic('one');
      }),
    );
    expect(stderr).toMatch(/^panic: one \[recovered\]\n\tpanic: re-one\n\ngoroutine 1 \[running\]:/);
  });

  test('of the same value again prints once (PN-9)', async () => {
    const { stderr } = await runMain(() =>
      withDefers(async (defer) => {
        defer((recover: Recover = noRecover) => panic(recover()));
        panic('same');
      }),
    );
    expect(stderr).toMatch(/^panic: same \[recovered, repanicked\]\n\n/);
  });

  test('is a thrown JavaScript error, too', async () => {
    const { stderr } = await runMain(() => {
      throw new TypeError('x is not a function');
    });
    expect(stderr).toMatch(/^panic: TypeError: x is not a function\n\n/);
  });

  test('runs the deferred calls of its own goroutine only (PN-4)', async () => {
    const { lines } = await runMain(() =>
      withDefers(async (defer) => {
        defer(() => log('must not print'));
        go(() =>
          withDefers(async (own) => {
            own(() => log('own'));
            panic('p');
          }),
        );
        await sleep(1);
      }),
    );
    expect(lines).toEqual(['own']);
  });
});

test('exit ends the program at once, with no deferred call (GO-5)', async () => {
  const { outcome, lines } = await runMain(() =>
    withDefers(async (defer) => {
      defer(() => log('must not print'));
      exit(3);
    }),
  );
  expect([outcome, lines]).toEqual([{ end: 'exit', code: 3 }, []]);
});

test('errors compare by identity, and wrapped ones are found', () => {
  const disk = error('disk full');
  const wrapped = wrap('write', wrap('flush', disk));
  expect(wrapped.message).toBe('write: flush: disk full');
  expect([errorIs(wrapped, disk), errorIs(wrapped, error('disk full')), errorIs(null, disk)]).toEqual([
    true,
    false,
    false,
  ]);
});
