import { expect, test } from 'vitest';
import { EVENTS, KIND, NOBODY, WAIT_REASONS } from '../../shared/trace/events.ts';
import { decodeBatch } from '../../shared/trace/batch-bytes.ts';
import { Feed } from './feed.ts';
import { momentOf } from './moment.ts';
import { codeOfReason, reasonOfCode, STATE, STATE_OF_CODE, STATES } from './states.ts';
import { entryOf, TraceStore, unpackSelect } from './store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace, type SyntheticOptions } from './synthetic.ts';

const options: SyntheticOptions = { ...SYNTHETIC, records: 6000, batch: 700, clock: 'virtual' };

/** The obvious bookkeeping of a run: what each record says, applied to plain maps. */
class Model {
  readonly state = new Map<number, number>();
  readonly waitsOn = new Map<number, number>();
  readonly length = new Map<number, number>();
  readonly sent = new Map<number, number>();
  readonly owner = new Map<number, number>();

  apply(kind: number, g: number, a: number, b: number, c: number): void {
    const wakes =
      kind === KIND.running || kind === KIND.woken || kind === KIND.yielded || kind === KIND.ended;
    if (wakes) this.waitsOn.delete(g);
    if (kind === KIND.created || kind === KIND.woken || kind === KIND.yielded)
      this.state.set(g, STATE.runnable);
    if (kind === KIND.running) this.state.set(g, STATE.running);
    if (kind === KIND.ended) this.state.set(g, a === 2 ? STATE.panic : STATE.done);
    if (kind === KIND.parked) {
      this.state.set(g, STATE_OF_CODE[codeOfReason(b)] ?? -1);
      if (a !== NOBODY) this.waitsOn.set(g, a);
    }
    if (kind === KIND.send || kind === KIND.receive) this.length.set(a, c);
    if (kind === KIND.send) this.sent.set(a, (this.sent.get(a) ?? 0) + 1);
    if (kind === KIND.lock) this.owner.set(a, g);
    if (kind === KIND.unlock) this.owner.delete(a);
  }
}

test('after every batch, states, queues, lengths and owners are what the records say', () => {
  const store = new TraceStore(syntheticTables(options), 'virtual');
  const feed = new Feed(store);
  const model = new Model();
  for (const bytes of syntheticTrace(options)) {
    const words = decodeBatch(bytes)?.records ?? new Uint32Array(0);
    for (let i = 0; i < words.length; i += 4) {
      const [head = 0, a = 0, b = 0, c = 0] = words.subarray(i, i + 4);
      model.apply(head >>> 24, head & 0xffffff, a, b, c);
    }
    feed.take(bytes, 0);
    const { goroutines, objects } = momentOf(store, null);
    for (let row = 0; row < goroutines.count; row++) {
      const g = goroutines.id[row] ?? -1;
      expect(STATES[goroutines.state[row] ?? -1]).toBe(STATES[model.state.get(g) ?? -1]);
      expect(goroutines.waitsOn[row]).toBe(model.waitsOn.get(g) ?? -1);
    }
    for (let row = 0; row < objects.count; row++) {
      const waiting = [...model.waitsOn.entries()].filter(([, object]) => object === row).map(([g]) => g);
      const from = objects.queueAt[row] ?? 0;
      const queue = [...objects.queue.subarray(from, from + (objects.waiting[row] ?? 0))];
      expect(new Set(queue.map((each) => goroutines.id[each]))).toEqual(new Set(waiting));
      expect(queue).toHaveLength(waiting.length);
      expect(objects.sent[row]).toBe(model.sent.get(row) ?? 0);
      const owner = objects.owner[row] ?? -1;
      expect(owner < 0 ? undefined : goroutines.id[owner]).toBe(model.owner.get(row));
      expect(model.length.has(row) ? objects.length[row] : undefined).toBe(model.length.get(row));
    }
  }
  expect(store.damaged).toBe(0);
});

test('a past moment is what the newest moment was then', () => {
  for (const clock of ['virtual', 'real'] as const) {
    const run = { ...options, clock };
    const store = new TraceStore(syntheticTables(run), clock);
    const feed = new Feed(store);
    const then = syntheticTrace(run).map((batch) => {
      feed.take(batch, 0);
      return momentOf(store, null);
    });
    for (const moment of then) {
      const now = momentOf(store, moment.at);
      expect(now.goroutines.state.subarray(0, moment.goroutines.count)).toEqual(moment.goroutines.state);
      expect(now.goroutines.waitsOn.subarray(0, moment.goroutines.count)).toEqual(moment.goroutines.waitsOn);
      for (const column of ['length', 'sent', 'received', 'owner', 'holders', 'waiting', 'closed'] as const) {
        expect(now.objects[column]).toEqual(moment.objects[column]);
      }
      expect(now.clock).toBe(moment.clock);
    }
  }
});

test('every wait reason is a state, and reads back in Go’s words', () => {
  for (const [index, reason] of WAIT_REASONS.entries()) {
    const code = codeOfReason(index);
    expect(reasonOfCode(code)).toBe(reason);
    expect(STATE_OF_CODE[code]).toBeLessThan(STATE.panic);
  }
  expect(STATE_OF_CODE[codeOfReason(200)]).toBe(STATE.wait);
});

/** A store fed by hand: one word list per record. Goroutines count from 0 here and from 1 in records. */
function storeOf(
  records: readonly (readonly [name: keyof typeof KIND, g: number, a?: number, b?: number, c?: number])[],
) {
  const store = new TraceStore(syntheticTables({ ...SYNTHETIC, goroutines: 3 }), 'virtual');
  const words = Uint32Array.from(
    records.flatMap(([name, g, a = 0, b = 0, c = 0]) => [((KIND[name] << 24) | (g + 1)) >>> 0, a, b, c]),
  );
  store.apply(0, words, 0, records.length, 0, 0);
  return store;
}

test('panics, closes, cancellations and losses are landmarks', () => {
  const store = storeOf([
    ['created', 0, NOBODY],
    ['close', 0, 1],
    ['panic', 0],
    ['cancel', 0, 2],
    ['dropped', 0, 12],
  ]);
  expect(store.landmarks.map(({ kind }) => kind)).toEqual(['close', 'panic', 'cancel', 'dropped']);
  expect(store.dropped).toBe(12);
  store.end({ end: 'deadlock', message: 'all goroutines are asleep - deadlock!', goroutines: [] });
  expect(store.landmarks.at(-1)?.kind).toBe('deadlock');
});

test('a goroutine started by another belongs to its block', () => {
  const store = storeOf([
    ['created', 0, NOBODY, 0, 1],
    ['created', 1, 1, 0, 0],
  ]);
  expect(store.goroutines.map(({ entry, replica, parent }) => [entry, replica, parent])).toEqual([
    [0, 1, -1],
    [0, -1, 0],
  ]);
});

test('what a timer does to a channel makes no goroutine', () => {
  const store = storeOf([
    ['send', -1, 0, 0, 1],
    ['running', -1],
  ]);
  expect(store.goroutines).toHaveLength(0);
  expect(store.objects[0]?.length).toBe(1);
  expect(store.damaged).toBe(1);
});

test('a label names the block and the replica; without one the rank decides', () => {
  const tables = syntheticTables({ ...SYNTHETIC, goroutines: 3 });
  expect(entryOf(tables, 'worker[2]', 0)).toEqual({ entry: 0, replica: 2 });
  expect(entryOf(tables, 'elsewhere', 1)).toEqual({ entry: 0, replica: 1 });
  expect(entryOf(tables, 'elsewhere', 9)).toEqual({ entry: -1, replica: -1 });
});

test('readers share a read-write lock and a writer has it alone', () => {
  const lock = SYNTHETIC.channels;
  const store = storeOf([
    ['running', 0],
    ['running', 1],
    ['running', 2],
    ['lock', 0, lock, 1],
    ['lock', 1, lock, 1],
  ]);
  expect(momentOf(store, null).objects.holders[lock]).toBe(2);
  expect(momentOf(store, null).objects.owner[lock]).toBe(-1);
  const words = (name: 'lock' | 'unlock', g: number, mode: number): Uint32Array =>
    Uint32Array.of(((KIND[name] << 24) | (g + 1)) >>> 0, lock, mode, 0);
  store.apply(0, words('unlock', 0, 1), 0, 1, 0, 0);
  store.apply(0, words('unlock', 1, 1), 0, 1, 0, 0);
  store.apply(0, words('lock', 2, 0), 0, 1, 0, 0);
  const { objects, goroutines } = momentOf(store, null);
  expect(objects.holders[lock]).toBe(1);
  expect(goroutines.id[objects.owner[lock] ?? -1]).toBe(3);
});

test('records of kinds and objects that do not exist are counted as damaged, and cost only themselves', () => {
  const store = storeOf([
    ['created', 0, NOBODY],
    ['send', 0, 999],
    ['running', 0],
  ]);
  store.apply(0, Uint32Array.of((EVENTS.length + 7) << 24, 0, 0, 0), 0, 1, 0, 0);
  expect(store.damaged).toBe(2);
  expect(momentOf(store, null).goroutines.state[0]).toBe(STATE.running);
});

test('a select’s mark says which case it took and how many were ready', () => {
  const store = storeOf([
    ['select', 0, 2, 3, 1],
    ['select', 0, NOBODY, 0, 1],
  ]);
  const marks = store.goroutines[0]?.marks;
  expect(unpackSelect(marks?.value(0) ?? 0)).toEqual({ chosen: 2, ready: 3 });
  expect(unpackSelect(marks?.value(1) ?? 0)).toEqual({ chosen: -1, ready: 0 });
});

test('a run longer than positions reach goes on in wider units', () => {
  const store = new TraceStore(syntheticTables(SYNTHETIC), 'virtual');
  const running = Uint32Array.of((KIND.running << 24) | 1, 0, 0, 0);
  store.apply(0, running, 0, 1, 0, 0);
  const week = 7 * 24 * 3600 * 1e9;
  store.apply(0, Uint32Array.of(0, week % 2 ** 32, Math.floor(week / 2 ** 32), 0), 0, 1, 0, 0);
  store.apply(0, running, 0, 1, 0, 0);
  store.index();
  const records = store.goroutines[0]?.life.records;
  expect(records?.count).toBe(2);
  expect(Math.abs((records?.position(1) ?? 0) - week) / week).toBeLessThan(1e-9);
  expect(records?.position(0)).toBeLessThan(week / 1e6);
});
