import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkOf, REACH, Records, startOfChunk, VALUE_MAX } from './records.ts';

test('every index lies in the chunk that says it holds it', () => {
  for (let index = 0; index < 10_000; index++) {
    const chunk = chunkOf(index);
    expect(startOfChunk(chunk)).toBeLessThanOrEqual(index);
    expect(startOfChunk(chunk + 1)).toBeGreaterThan(index);
  }
});

test('what was pushed is read back', () => {
  const record = fc.record({
    gap: fc.integer({ min: 0, max: 2 ** 33 }),
    code: fc.integer({ min: 0, max: 31 }),
    value: fc.integer({ min: 0, max: VALUE_MAX }),
    third: fc.integer({ min: 0, max: 0xffffffff }),
    fourth: fc.integer({ min: 0, max: 0xffffffff }),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), (given) => {
      const records = new Records(4, 1);
      let position = 0;
      for (const { gap, code, value, third, fourth } of given) {
        position += gap;
        records.push(position, code, value, third, fourth);
      }
      position = 0;
      for (const [i, { gap, code, value, third, fourth }] of given.entries()) {
        position += gap;
        expect(records.position(i)).toBe(position);
        expect([records.code(i), records.value(i), records.word(i, 2), records.word(i, 3)]).toEqual([
          code,
          value,
          third,
          fourth,
        ]);
      }
    }),
  );
});

test('the record at a position is the last one not after it', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 3000 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: -5, max: 60_000 }), (given, wanted) => {
      const records = new Records(2, 1);
      const positions: number[] = [];
      let position = 0;
      for (const gap of given) {
        position += gap;
        positions.push(position);
        records.push(position, 0, 0, 0, 0);
      }
      expect(records.at(wanted)).toBe(positions.findLastIndex((each) => each <= wanted));
    }),
    { numRuns: 40 },
  );
});

test('a record before the newest is moved up to it, so that positions never go back', () => {
  const records = new Records(3, 1);
  records.push(100, 0, 0, 0, 0);
  records.push(40, 1, 0, 0, 0);
  expect(records.position(1)).toBe(100);
});

test('wider units keep order, codes and values, and reach further', () => {
  const records = new Records(3, 1);
  for (let i = 0; i < 100; i++) records.push(i * 1_000_003, i & 31, i, i, 0);
  records.widen(4);
  expect(records.unit).toBe(16);
  for (let i = 0; i < 100; i++) {
    expect(Math.abs(records.position(i) - i * 1_000_003)).toBeLessThan(16);
    expect([records.code(i), records.value(i), records.word(i, 2)]).toEqual([i & 31, i, i]);
  }
  records.push(REACH * 8, 1, 2, 3, 0);
  expect(records.position(100)).toBe(REACH * 8);
});
