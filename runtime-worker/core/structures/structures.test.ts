import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../conformance/run-program.ts';
import { log } from '../names.ts';
import { HashMap } from './hash-map.ts';
import { Queue } from './queue.ts';
import { Stack } from './stack.ts';

/** Pushes (a number) and pops (null). */
const steps = fc.array(fc.option(fc.nat()), { maxLength: 200 });

test('a queue gives the oldest, a stack the newest, whatever the order of pushes and pops', async () => {
  await linesOf(() => {
    fc.assert(
      fc.property(steps, (list) => {
        const [queue, stack] = [new Queue<number>(), new Stack<number>()];
        const [first, last]: [number[], number[]] = [[], []];
        for (const step of list) {
          if (step === null) {
            expect([queue.pop(), stack.pop()]).toEqual([first.shift(), last.pop()]);
          } else {
            queue.push(step);
            stack.push(step);
            first.push(step);
            last.push(step);
          }
          expect([queue.size, queue.peek(), stack.size, stack.peek()]).toEqual([
            first.length,
            first[0],
            last.length,
            last.at(-1),
          ]);
        }
      }),
    );
  });
});

test('a map tells a key with the value undefined or null from none', async () => {
  const lines = await linesOf(() => {
    const map = new HashMap<string, unknown>();
    map.store('undefined', undefined);
    map.store('null', null);
    for (const key of ['undefined', 'null', 'none'])
      log(map.loadOrStore(key, 1)[1], map.swap(key, null)[1], map.loadAndDelete(key)[1], map.size);
  });
  expect(lines).toEqual(['true true true 1', 'true true true 0', 'false true true 0']);
});

test('a map says what was there (SM-1, SM-2)', async () => {
  const lines = await linesOf(() => {
    const map = new HashMap<string, number>();
    log(map.load('a'), ...map.loadOrStore('a', 1), ...map.loadOrStore('a', 2), map.size);
    log(...map.swap('a', 3), map.compareAndSwap('a', 1, 4), map.compareAndSwap('a', 3, 4), map.load('a'));
    log(map.compareAndDelete('a', 3), map.compareAndDelete('a', 4), ...map.loadAndDelete('a'));
    map.store('x', 1);
    map.store('y', 2);
    const seen: string[] = [];
    map.range((key) => {
      seen.push(key);
      map.delete('y');
      return true;
    });
    log(seen, map.size);
    map.clear();
    log(map.size);
  });
  expect(lines).toEqual([
    '<nil> 1 false 1 true 1',
    '1 true false true 4',
    'false true <nil> false',
    '[x] 1',
    '0',
  ]);
});
