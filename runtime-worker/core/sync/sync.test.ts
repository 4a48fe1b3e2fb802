import { describe, expect, test } from 'vitest';
import { linesOf, runMain } from '../../conformance/run-program.ts';
import { chan } from '../channel.ts';
import { background, withCancel, withTimeout } from '../context.ts';
import { go, log } from '../names.ts';
import { error, panic } from '../panic.ts';
import { gosched, now, sleep } from '../time.ts';
import { AtomicBool, AtomicInt, AtomicValue } from './atomic.ts';
import { Cond } from './cond.ts';
import { ErrGroup, errGroupWithContext } from './err-group.ts';
import { Mutex } from './mutex.ts';
import { Once, onceValue } from './once.ts';
import { Pool } from './pool.ts';
import { RWMutex } from './rwmutex.ts';
import { Semaphore } from './semaphore.ts';
import { SingleFlight } from './single-flight.ts';
import { WaitGroup } from './wait-group.ts';

describe('Mutex', () => {
  test('a new arrival may beat the waiter that was woken (MU-5)', async () => {
    const lines = await linesOf(async () => {
      const mu = new Mutex();
      await mu.lock();
      go(async () => {
        await mu.lock();
        log('waiter');
        mu.unlock();
      });
      await gosched();
      mu.unlock(); // wakes the waiter …
      log('barged', mu.tryLock()); // … who finds it taken
      await gosched();
      log('main');
      mu.unlock();
      await gosched();
    });
    expect(lines).toEqual(['barged true', 'main', 'waiter']);
  });

  test('one that has waited for more than a millisecond is handed it directly (MU-6)', async () => {
    const lines = await linesOf(async () => {
      const mu = new Mutex();
      await mu.lock();
      go(async () => {
        await mu.lock();
        log('waiter at', now());
        mu.unlock();
      });
      await gosched();
      await sleep(2);
      mu.unlock();
      log(mu.tryLock());
      await gosched(); // the waiter fails, having waited for 2 ms
      mu.unlock();
      log(mu.tryLock()); // handed over: nobody can take it
      await gosched();
    });
    expect(lines).toEqual(['true', 'false', 'waiter at 2']);
  });

  test('where virtual time stands still, losing again and again counts as waiting', async () => {
    const lines = await linesOf(async () => {
      const mu = new Mutex();
      let over = false;
      go(async () => {
        await gosched();
        await mu.lock();
        over = true;
        mu.unlock();
      });
      let turns = 0;
      while (!over) {
        await mu.lock();
        turns++;
        await gosched();
        mu.unlock();
      }
      log(turns < 50, now());
    });
    expect(lines).toEqual(['true 0']);
  });

  test('has no owner, and is not re-entrant (MU-1, MU-3)', async () => {
    const { outcome } = await runMain(async () => {
      const mu = new Mutex();
      await mu.lock();
      go(() => mu.unlock());
      await gosched();
      log(mu.tryLock());
      await mu.lock();
    });
    expect(outcome).toMatchObject({ end: 'deadlock', goroutines: [{ state: 'sync.Mutex.Lock' }] });
  });

  test('unlocked twice is fatal, with only its own goroutine in the report (MU-2, PN-15)', async () => {
    const { stderr } = await runMain(() => new Mutex().unlock());
    expect(stderr).toMatch(
      /^fatal error: sync: unlock of unlocked mutex\n\ngoroutine 1 \[running\]:\n[^[]*$/,
    );
  });
});

describe('RWMutex', () => {
  test('unlock lets in every reader that queued, then the next writer (RW-11)', async () => {
    const lines = await linesOf(async () => {
      const rw = new RWMutex();
      await rw.lock();
      const enter = (name: string, shared: boolean): void =>
        go(async () => {
          await (shared ? rw.rLock() : rw.lock());
          log(name, now());
          await sleep(5);
          if (shared) rw.rUnlock();
          else rw.unlock();
        });
      enter('reader', true);
      await gosched();
      enter('writer', false);
      await gosched();
      enter('reader', true);
      await gosched();
      rw.unlock();
      await sleep(50);
    });
    expect(lines).toEqual(['reader 0', 'reader 0', 'writer 5']);
  });

  test('a reader that locks again while a writer waits deadlocks (RW-3)', async () => {
    const { outcome } = await runMain(async () => {
      const rw = new RWMutex();
      await rw.rLock();
      go(() => rw.lock());
      await gosched();
      await rw.rLock();
    });
    expect(outcome).toMatchObject({
      end: 'deadlock',
      goroutines: [{ state: 'sync.RWMutex.RLock' }, { state: 'sync.RWMutex.Lock' }],
    });
  });
});

describe('WaitGroup', () => {
  test('used anew before an earlier wait has returned panics (WG-5)', async () => {
    const { stderr } = await runMain(async () => {
      const wg = new WaitGroup();
      wg.add(1);
      go(() => wg.wait());
      await gosched();
      wg.done();
      wg.add(1);
      await gosched();
    });
    expect(stderr).toContain('panic: sync: WaitGroup is reused before previous Wait has returned');
  });

  test('go adds, runs and is done (WG-10)', async () => {
    const lines = await linesOf(async () => {
      const wg = new WaitGroup();
      for (let i = 0; i < 3; i++) wg.go(() => sleep(i));
      await wg.wait();
      log(now());
    });
    expect(lines).toEqual(['2']);
  });
});

describe('Once', () => {
  test('concurrent callers wait until the first has returned (ON-2)', async () => {
    const lines = await linesOf(async () => {
      const once = new Once();
      const wg = new WaitGroup();
      for (let i = 0; i < 2; i++) {
        wg.go(async () => {
          await once.do(() => sleep(10));
          log(now());
        });
      }
      await wg.wait();
    });
    expect(lines).toEqual(['10', '10']);
  });

  test('counts as done when the function panics (ON-3)', async () => {
    const lines = await linesOf(async () => {
      const once = new Once();
      try {
        await once.do(() => panic('p'));
      } catch {
        log('panicked');
      }
      await once.do(() => log('must not print'));
    });
    expect(lines).toEqual(['panicked']);
  });

  test('onceValue computes once', async () => {
    const lines = await linesOf(async () => {
      let calls = 0;
      const value = onceValue(async () => {
        await sleep(1);
        return ++calls;
      });
      log(await value(), await value());
    });
    expect(lines).toEqual(['1 1']);
  });
});

describe('Cond', () => {
  test('signal wakes the one that has waited longest; with nobody waiting it is lost (CO-3, CO-5)', async () => {
    const lines = await linesOf(async () => {
      const mu = new Mutex();
      const cond = new Cond(mu);
      cond.signal();
      for (let i = 0; i < 3; i++) {
        go(async () => {
          await mu.lock();
          await cond.wait();
          log('woken', i);
          mu.unlock();
        });
        await gosched();
      }
      cond.signal();
      await sleep(1);
      log('then');
      cond.broadcast();
      await sleep(1);
    });
    expect(lines).toEqual(['woken 0', 'then', 'woken 1', 'woken 2']);
  });
});

describe('Semaphore', () => {
  test('is strictly first come first served: a large request holds back small ones (SW-1, SW-2)', async () => {
    const lines = await linesOf(async () => {
      const s = new Semaphore(3);
      await s.acquire(background(), 2);
      const wg = new WaitGroup();
      for (const n of [3, 1]) {
        wg.go(async () => {
          await s.acquire(background(), n);
          log('got', n);
          s.release(n);
        });
        await gosched();
      }
      log(s.tryAcquire(1));
      s.release(2);
      await wg.wait();
    });
    expect(lines).toEqual(['false', 'got 3', 'got 1']);
  });

  test('a cancelled waiter leaves the queue, and those behind it may go (SW-5)', async () => {
    const lines = await linesOf(async () => {
      const s = new Semaphore(2);
      await s.acquire(background(), 1);
      const [ctx, cancel] = withCancel(background());
      go(async () => log(await s.acquire(ctx, 2)));
      await gosched();
      go(async () => log('small', await s.acquire(background(), 1)));
      await gosched();
      cancel();
      await sleep(1);
    });
    expect([...lines].sort()).toEqual(['context canceled', 'small <nil>']);
  });

  test('a request for more than there is waits for its context alone (SW-3)', async () => {
    const lines = await linesOf(async () => {
      const s = new Semaphore(1);
      const [ctx] = withTimeout(background(), 10);
      go(async () => log(await s.acquire(ctx, 2)));
      await gosched();
      log(s.tryAcquire(1));
      await sleep(20);
      const [over, cancel] = withCancel(background());
      cancel();
      log(await s.acquire(over, 1));
    });
    expect(lines).toEqual(['true', 'context deadline exceeded', 'context canceled']);
  });
});

describe('ErrGroup', () => {
  test('go waits at the limit, tryGo refuses; a limit cannot change under way (EG-4, EG-5)', async () => {
    const { lines, stderr } = await runMain(async () => {
      const group = new ErrGroup();
      group.setLimit(1);
      await group.go(async () => {
        await sleep(10);
      });
      log(group.tryGo(() => {}));
      await group.go(() => sleep(5));
      log(now(), await group.wait(), now());
      await group.go(() => sleep(5));
      group.setLimit(2);
    });
    expect(lines).toEqual(['false', '10 <nil> 15']);
    expect(stderr).toContain(
      'panic: errgroup: modify limit while 1 goroutines in the group are still active',
    );
  });

  test('wait gives the first error in time order and waits for every task (EG-1, EG-8)', async () => {
    const lines = await linesOf(async () => {
      const [group, ctx] = errGroupWithContext(background());
      await group.go(async () => {
        await sleep(10);
        return error('late');
      });
      await group.go(async () => {
        await sleep(5);
        return error('early');
      });
      await ctx.done().recv();
      log(now(), await group.wait(), now());
    });
    expect(lines).toEqual(['5 early 10']);
  });
});

describe('SingleFlight', () => {
  test('calls at the same time share one execution, later ones run again (SF-1, SF-2)', async () => {
    const lines = await linesOf(async () => {
      const flights = new SingleFlight<number>();
      let runs = 0;
      const wg = new WaitGroup();
      for (let i = 0; i < 3; i++) {
        wg.go(async () => {
          const {
            value,
            error: failed,
            shared,
          } = await flights.do('k', async () => {
            await sleep(10);
            return ++runs;
          });
          log(value, failed, shared);
        });
      }
      await wg.wait();
      log((await flights.do('k', () => ++runs)).shared, runs);
    });
    expect(lines).toEqual(['1 <nil> true', '1 <nil> true', '1 <nil> true', 'false 2']);
  });

  test('forget lets a new call start; doChan gives one result (SF-3, SF-4)', async () => {
    const lines = await linesOf(async () => {
      const flights = new SingleFlight<string>();
      const old = flights.doChan('k', async () => {
        await sleep(10);
        return 'old';
      });
      await gosched();
      flights.forget('k');
      const fresh = flights.doChan('k', () => 'fresh');
      log((await fresh.recv()).value, (await old.recv()).value);
    });
    expect(lines).toEqual(['fresh old']);
  });
});

describe('atomics', () => {
  test('add gives the new value, the others the old one (AT-2, AT-4)', async () => {
    const lines = await linesOf(() => {
      const n = new AtomicInt(5);
      log(n.add(2), n.swap(12), n.and(10), n.or(1), n.load(), n.compareAndSwap(9, 1), n.compareAndSwap(8, 1));
      const flag = new AtomicBool();
      log(flag.swap(true), flag.compareAndSwap(true, false), flag.load());
    });
    expect(lines).toEqual(['7 7 12 8 9 true false', 'false true false']);
  });

  test('a value keeps its type (AT-3)', async () => {
    const { stderr } = await runMain(() => {
      const value = new AtomicValue<unknown>('a');
      value.store('b');
      value.store(1);
    });
    expect(stderr).toContain('panic: sync/atomic: store of inconsistently typed value into Value');
  });
});

test('a pool gives what was put, else what it makes, else null (PL-1)', async () => {
  const lines = await linesOf(() => {
    const pool = new Pool(() => 'made');
    pool.put('kept');
    log(pool.get(), pool.get(), new Pool<string>().get());
  });
  expect(lines).toEqual(['kept made <nil>']);
});

test('who waits is named, with what it waits for', async () => {
  const { outcome } = await runMain(async () => {
    const c = chan<number>(0, 0);
    Object.assign(c, { name: 'jobs' });
    go(async function worker() {
      await c.recv();
    });
    await new WaitGroup(1).wait();
  });
  expect(outcome).toMatchObject({
    end: 'deadlock',
    goroutines: [
      { id: 1, path: '0', state: 'sync.WaitGroup.Wait' },
      { id: 2, path: '0.1', state: 'chan receive', waitingOn: { name: 'jobs' }, name: 'main.worker' },
    ],
  });
});
