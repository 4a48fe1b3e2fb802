import { expect, test } from 'vitest';
import type { GoroutineReport } from '../../shared/ir/outcome.ts';
import type { Summary } from '../trace/summary.ts';
import type { Held } from '../trace/protocol.ts';
import { lastChance, turnOf } from './lock-circle.ts';
import { circle, lastToWait, stateOfReport, whoWaits } from './who-waits.ts';

const report = (id: number, name: string, object: number): GoroutineReport => ({
  id,
  path: `0.${id}`,
  name,
  node: `n${id}`,
  state: 'sync.Mutex.Lock',
  waitingOn: { name: `fork${object}`, object },
  frames: [{ func: name, origin: { node: `n${id}`, param: 'body', line: 5, column: 1 } as never }],
  createdBy: null,
});

const lanes = ['a', 'b', 'c'].map((name, row) => ({
  row,
  id: row,
  name,
  label: name,
  entry: row,
  replica: 0,
  parent: -1,
}));

/** Lock `i` is held by goroutine `owner[i]`. */
const summary = (owner: readonly number[]): Summary =>
  ({ objects: { count: owner.length, owner: Int32Array.from(owner) } }) as unknown as Summary;

test('who waits, for whom, on which line', () => {
  const [first] = whoWaits([report(1, 'a', 1)], summary([0, 1, 2]), lanes);
  expect(first).toMatchObject({ row: 0, state: 'mutex', heldBy: ['b'], site: { line: 5 } });
});

test('a circle is found, beginning with the first of it', () => {
  const round = whoWaits(
    [report(1, 'a', 1), report(2, 'b', 2), report(3, 'c', 0)],
    summary([0, 1, 2]),
    lanes,
  );
  expect(circle(round).map((waiter) => waiter.report.name)).toEqual(['a', 'b', 'c']);
});

test('who waits for the circle is not in it', () => {
  const round = whoWaits(
    [report(1, 'a', 1), report(2, 'b', 2), report(3, 'c', 1)],
    summary([0, 1, 2]),
    lanes,
  );
  expect(circle(round).map((waiter) => waiter.report.name)).toEqual(['b', 'c']);
});

test('waiting for who waits for nobody is no circle', () => {
  const waiters = whoWaits([report(1, 'a', 1), report(2, 'b', 9)], summary([0, 1]), lanes);
  expect(circle(waiters)).toEqual([]);
});

test('the last to wait is known when everybody’s wait is', () => {
  const waiters = whoWaits([report(1, 'a', 1), report(2, 'b', 2)], summary([0, 1, 2]), lanes);
  const wait = (from: number) => ({ from, since: 0, lasted: 0, steps: 0 });
  expect(
    lastToWait(
      waiters,
      new Map([
        [0, wait(7)],
        [1, wait(9)],
      ]),
    )?.waiter.report.name,
  ).toBe('b');
  expect(lastToWait(waiters, new Map([[0, wait(7)]]))).toBeNull();
});

test('every reason of a dump has its mark', () => {
  expect(stateOfReport('chan send')).toBe('send');
  expect(stateOfReport('select (no cases)')).toBe('select');
  expect(stateOfReport('semacquire')).toBe('mutex');
  expect(stateOfReport('running')).toBe('running');
});

const held = (object: number, by: number, from: number): Held => ({ object, by, from, since: from });

test('the last event that could have prevented a circle of locks is the last lock taken in it', () => {
  const round = circle(
    whoWaits([report(1, 'a', 1), report(2, 'b', 2), report(3, 'c', 0)], summary([0, 1, 2]), lanes),
  );
  expect(lastChance(round, [held(0, 0, 10), held(1, 1, 30), held(2, 2, 20)])).toMatchObject({
    by: 'b',
    object: 'fork1',
    waiter: 'a',
    from: 30,
  });
  expect(lastChance(round, [held(0, 0, 10)])).toBeNull();
});

test('one of a circle locks against the order of all others', () => {
  const round = circle(
    whoWaits([report(1, 'a', 1), report(2, 'b', 2), report(3, 'c', 0)], summary([0, 1, 2]), lanes),
  );
  expect(turnOf(round)).toEqual({ goroutine: 'c', first: 'fork0', then: 'fork2' });
  expect(turnOf([])).toBeNull();
});

test('blocks that share a name are told apart', () => {
  const twins = lanes.map((lane) => ({ ...lane, name: 'philosopher' }));
  const drawn = (each: GoroutineReport): GoroutineReport => ({ ...each, name: 'philosopher' });
  const round = circle(
    whoWaits([report(1, 'a', 1), report(2, 'b', 2), report(3, 'c', 0)], summary([0, 1, 2]), twins, drawn),
  );
  expect(round.map(({ row }) => row)).toEqual([0, 1, 2]);
});
