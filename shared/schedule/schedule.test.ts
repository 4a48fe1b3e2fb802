import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { parseSchedule, printSchedule, type Schedule } from './schedule.ts';
import { readVarints, writeVarints } from './varint.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

const schedules: fc.Arbitrary<Schedule> = fc.record({
  digest: fc.integer({ min: 0, max: 0xffffffff }).map((n) => n.toString(16).padStart(8, '0')),
  strategy: fc.constantFrom('fifo', 'seeded', 'priority-2-1000'),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  prefix: fc.array(fc.nat({ max: 300 })),
  readings: fc
    .array(fc.record({ slices: fc.nat({ max: 1000 }), now: fc.nat({ max: 1_000_000_000 }) }))
    .map((steps) => {
      let [slices, now] = [0, 0];
      return steps.map((step) => ({ slices: (slices += step.slices), now: (now += step.now) }));
    }),
  taken: fc.option(
    fc.record({
      count: fc.nat(),
      checksum: word,
      stride: fc.nat({ max: 20 }).map((power) => 2 ** power),
      checkpoints: fc.array(word, { maxLength: 16 }),
    }),
  ),
});

test('a schedule reads back as it was printed', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      expect(parseSchedule(printSchedule(schedule))).toEqual({ ok: true, value: schedule });
    }),
  );
});

test('it is fit for a link', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      expect(printSchedule(schedule)).toMatch(/^[\w.-]+$/);
    }),
  );
});

describe('a text that is no schedule', () => {
  const printed = printSchedule({
    digest: '0123abcd',
    strategy: 'seeded',
    seed: 7,
    prefix: [1, 1, 2],
    readings: [],
    taken: { count: 3, checksum: 5, stride: 256, checkpoints: [] },
  });

  test('says what is wrong', () => {
    const code = (text: string): string => {
      const parsed = parseSchedule(text);
      return parsed.ok ? 'ok' : parsed.error.code;
    };
    expect(code(printed)).toBe('ok');
    expect(code(`  ${printed}\n`)).toBe('ok');
    expect(code('hello')).toBe('not-a-schedule');
    expect(code(printed.replace('w1', 'w2'))).toBe('newer-schedule');
    expect(code(printed.replace('seeded', 'sideways'))).toBe('damaged-schedule');
    expect(code(printed.replace('0123abcd', '0123'))).toBe('damaged-schedule');
    expect(code(`${printed}.more`)).toBe('damaged-schedule');
    expect(code(printed.slice(0, -1))).toBe('damaged-schedule');
  });

  test('is never taken for more than it can hold', () => {
    const huge = printed.replace(
      /^(w1\.\w+\.\w+\.\w+\.)[^.]*/,
      `$1${toBase64Url(writeVarints([0, 2 ** 50]))}`,
    );
    expect(parseSchedule(huge)).toEqual({ ok: false, error: { code: 'damaged-schedule' } });
  });

  test('whatever it is, it is refused, not thrown at', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseSchedule(text);
        parseSchedule(`w1.${text}`);
        parseSchedule(printed.slice(0, text.length) + text);
      }),
    );
  });
});

test('bytes and numbers survive', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
      expect(readVarints(writeVarints(numbers))).toEqual(numbers);
    }),
  );
});
