import { invariant } from '../base/assert.ts';
import { RECORD_BYTES } from './events.ts';

/**
 * The memory between one machine, which writes, and one reader on another thread: a ring of records and a ring of
 * texts. Counters only grow (modulo 2^32); each is written by one side. A text is published before any record that
 * names it.
 */
export interface TraceMemory {
  /** See the word numbers below. */
  readonly control: Int32Array;
  /** Four words a record; a power of two of records. */
  readonly records: Uint32Array;
  /** UTF-16 units: for each text its index (low, high), its length, its units. A power of two of units. */
  readonly texts: Uint16Array;
}

/** Words of `control`, each in a cache line of its own. */
export const PUBLISHED = 0;
export const TAKEN = 16;
export const TEXT_PUBLISHED = 32;
export const TEXT_TAKEN = 48;
const CONTROL_BYTES = 256;

/** Records written between two publications: the reader never trusts the slots the writer may be filling. */
export const PUBLISH_EVERY = 256;
export const TEXT_HEADER_UNITS = 3;

export interface TraceSize {
  /** Powers of two. */
  readonly records: number;
  readonly textUnits: number;
}

export const traceBytes = (size: TraceSize): number =>
  CONTROL_BYTES + size.records * RECORD_BYTES + size.textUnits * 2;

/** Views of a buffer, shared or not, as trace memory. */
export function traceMemory(buffer: ArrayBufferLike, size: TraceSize): TraceMemory {
  invariant(
    isPowerOfTwo(size.records) && size.records >= 4 * PUBLISH_EVERY,
    'a ring of records is a power of two',
  );
  invariant(
    isPowerOfTwo(size.textUnits) && size.textUnits >= 1 << 14,
    'a ring of texts is a power of two and holds the longest text',
  );
  invariant(buffer.byteLength >= traceBytes(size), 'trace memory is as large as its rings');
  invariant(
    new Uint8Array(new Uint32Array([1]).buffer)[0] === 1,
    'traces are written on little-endian machines',
  );
  return {
    control: new Int32Array(buffer, 0, CONTROL_BYTES / 4),
    records: new Uint32Array(buffer, CONTROL_BYTES, size.records * 4),
    texts: new Uint16Array(buffer, CONTROL_BYTES + size.records * RECORD_BYTES, size.textUnits),
  };
}

const isPowerOfTwo = (n: number): boolean => n > 0 && (n & (n - 1)) === 0;
