import { runId, type RunId } from '../base/ids.ts';

/**
 * A trace batch on a byte stream that many runs share (the web shell's socket):
 *
 *   0    u8    length of the run's id
 *   1    the run's id, ASCII
 *   …    zero up to byte 72, a multiple of 8, so that the batch can be read in place
 *   72   the batch
 */
export const TRACE_FRAME_HEADER = 72;

const RUN_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws Error when the id cannot be carried */
export function traceFrame(run: RunId, batch: ArrayBuffer): Uint8Array<ArrayBuffer> {
  if (!RUN_ID.test(run)) throw new Error(`a run's id is up to 64 letters, digits, - and _, not ${run}`);
  const frame = new Uint8Array(TRACE_FRAME_HEADER + batch.byteLength);
  frame[0] = run.length;
  for (let at = 0; at < run.length; at += 1) frame[1 + at] = run.charCodeAt(at);
  frame.set(new Uint8Array(batch), TRACE_FRAME_HEADER);
  return frame;
}

/** Null for bytes that are no trace frame. */
export function readTraceFrame(
  frame: ArrayBuffer,
): { readonly run: RunId; readonly batch: ArrayBuffer } | null {
  if (frame.byteLength < TRACE_FRAME_HEADER) return null;
  const head = new Uint8Array(frame, 0, TRACE_FRAME_HEADER);
  const length = head[0] ?? 0;
  const id = String.fromCharCode(...head.subarray(1, 1 + length));
  if (length > 64 || !RUN_ID.test(id)) return null;
  return { run: runId(id), batch: frame.slice(TRACE_FRAME_HEADER) };
}
