import { nil } from './nil-channel.ts';
import { describe, expect, test } from 'vitest';
import { linesOf, runMain } from '../conformance/run-program.ts';
import { chan } from './channel.ts';
import { go, log } from './names.ts';
import { gosched, sleep } from './time.ts';

describe('a buffered channel', () => {
  test('blocks a sender only when full, a receiver only when empty (CH-4)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(2, 0);
      go(async () => {
        for (let i = 1; i <= 3; i++) {
          await c.send(i);
          log('sent', i, c.len);
        }
      });
      await sleep(1);
      log('received', await c.recv(), c.len);
      await sleep(1);
      log('received', await c.recv(), c.len);
    });
    expect(lines).toEqual(['sent 1 1', 'sent 2 2', 'received 1 2', 'sent 3 2', 'received 2 1']);
  });

  test('a receive from a full one takes the head, and the first blocked sender fills the slot (CH-8)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(1, 0);
      await c.send(1);
      go(() => c.send(2));
      go(() => c.send(3));
      await sleep(1);
      log(await c.recv(), c.len, await c.recv(), c.len, await c.recv(), c.len);
    });
    expect(lines).toEqual(['1 1 2 1 3 0']);
  });
});

describe('an unbuffered channel', () => {
  test('has length 0, also with a blocked sender (CH-1)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(0, 0);
      go(() => c.send(1));
      await sleep(1);
      log(c.len, c.cap, await c.recv());
    });
    expect(lines).toEqual(['0 0 1']);
  });

  test('serves blocked receivers first come first served (CH-6)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(0, 0);
      for (let i = 0; i < 3; i++) {
        go(async () => log('receiver', i, 'got', await c.recv()));
        await sleep(1);
      }
      for (let i = 0; i < 3; i++) await c.send(i);
      await sleep(1);
    });
    expect(lines).toEqual(['receiver 0 got 0', 'receiver 1 got 1', 'receiver 2 got 2']);
  });

  test('hands the value to the waiting receiver: a later arrival cannot steal it (CH-7)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(0, 0);
      go(async () => log('first', await c.recv()));
      await sleep(1);
      await c.send(1);
      go(() => c.send(2));
      log('late', await c.recv());
      await gosched();
    });
    expect([...lines].sort()).toEqual(['first 1', 'late 2']);
  });
});

describe('close', () => {
  test('releases all blocked receivers with the zero value (CL-5)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<string>(0, 'zero');
      for (let i = 0; i < 3; i++) go(async () => log(...(await c.recv2())));
      await sleep(1);
      c.close();
      await sleep(1);
    });
    expect(lines).toEqual(['zero false', 'zero false', 'zero false']);
  });

  test('makes blocked senders panic in their own goroutines, and loses their values (CL-6, CL-11)', async () => {
    const { outcome, stderr } = await runMain(async () => {
      const c = chan<number>(1, 0);
      await c.send(1);
      go(() => c.send(2));
      await sleep(1);
      c.close();
      log(await c.recv());
      await sleep(1);
    });
    expect(outcome.end).toBe('panic');
    expect(stderr).toContain('panic: send on closed channel\n\ngoroutine 2 [running]:');
  });

  test('a receive from a closed channel drains the buffer, then yields the zero value (CL-4)', async () => {
    const lines = await linesOf(async () => {
      const c = chan<number>(2, 0);
      await c.send(7);
      c.close();
      log(...(await c.recv2()), ...(await c.recv2()), ...(await c.recv2()));
    });
    expect(lines).toEqual(['7 true 0 false 0 false']);
  });
});

describe('the nil channel', () => {
  test('equals itself, holds nothing, and is never ready', async () => {
    const { outcome } = await runMain(async () => {
      log(nil() === nil(), nil().len, nil().cap);
      await nil<number>().recv();
    });
    expect(outcome).toMatchObject({ end: 'deadlock', goroutines: [{ state: 'chan receive (nil chan)' }] });
  });
});

test('a range takes values until the channel is closed and drained; several share them (RG-1, RG-5)', async () => {
  const lines = await linesOf(async () => {
    const c = chan<number>(0, 0);
    const sums = chan<number>(2, 0);
    for (let i = 0; i < 2; i++) {
      go(async () => {
        let sum = 0;
        for await (const value of c) sum += value;
        await sums.send(sum);
      });
    }
    for (let i = 1; i <= 10; i++) await c.send(i);
    c.close();
    log((await sums.recv()) + (await sums.recv()));
  });
  expect(lines).toEqual(['55']);
});

test('a channel that cannot hold a negative number of values says so (CH-2)', async () => {
  const { stderr } = await runMain(() => chan(-1));
  expect(stderr).toContain('panic: makechan: size out of range\n');
});
