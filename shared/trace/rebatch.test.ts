import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBatch } from './batch-bytes.ts';
import { KIND } from './events.ts';
import { TraceReader } from './reader.ts';
import { Rebatcher } from './rebatch.ts';

/** A trace of `count` log records, each with a string of its own, cut where `cuts` say. */
function trace(count: number, cuts: readonly number[]): ArrayBuffer[] {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (count + 1)), count])].sort((a, b) => a - b);
  return edges.slice(1).map((end, at) => {
    const first = edges[at] as number;
    const size = end - first;
    const records = new Uint32Array(size * 4);
    for (let row = 0; row < size; row++) records.set([(KIND.log << 24) >>> 0, first + row, 0, 0], row * 4);
    const strings = Array.from({ length: size }, (_, row) => [first + row, `line ${first + row}`] as const);
    return encodeBatch({ worker: 0, first, records, strings });
  });
}

const rebatched = (batches: readonly ArrayBuffer[]): ArrayBuffer[] => {
  const rebatcher = new Rebatcher();
  return [...batches.flatMap((batch) => rebatcher.push(batch)), ...rebatcher.end()];
};

const bytes = (batches: readonly ArrayBuffer[]): string =>
  batches.map((batch) => Buffer.from(batch).toString('latin1')).join('');

test('the same events become the same bytes, wherever they were cut', () => {
  fc.assert(
    fc.property(fc.nat(9000), fc.array(fc.nat(9000), { maxLength: 6 }), (count, cuts) => {
      expect(bytes(rebatched(trace(count, cuts)))).toBe(bytes(rebatched(trace(count, []))));
    }),
    { numRuns: 20 },
  );
});

test('nothing is lost or moved: the rows read as before, each string in time', () => {
  const reader = new TraceReader();
  const seen: string[] = [];
  for (const batch of rebatched(trace(5000, [1, 4095, 4097])))
    reader.read(batch, (_worker, sequence, _kind, _goroutine, text) =>
      seen.push(`${sequence} ${reader.strings.get(text)}`),
    );
  expect(seen).toEqual(Array.from({ length: 5000 }, (_, at) => `${at} line ${at}`));
  expect(reader.damage).toEqual({ batches: 0, records: 0, strings: 0, gaps: 0 });
});

test('a damaged batch is kept as it is', () => {
  const garbage = new ArrayBuffer(40);
  expect(new Rebatcher().push(garbage)).toEqual([garbage]);
});
