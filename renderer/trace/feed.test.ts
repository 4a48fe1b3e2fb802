import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBatch } from '../../shared/trace/batch-bytes.ts';
import { KIND, NOBODY } from '../../shared/trace/events.ts';
import { Feed } from './feed.ts';
import { momentOf } from './moment.ts';
import { TraceStore } from './store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace } from './synthetic.ts';

const tables = syntheticTables({ ...SYNTHETIC, goroutines: 4 });

test('bytes that are no batch are counted and left out', () => {
  const store = new TraceStore(tables, 'real');
  const feed = new Feed(store);
  feed.take(new ArrayBuffer(0), 0);
  feed.take(new Uint8Array(100).fill(7).buffer, 0);
  expect(store.damaged).toBe(2);
  expect(store.events).toBe(0);
});

test('records of random words never throw, whatever the clock', () => {
  const words = fc.uint8Array({ minLength: 0, maxLength: 1600 });
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('real', 'virtual'),
      fc.integer({ min: 0, max: 255 }),
      (bytes, clock, worker) => {
        const records = new Uint32Array(bytes.slice(0, bytes.length & ~15).buffer);
        const store = new TraceStore(tables, clock);
        const feed = new Feed(store);
        feed.take(encodeBatch({ worker, first: 0, records, strings: [] }), 5);
        feed.take(encodeBatch({ worker: worker ^ 1, first: 0, records, strings: [] }), 6);
        feed.flush();
        store.index();
        momentOf(store, null);
        momentOf(store, store.axis.end / 2);
        expect(store.events).toBe((records.length / 4) * 2);
      },
    ),
  );
});

test('random records of known kinds never throw either', () => {
  const word = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(NOBODY), fc.nat());
  const record = fc.tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 6 }), word, word, word);
  fc.assert(
    fc.property(fc.array(record, { maxLength: 300 }), (given) => {
      const records = Uint32Array.from(
        given.flatMap(([kind, g, a, b, c]) => [((kind << 24) | g) >>> 0, a, b, c]),
      );
      const store = new TraceStore(tables, 'virtual');
      new Feed(store).take(encodeBatch({ worker: 0, first: 0, records, strings: [[0, 'a']] }), 0);
      store.index();
      const { goroutines, objects } = momentOf(store, null);
      expect(objects.queue.length).toBeLessThanOrEqual(goroutines.count);
    }),
  );
});

const clock = (ns: number): number[] => [0, ns % 2 ** 32, Math.floor(ns / 2 ** 32), 0];
const send = (g: number, message: number, length: number): number[] => [
  (KIND.send << 24) | g,
  0,
  message,
  length,
];
const receive = (g: number, message: number, length: number): number[] => [
  (KIND.receive << 24) | g,
  0,
  message,
  length,
];

test('records between two readings of a real clock are spread between them', () => {
  const store = new TraceStore(tables, 'real');
  const records = Uint32Array.from(
    [clock(1000), send(0, 0, 1), send(0, 1, 2), send(0, 2, 3), clock(5000)].flat(),
  );
  new Feed(store).take(encodeBatch({ worker: 0, first: 0, records, strings: [] }), 1);
  const level = store.objects[0]?.level.records;
  const positions = [0, 1, 2].map((i) => level?.position(i) ?? Number.NaN);
  expect(positions.every((at) => at > 0 && at < 4000)).toBe(true);
  expect([...positions].sort((a, b) => a - b)).toEqual(positions);
});

test('records after the last reading go on at the pace before it, and stop at the moment they arrived', () => {
  const positions = (arrived: number): number[] => {
    const store = new TraceStore(tables, 'real');
    const records = [
      clock(0),
      send(0, 0, 1),
      send(0, 1, 2),
      send(0, 2, 3),
      clock(4000),
      send(0, 3, 4),
      send(0, 4, 4),
    ];
    const feed = new Feed(store);
    feed.take(encodeBatch({ worker: 0, first: 0, records: Uint32Array.from(clock(0)), strings: [] }), 0);
    feed.take(
      encodeBatch({ worker: 0, first: 0, records: Uint32Array.from(records.flat()), strings: [] }),
      arrived,
    );
    const level = store.objects[0]?.level.records;
    return [3, 4].map((i) => level?.position(i) ?? Number.NaN);
  };
  const [late = 0, later = 0] = positions(1000);
  expect([late > 4000, later > late, later < 4000 + 3 * 1000 * 4]).toEqual([true, true, true]);
  expect(Math.max(...positions(0.0045))).toBeLessThanOrEqual(4500);
});

test('a channel two workers share fills and drains in the order of their clocks', () => {
  const store = new TraceStore(tables, 'real');
  const feed = new Feed(store, 2);
  // One worker sends at 1, 3, 5 ms …; the other receives at 2, 4, 6 ms …; each tells four operations a batch.
  const ms = 1_000_000;
  for (let first = 0; first < 40; first += 4) {
    const sends: number[][] = [];
    const receives: number[][] = [];
    for (let i = first; i < first + 4; i++) {
      sends.push(clock((2 * i + 1) * ms), send(0, i, 1), clock((2 * i + 1) * ms + 10));
      receives.push(clock((2 * i + 2) * ms), receive(0, i, 0), clock((2 * i + 2) * ms + 10));
    }
    for (const [worker, records] of [
      [1, sends],
      [2, receives],
    ] as const) {
      feed.take(
        encodeBatch({ worker, first: 0, records: Uint32Array.from(records.flat()), strings: [] }),
        2 * first + 9,
      );
    }
  }
  feed.flush();
  const level = store.objects[0]?.level.records;
  const codes = Array.from({ length: 80 }, (_, i) => level?.code(i));
  expect(codes).toEqual(Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? KIND.send : KIND.receive)));
  expect(store.objects[0]?.length).toBe(0);
});

test('what is newer than the others could have told is held back until they did', () => {
  const store = new TraceStore(tables, 'real');
  const feed = new Feed(store, 2);
  const batch = (worker: number, at: number): ArrayBuffer =>
    encodeBatch({
      worker,
      first: 0,
      records: Uint32Array.from([clock(at), send(0, 0, 1), clock(at + 1000)].flat()),
      strings: [],
    });
  feed.take(batch(1, 0), 0);
  feed.take(batch(2, 0), 0);
  feed.take(batch(1, 100e6), 100);
  expect(feed.holding).toBe(true);
  feed.flush();
  expect(feed.holding).toBe(false);
});

test('an event takes at most 21 bytes, indexes included', () => {
  const options = { ...SYNTHETIC, records: 300_000, goroutines: 24, channels: 6, batch: 8192 };
  const store = new TraceStore(syntheticTables(options), 'real');
  const feed = new Feed(store);
  for (const batch of syntheticTrace(options)) {
    feed.take(batch, 0);
    store.index();
  }
  expect(store.bytes / store.events).toBeLessThan(21);
});
