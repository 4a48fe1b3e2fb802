import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runId } from '../base/ids.ts';
import { readTraceFrame, traceFrame, TRACE_FRAME_HEADER } from './trace-frame.ts';

test('what is framed is read back, aligned for numbers of eight bytes', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
  fc.assert(
    fc.property(id, fc.uint8Array({ maxLength: 100 }), (run, bytes) => {
      const batch = new Uint8Array(bytes).buffer;
      const frame = traceFrame(runId(run), batch);
      expect(readTraceFrame(frame.buffer)).toEqual({ run, batch });
    }),
  );
  expect(TRACE_FRAME_HEADER % 8).toBe(0);
});

test('garbage is no frame, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      const frame = readTraceFrame(new Uint8Array(bytes).buffer);
      expect(frame === null || /^[A-Za-z0-9_-]{1,64}$/.test(frame.run)).toBe(true);
    }),
  );
});

test.each(['', 'a b', 'é', 'x'.repeat(65)])('a run called %j cannot be framed', (run) => {
  expect(() => traceFrame(runId(run), new ArrayBuffer(0))).toThrow('letters');
});
