import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBatch } from './batch-bytes.ts';
import { KIND } from './events.ts';
import {
  readRunFile,
  runFileBatch,
  runFileHead,
  runFileTail,
  type RunHead,
  type RunTail,
} from './run-file.ts';

const head: RunHead = {
  tables: { name: '管道', objects: [], goroutines: [], sites: [null] },
  options: { seed: 7, mode: 'deterministic' },
};
const tail: RunTail = { outcome: { end: 'done' }, schedule: 's1', counts: { steps: 12 } };
const batch = encodeBatch({
  worker: 0,
  first: 0,
  records: new Uint32Array([KIND.running << 24, 1, 0, 0]),
  strings: [[0, 'odd']],
});

const join = (...parts: Uint8Array[]): ArrayBuffer => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.buffer;
};

const whole = join(runFileHead(head), runFileBatch(batch), runFileBatch(batch), runFileTail(tail));

test('a run comes back from its file', () => {
  expect(readRunFile(whole)).toEqual({
    ok: true,
    value: { head, batches: [batch, batch], tail, damaged: 0, truncated: false },
  });
});

test('a file that was cut off opens with what it has', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.byteLength - 1 }), (length) => {
      const read = readRunFile(whole.slice(0, length));
      if (!read.ok) return;
      expect(read.value.head).toEqual(head);
      expect(read.value.batches.length).toBeLessThanOrEqual(2);
      if (length < whole.byteLength - 8) expect(read.value.tail).toBeNull();
    }),
  );
});

test('a file of something else is refused, whatever it holds', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readRunFile(bytes.slice().buffer)).toEqual({ ok: false, error: { code: 'not-a-run-file' } });
    }),
  );
});

test('any byte changed is told or harmless, never thrown', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: whole.byteLength - 1 }),
      fc.integer({ min: 0, max: 255 }),
      (at, to) => {
        const bytes = whole.slice(0);
        new Uint8Array(bytes)[at] = to;
        const read = readRunFile(bytes);
        if (read.ok) expect(read.value.batches.length).toBeLessThanOrEqual(2);
        else expect(['not-a-run-file', 'damaged-head']).toContain(read.error.code);
      },
    ),
  );
});

test('a damaged batch costs only itself', () => {
  const bad = batch.slice(0);
  new Uint8Array(bad)[0] = 0;
  const read = readRunFile(
    join(runFileHead(head), runFileBatch(bad), runFileBatch(batch), runFileTail(tail)),
  );
  expect(read.ok && [read.value.batches.length, read.value.damaged, read.value.tail]).toEqual([1, 1, tail]);
});

test('a head without tables is refused', () => {
  // Written by hand: no type would let this be built.
  const wrong = { tables: { name: 4 }, options: null } as unknown as RunHead;
  expect(readRunFile(join(runFileHead(wrong)))).toEqual({ ok: false, error: { code: 'damaged-head' } });
});
