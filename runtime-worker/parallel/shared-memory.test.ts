import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Inbox, post, reserveInbox, ring } from './doorbell.ts';
import { lock, unlock } from './lock.ts';
import { Layout, LINE, SharedMemory } from './memory.ts';
import { Quiescence, reserveQuiescence } from './quiescence.ts';
import { initHeap, reserveHeap, SharedHeap, SharedMemoryFull } from './shared-heap.ts';
import { Slots, SLOT_WORDS } from './slots.ts';
import { reserveVocabulary, Vocabulary } from './vocabulary.ts';
import {
  CLAIM,
  FIRST,
  join,
  joinFirst,
  LAST,
  leave,
  LENGTH,
  QUEUE_WORDS,
  takeFirst,
  WAITER_WORDS,
} from './waiters.ts';

const memoryOf = (words: number): SharedMemory => new SharedMemory(new SharedArrayBuffer(words * 4));

describe('the heap', () => {
  const size = 1 << 16;
  const newHeap = (): { memory: SharedMemory; head: number; from: number } => {
    const memory = memoryOf(size);
    const layout = new Layout();
    const head = reserveHeap(layout);
    initHeap(memory, head, layout.end);
    return { memory, head, from: layout.end };
  };

  test('blocks that are in use never overlap, whoever frees them', () => {
    const step = fc.record({
      worker: fc.nat(2),
      words: fc.integer({ min: 1, max: 700 }),
      free: fc.boolean(),
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { memory, head, from } = newHeap();
        const heaps = [0, 1, 2].map(() => new SharedHeap(memory, head));
        const used: { at: number; words: number }[] = [];
        for (const { worker, words, free, pick } of steps) {
          const heap = heaps[worker]!;
          if (free && used.length > 0) {
            const [block] = used.splice(pick % used.length, 1);
            heap.free(block!.at, block!.words);
            continue;
          }
          if (used.length > 40) continue;
          const at = heap.allocate(words);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(at + words).toBeLessThanOrEqual(size);
          expect(at % 2).toBe(0);
          for (const other of used) expect(at + words <= other.at || other.at + other.words <= at).toBe(true);
          used.push({ at, words });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('what is freed is used again, on another worker too', () => {
    const { memory, head } = newHeap();
    const [one, other] = [new SharedHeap(memory, head), new SharedHeap(memory, head)];
    for (let round = 0; round < 50; round++) {
      const blocks = Array.from({ length: 200 }, () => one.allocate(16));
      for (const block of blocks) other.free(block, 16);
    }
    expect(one.used).toBeLessThan(400 * 64);
  });

  test('it says when it is full', () => {
    const { memory, head } = newHeap();
    const heap = new SharedHeap(memory, head);
    expect(() => {
      for (;;) heap.allocate(1000);
    }).toThrow(SharedMemoryFull);
    expect(() => heap.allocate(2 ** 33)).toThrow(SharedMemoryFull);
  });
});

describe('slots', () => {
  const nothing = { referenceTo: () => -1, referred: () => null, takeApart: () => null, rebuild: () => ({}) };

  test('a value comes out as it went in, and its block is free again', () => {
    const memory = memoryOf(1 << 16);
    const layout = new Layout();
    const head = reserveHeap(layout);
    const vocabulary = reserveVocabulary(layout);
    const [slot, other] = [layout.reserve(SLOT_WORDS), layout.reserve(SLOT_WORDS)];
    initHeap(memory, head, layout.end);
    const heap = new SharedHeap(memory, head);
    const slots = new Slots(memory, heap, nothing, new Vocabulary(memory, heap, vocabulary));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        slots.pack(value);
        slots.put(slot);
        expect(slots.peek(slot)).toEqual(value);
        slots.move(slot, other);
        expect(slots.peek(slot)).toBeUndefined();
        slots.exchange(slot, other);
        slots.take(slot);
        expect(slots.unpack()).toEqual(value);
      }),
    );
    expect(heap.used).toBeLessThan(1 << 15);
  });
});

describe('an inbox', () => {
  const newInbox = (): { memory: SharedMemory; at: number; records: number[] } => {
    const memory = memoryOf(1 << 12);
    const layout = new Layout();
    const at = reserveInbox(layout);
    return { memory, at, records: Array.from({ length: 50 }, () => layout.reserve(LINE)) };
  };

  test('gives records in the order they were posted, all of them, once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 20 }), (bursts) => {
        const { memory, at, records } = newInbox();
        const inbox = new Inbox(memory, at);
        const posted: number[] = [];
        const taken: number[] = [];
        for (const burst of bursts) {
          for (let i = 0; i < burst && posted.length < records.length; i++) {
            const record = records[posted.length]!;
            post(memory, at, record);
            posted.push(record);
          }
          expect(inbox.take(taken)).toBe(false);
          expect(inbox.empty).toBe(true);
        }
        expect(taken).toEqual(posted);
      }),
    );
  });

  test('the bell may be rung many times and is heard once, and again when it is rung again', () => {
    const { memory, at, records } = newInbox();
    const inbox = new Inbox(memory, at);
    for (let i = 0; i < 3; i++) ring(memory, at);
    post(memory, at, records[0]!);
    const taken: number[] = [];
    expect(inbox.take(taken)).toBe(true);
    expect(taken).toEqual([records[0]]);
    expect(inbox.take(taken)).toBe(false);
    ring(memory, at);
    expect(inbox.take(taken)).toBe(true);
  });

  test('nobody sleeps over something that is there', () => {
    const { memory, at } = newInbox();
    ring(memory, at);
    expect(new Inbox(memory, at).sleep(60_000)).toBe(true);
  });
});

describe('waiters in a queue', () => {
  test('are served first come first served; those of a completed select are passed over', () => {
    const steps = fc.array(
      fc.record({ op: fc.constantFrom('join', 'joinFirst', 'leave', 'take', 'claim'), pick: fc.nat() }),
      {
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(steps, (ops) => {
        const memory = memoryOf(1 << 13);
        const layout = new Layout();
        const queue = layout.reserve(QUEUE_WORDS);
        const waiters = Array.from({ length: 20 }, () => layout.reserve(WAITER_WORDS));
        const claims = waiters.map(() => layout.reserve(1));
        waiters.forEach((waiter, i) => {
          // Every other one is a select's.
          memory.words[waiter + CLAIM] = i % 2 === 0 ? 0 : claims[i]!;
        });
        const model: number[] = [];
        const completed = new Set<number>();
        for (const { op, pick } of ops) {
          const waiter = waiters[pick % waiters.length]!;
          if ((op === 'join' || op === 'joinFirst') && !model.includes(waiter) && !completed.has(waiter)) {
            if (op === 'join') model.push(waiter);
            else model.unshift(waiter);
            (op === 'join' ? join : joinFirst)(memory, queue, waiter);
          } else if (op === 'leave') {
            leave(memory, waiter);
            if (model.includes(waiter)) model.splice(model.indexOf(waiter), 1);
          } else if (op === 'claim' && memory.words[waiter + CLAIM] !== 0) {
            memory.words[memory.words[waiter + CLAIM]!] = 1;
            completed.add(waiter);
          } else if (op === 'take') {
            const taken = takeFirst(memory, queue);
            while (model.length > 0 && completed.has(model[0]!)) model.shift();
            const expected = model.shift() ?? 0;
            expect(taken).toBe(expected);
            if (expected !== 0 && memory.words[expected + CLAIM] !== 0) completed.add(expected);
          }
          expect(memory.words[queue + LENGTH]).toBe(model.length);
          expect(memory.words[queue + FIRST]).toBe(model[0] ?? 0);
          expect(memory.words[queue + LAST]).toBe(model.at(-1) ?? 0);
        }
      }),
    );
  });
});

describe('quiescence', () => {
  const newRun = (workers: number): { memory: SharedMemory; inboxes: number[]; run: Quiescence } => {
    const memory = memoryOf(1 << 12);
    const layout = new Layout();
    const inboxes = Array.from({ length: workers }, () => reserveInbox(layout));
    const at = reserveQuiescence(layout, workers);
    return { memory, inboxes, run: new Quiescence(memory, at, inboxes) };
  };

  test('is found by the last worker to idle, once', () => {
    const { run } = newRun(3);
    expect([run.idle(0, false), run.idle(2, false), run.over, run.idle(1, false), run.over]).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    run.busy(1);
    expect(run.idle(1, false)).toBe(false);
  });

  test('is not while a timer is pending, or something lies in an inbox, or a worker runs', () => {
    const { memory, inboxes, run } = newRun(2);
    run.idle(0, true);
    expect(run.idle(1, false)).toBe(false);
    run.busy(0);
    ring(memory, inboxes[1]!);
    expect(run.idle(0, false)).toBe(false);
    new Inbox(memory, inboxes[1]!).take([]);
    run.busy(1);
    expect(run.idle(1, false)).toBe(true);
  });
});

test('a lock that is free is taken and given back', () => {
  const words = new Int32Array(new SharedArrayBuffer(64));
  lock(words, 3);
  expect(words[3]).toBe(1);
  unlock(words, 3);
  expect(words[3]).toBe(0);
});
