import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBatch, encodeBatch } from './batch-bytes.ts';
import { TraceDrain } from './drain.ts';
import { EVENTS, FOREIGN, KIND, NOBODY, WAIT_REASONS } from './events.ts';
import { PUBLISH_EVERY, TAKEN, traceBytes, traceMemory, type TraceSize } from './memory.ts';
import { TraceReader } from './reader.ts';
import { LONGEST_TEXT } from './strings.ts';
import { traceText } from './text.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';
import { TraceWriter } from './writer.ts';

const SIZE: TraceSize = { records: 1024, textUnits: 1 << 14 };
const word = fc.integer({ min: 0, max: 0xffffffff });

/** A sound record: words a row of the table does not have are zero, reasons exist. */
const record = fc
  .record({
    kind: fc.integer({ min: 0, max: EVENTS.length - 1 }),
    goroutine: fc.integer({ min: 0, max: 0xffffff }),
    words: fc.tuple(word, word, word),
  })
  .map(({ kind, goroutine, words }) => {
    const row = EVENTS[kind]!;
    const [a, b, c] = [row.a, row.b, row.c].map(([, field], i) =>
      field === 'none' ? 0 : field === 'reason' ? words[i]! % WAIT_REASONS.length : words[i]!,
    ) as [number, number, number];
    return { kind, goroutine, a, b, c };
  });

function pair(lossless: boolean, mayWait = (): boolean => false) {
  const memory = traceMemory(new SharedArrayBuffer(traceBytes(SIZE)), SIZE);
  const writer = new TraceWriter(memory, { worker: 0, lossless, clock: null, mayWait });
  return { memory, writer, drain: new TraceDrain(memory, { worker: 0, lossless }) };
}

describe('writing and reading', () => {
  test('what was written is what is read, whatever the size of the batches', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 900 }), fc.integer({ min: 1, max: 300 }), (records, most) => {
        const { writer, drain } = pair(true);
        for (const { kind, goroutine, a, b, c } of records) writer.record(kind, goroutine, a, b, c);
        writer.flush();
        const reader = new TraceReader();
        const rows = [];
        for (let batch = drain.take(most); batch !== null; batch = drain.take(most)) {
          rows.push(...reader.rows(batch));
        }
        expect(rows.map(({ kind, goroutine, a, b, c }) => ({ kind, goroutine, a, b, c }))).toEqual(records);
        expect(rows.map((row) => row.sequence)).toEqual(records.map((_, i) => i));
        expect(reader.damage).toEqual({ batches: 0, records: 0, strings: 0, gaps: 0 });
      }),
      { numRuns: 40 },
    );
  });

  test('texts arrive with the record that names them, once each, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 60 }), (texts) => {
        const { writer, drain } = pair(true);
        for (const text of [...texts, '\ud800 alone']) writer.record(KIND.log, 1, writer.text(text), 0, 0);
        writer.flush();
        const reader = new TraceReader();
        const rows = reader.rows(drain.take(1000)!);
        expect(rows.map((row) => reader.strings.get(row.a))).toEqual([...texts, '\ud800 alone']);
        expect(reader.strings.size).toBe(new Set([...texts, '\ud800 alone']).size);
      }),
      { numRuns: 60 },
    );
  });

  test('a text that is too long ends in an ellipsis', () => {
    const { writer, drain } = pair(true);
    writer.record(KIND.log, 1, writer.text('x'.repeat(LONGEST_TEXT + 5)), 0, 0);
    writer.flush();
    const reader = new TraceReader();
    const text = reader.strings.get((reader.rows(drain.take(10)!), 0));
    expect(text).toHaveLength(LONGEST_TEXT);
    expect(text.endsWith('x…')).toBe(true);
  });

  test('a value passed on is a send and a receive, wherever in the ring they lie', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 200 }), (before, passings) => {
        const { writer, drain } = pair(true);
        for (let i = 0; i < before; i++) writer.record(KIND.running, 1, 0, 0, 0);
        for (let i = 0; i < passings; i++) writer.recordPassing(2, 3, 0xffffffff, i, i + 7);
        writer.flush();
        const rows = new TraceReader().rows(drain.take(SIZE.records)!).slice(before);
        expect(rows.map(({ name, goroutine, a, b, c }) => [name, goroutine, a, b, c])).toEqual(
          Array.from({ length: passings }, (_, i) => [
            ['send', 2, 0xffffffff, i, 0],
            ['receive', 3, 0xffffffff, i + 7, 0],
          ]).flat(),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a goroutine that is named is on the worker that writes, unless it names its own', () => {
    const { writer, drain } = pair(true);
    const named = [7, 0, NOBODY, -1, (5 << 24) | 7 | FOREIGN];
    for (const namesWorker of [0, 2]) {
      writer.namesWorker = namesWorker;
      for (const goroutine of named) writer.recordNaming(KIND.woken, 1, goroutine, 0, 0);
      writer.record(KIND.parked, 1, 7, 0, 0);
    }
    writer.flush();
    const rows = new TraceReader().rows(drain.take(SIZE.records)!).map((row) => row.a);
    expect(rows.slice(0, 4)).toEqual([7, 0, NOBODY, NOBODY]);
    expect(rows.slice(6)).toEqual([(2 << 24) | 7, 0, NOBODY, NOBODY, (5 << 24) | 7, 7]);
  });

  test('a real clock is read once per 256 records', () => {
    const memory = traceMemory(new ArrayBuffer(traceBytes(SIZE)), SIZE);
    let now = 5_000_000_000;
    const clock = (): number => (now += 1000);
    const writer = new TraceWriter(memory, { worker: 3, lossless: true, clock, mayWait: () => false });
    for (let i = 0; i < 600; i++) writer.record(KIND.running, 1, 0, 0, 0);
    writer.flush();
    const rows = new TraceReader().rows(new TraceDrain(memory, { worker: 3, lossless: true }).take(2000)!);
    const clocks = rows.filter((row) => row.name === 'clock');
    expect(clocks.map((row) => row.a + row.b * 2 ** 32)).toEqual([
      5_000_001_000, 5_000_002_000, 5_000_003_000,
    ]);
  });
});

describe('a full ring', () => {
  test('lossless: the writer waits until the reader has taken', () => {
    const asked: number[] = [];
    const { memory, writer, drain } = pair(true, () => {
      asked.push(writer.written);
      // The reader is on another thread; here it takes its turn while the writer asks whether to wait on.
      drain.take(SIZE.records);
      expect(Atomics.load(memory.control, TAKEN)).toBe(SIZE.records);
      return true;
    });
    for (let i = 0; i < SIZE.records + 1; i++) writer.record(KIND.running, 1, i, 0, 0);
    expect(asked).toEqual([SIZE.records]);
    expect(writer.lost).toBe(0);
  });

  test('lossless: a writer that may not wait counts what it loses', () => {
    const { writer } = pair(true);
    for (let i = 0; i < SIZE.records + 7; i++) writer.record(KIND.running, 1, i, 0, 0);
    expect(writer.lost).toBe(7);
  });

  test('flight recorder: the newest records stay, and the batch says how many are missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (count) => {
        const { writer, drain } = pair(false);
        for (let i = 0; i < count; i++) writer.record(KIND.running, 1, i, 0, 0);
        writer.flush();
        const rows = new TraceReader().rows(drain.take(SIZE.records) ?? encodeBatch(EMPTY));
        const missing = rows[0]?.name === 'dropped' ? rows[0].a : 0;
        const kept = rows.filter((row) => row.name === 'running').map((row) => row.a);
        expect(missing + kept.length).toBe(count);
        expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => missing + i));
        expect(drain.dropped).toBe(missing);
        if (count <= SIZE.records - 2 * PUBLISH_EVERY) expect(missing).toBe(0);
      }),
    );
  });
});

test('a flight recorder nobody looks into for long knows what it dropped, and the texts of what it kept', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 8 }), (bursts) => {
      const { writer, drain } = pair(false);
      let count = 0;
      for (const burst of bursts) {
        for (let i = 0; i < burst; i++) writer.record(KIND.log, 1, writer.text(`line ${count++ % 97}`), 0, 0);
        writer.flush();
        drain.heed();
      }
      const reader = new TraceReader();
      const rows = reader.rows(drain.take(SIZE.records) ?? encodeBatch(EMPTY));
      const kept = rows.filter((row) => row.name === 'log').map((row) => reader.strings.get(row.a));
      expect(drain.dropped + kept.length).toBe(count);
      expect(kept).toEqual(kept.map((_, i) => `line ${(drain.dropped + i) % 97}`));
      expect(drain.take(SIZE.records)).toBe(null);
    }),
  );
});

const EMPTY = { worker: 0, first: 0, records: new Uint32Array(), strings: [] };

describe('damage', () => {
  test('random bytes are never taken for a batch that throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const reader = new TraceReader();
        expect(reader.rows(bytes.slice().buffer)).toEqual([]);
        expect(reader.damage.batches).toBe(1);
      }),
    );
  });

  test('a batch with any of its bytes changed costs at most what was changed', () => {
    const sound = encodeBatch({
      worker: 0,
      first: 0,
      records: new Uint32Array(Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? KIND.running << 24 : 0))),
      strings: [[0, 'jobs']],
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: sound.byteLength - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, to) => {
          const bytes = sound.slice(0);
          new Uint8Array(bytes)[at] = to;
          const rows = new TraceReader().rows(bytes);
          expect([0, 9, 10]).toContain(rows.length);
        },
      ),
    );
  });

  test('a damaged record costs only itself', () => {
    const records = new Uint32Array([
      KIND.running << 24,
      1,
      0,
      0,
      200 << 24,
      0,
      0,
      0,
      KIND.running << 24,
      2,
      0,
      0,
    ]);
    const reader = new TraceReader();
    expect(reader.rows(encodeBatch({ ...EMPTY, records })).map((row) => row.a)).toEqual([1, 2]);
    expect(reader.damage.records).toBe(1);
  });

  test('a reason that does not exist and a word that should be empty are damage', () => {
    const records = new Uint32Array([KIND.parked << 24, 0, 99, 0, KIND.cancel << 24, 0, 1, 0]);
    const reader = new TraceReader();
    expect(reader.rows(encodeBatch({ ...EMPTY, records }))).toEqual([]);
    expect(reader.damage.records).toBe(2);
  });

  test('a missing batch is a gap', () => {
    const records = new Uint32Array([KIND.running << 24, 1, 0, 0]);
    const reader = new TraceReader();
    reader.rows(encodeBatch({ ...EMPTY, records }));
    reader.rows(encodeBatch({ ...EMPTY, records, first: 5 }));
    expect(reader.damage.gaps).toBe(1);
  });

  test('strings that are no JSON leave the records readable', () => {
    const bytes = encodeBatch({
      ...EMPTY,
      records: new Uint32Array([KIND.running << 24, 7, 0, 0]),
      strings: [[0, 'a']],
    });
    new Uint8Array(bytes).fill(0x7b, 48);
    const reader = new TraceReader();
    expect(reader.rows(bytes).map((row) => row.a)).toEqual([7]);
    expect(reader.damage.strings).toBe(1);
  });

  test('decoding what was encoded gives it back', () => {
    const batch = {
      worker: 2,
      first: 9,
      records: new Uint32Array([1, 2, 3, 4]),
      strings: [[5, '織']] as const,
    };
    expect(decodeBatch(encodeBatch(batch))).toEqual({ ...batch, damagedStrings: 0 });
  });
});

test('a trace reads as text', () => {
  const { writer, drain } = pair(true);
  writer.record(KIND.created, 2, 1, writer.text('worker'), 0);
  writer.record(KIND.send, 2, 0, 4, 1);
  writer.record(KIND.parked, 2, 0, WAIT_REASONS.indexOf('chan receive'), 0);
  writer.record(KIND.woken, 2, 0xffffffff, 0, 0);
  writer.flush();
  expect(traceText([drain.take(10)!])).toBe(
    '0:0 g2 created parent=g1 name="worker" ordinal=0\n' +
      '0:1 g2 send channel=#0 message=4 length=1\n' +
      '0:2 g2 parked object=#0 reason="chan receive" site=@0\n' +
      '0:3 g2 woken by=nobody object=#0\n',
  );
});

describe('UTF-8', () => {
  test('well-formed text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeUtf8(encodeUtf8(text))).toBe(text);
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  test('any bytes decode to what the platform makes of them, one replacement per stray byte at least', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const platform = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        expect(decodeUtf8(bytes).replaceAll('\ufffd', '')).toBe(platform.replaceAll('\ufffd', ''));
      }),
    );
  });
});
