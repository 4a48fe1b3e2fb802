import { describe, expect, test } from 'vitest';
import { linesOf, runMain } from '../conformance/run-program.ts';
import { chan, type RecvChan } from './channel.ts';
import {
  afterFunc,
  background,
  canceled,
  cause,
  deadlineExceeded,
  withCancel,
  withCancelCause,
  withDeadline,
  withoutCancel,
  withTimeout,
  withValue,
  type Context,
} from './context.ts';
import { go, log } from './names.ts';
import { error } from './panic.ts';
import { now, sleep } from './time.ts';

describe('cancel', () => {
  test('closes the whole subtree before it returns, and nothing else (CX-6)', async () => {
    const lines = await linesOf(() => {
      const [root] = withCancel(background());
      const [left, cancelLeft] = withCancel(root);
      const [below] = withTimeout(withValue(left, 'k', 1), 1000);
      const [right] = withCancel(root);
      cancelLeft();
      log(root.err(), left.err(), below.err(), right.err());
    });
    expect(lines).toEqual(['<nil> context canceled context canceled <nil>']);
  });

  test('is idempotent; the first cause stands, and children inherit it (CX-5, CX-19)', async () => {
    const lines = await linesOf(() => {
      const [ctx, cancel] = withCancelCause(background());
      const [child] = withCancel(ctx);
      cancel(error('why'));
      cancel(error('late'));
      log(ctx.err() === canceled, cause(ctx), cause(child));
    });
    expect(lines).toEqual(['true why why']);
  });

  test('a child of a cancelled parent is born cancelled, with its cause (CX-7)', async () => {
    const lines = await linesOf(() => {
      const [ctx, cancel] = withCancelCause(background());
      cancel(error('why'));
      const [child] = withCancel(ctx);
      log(child.err(), cause(child));
    });
    expect(lines).toEqual(['context canceled why']);
  });

  test('releases who waits for done', async () => {
    const lines = await linesOf(async () => {
      const [ctx, cancel] = withCancel(background());
      go(async () => {
        await sleep(5);
        cancel();
      });
      await ctx.done().recv();
      log(now(), ctx.err());
    });
    expect(lines).toEqual(['5 context canceled']);
  });
});

describe('a deadline', () => {
  test('ends the context and its children with DeadlineExceeded (CX-4, CX-10)', async () => {
    const lines = await linesOf(async () => {
      const [ctx] = withTimeout(background(), 10);
      const [child] = withCancel(ctx);
      await child.done().recv();
      log(now(), ctx.err(), child.err(), deadlineExceeded.timeout());
    });
    expect(lines).toEqual(['10 context deadline exceeded context deadline exceeded true']);
  });

  test('never exceeds the parent’s (CX-8)', async () => {
    const lines = await linesOf(() => {
      const [parent] = withDeadline(background(), 10);
      const [child] = withDeadline(parent, 20);
      const [sooner] = withDeadline(parent, 5);
      log(child.deadline(), sooner.deadline());
    });
    expect(lines).toEqual(['10 5']);
  });

  test('in the past is exceeded at once, and cancel changes nothing (CX-9, CX-16)', async () => {
    const lines = await linesOf(() => {
      const [ctx, cancel] = withTimeout(background(), -1);
      cancel();
      log(ctx.err());
    });
    expect(lines).toEqual(['context deadline exceeded']);
  });

  test('does not hold a deadlock back once it was cancelled (CX-11)', async () => {
    const { outcome } = await runMain(async () => {
      const [, cancel] = withTimeout(background(), 3_600_000);
      cancel();
      await chan<number>(0, 0).recv();
    });
    expect(outcome.end).toBe('deadlock');
  });
});

test('values: the nearest wins, keys compare by identity, an absent one is null (CX-12, CX-15)', async () => {
  const lines = await linesOf(() => {
    const key = {};
    const ctx = withValue(withValue(background(), key, 'far'), key, 'near');
    const [child] = withCancel(ctx);
    log(child.value(key), child.value({}), withoutCancel(child).value(key));
  });
  expect(lines).toEqual(['near <nil> near']);
});

test('afterFunc runs in its own goroutine; stop says whether it prevented it (CX-21)', async () => {
  const lines = await linesOf(async () => {
    const [ctx, cancel] = withCancel(background());
    afterFunc(ctx, () => log('ran'));
    const stop = afterFunc(ctx, () => log('must not print'));
    log(stop(), stop());
    cancel();
    await sleep(1);
  });
  expect(lines).toEqual(['true false', 'ran']);
});

test('a context of another make propagates, with its own error (CX-18)', async () => {
  const lines = await linesOf(async () => {
    const over = chan<undefined>(0, undefined);
    let own: Error | null = null;
    const foreign: Context = {
      done: (): RecvChan<undefined> => over,
      err: () => own,
      deadline: () => null,
      value: () => null,
    };
    const [child] = withCancel(foreign);
    own = error('foreign reason');
    over.close();
    await child.done().recv();
    log(child.err());
  });
  expect(lines).toEqual(['foreign reason']);
});
