import { expect, test } from 'vitest';
import { KIND, NOBODY, WAIT_REASONS } from '../../shared/trace/events.ts';
import { levelDetails, sliceDetails } from './details.ts';
import type { GoroutineLane, ObjectLane } from './lanes.ts';
import { logLines, search } from './search.ts';
import { TraceStore } from './store.ts';
import { SYNTHETIC, syntheticTables } from './synthetic.ts';

const LOCK = SYNTHETIC.channels;
const store = new TraceStore(syntheticTables({ ...SYNTHETIC, goroutines: 3 }), 'virtual');
store.strings.set(0, 'worker[0]');
store.strings.set(1, 'worker[1]');
store.strings.set(2, 'worker[2]');
store.strings.set(9, 'job 7 done');
const records: number[][] = [
  [KIND.created, 0, NOBODY, 0, 0],
  [KIND.created, 1, NOBODY, 1, 1],
  [KIND.created, 2, NOBODY, 2, 2],
  [KIND.running, 0, 1, 0, 0],
  [KIND.lock, 0, LOCK, 0, 0],
  [KIND.running, 1, 1, 0, 0],
  [KIND.parked, 1, LOCK, WAIT_REASONS.indexOf('sync.Mutex.Lock'), 1],
  [KIND.running, 2, 1, 0, 0],
  [KIND.parked, 2, LOCK, WAIT_REASONS.indexOf('sync.Mutex.Lock'), 1],
  [KIND.log, 0, 9, 1, 0],
];
const words = Uint32Array.from(
  records.flatMap(([kind = 0, g = 0, a = 0, b = 0, c = 0]) => [(kind << 24) | (g + 1), a, b, c]),
);
store.apply(0, words, 0, records.length, 0, 0);

test('a wait says what for, who has it, which place in the queue, and which line', () => {
  const lane = store.goroutines[2] as GoroutineLane;
  expect(sliceDetails(store, lane, 2)).toMatchObject({
    state: 'mutex',
    reason: 'sync.Mutex.Lock',
    waitsOn: { name: 'mu0', kind: 'mutex' },
    heldBy: { name: 'worker[0]' },
    place: 2,
    queue: 2,
    to: null,
    site: 1,
  });
  expect(sliceDetails(store, lane, 7)).toBeNull();
});

test('a lock says who holds it and how many wait', () => {
  const lane = store.objects[LOCK] as ObjectLane;
  expect(levelDetails(store, lane, store.axis.end)).toMatchObject({
    event: 'lock',
    owner: { name: 'worker[0]' },
    waiting: 2,
    value: 1,
  });
});

test('search finds lanes by name and lines by what they say', () => {
  expect(search(store, 'WORKER[1]', 10).map(({ what, row }) => [what, row])).toEqual([['goroutine', 1]]);
  expect(search(store, 'mu0', 10)[0]).toMatchObject({ what: 'object', row: LOCK });
  expect(search(store, 'job 7', 10)[0]).toMatchObject({ what: 'log', row: 0, text: 'job 7 done' });
  expect(search(store, '  ', 10)).toEqual([]);
  expect(search(store, 'worker', 2)).toHaveLength(2);
});

test('printed lines come with their goroutine, time and line', () => {
  expect(logLines(store, 0, 10)).toMatchObject([
    { index: 0, name: 'worker[0]', text: 'job 7 done', site: 1, clock: 0 },
  ]);
  expect(logLines(store, 1, 10)).toEqual([]);
});
