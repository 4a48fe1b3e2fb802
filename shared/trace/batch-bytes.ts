import { BATCH_HEADER_BYTES, BATCH_MAGIC } from './batch.ts';
import { RECORD_BYTES } from './events.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Batches as bytes: see `batch.ts` for the layout. */

export interface Batch {
  readonly worker: number;
  /** Sequence number of the first record, within its worker. */
  readonly first: number;
  /** Four words a record. */
  readonly records: Uint32Array;
  readonly strings: readonly (readonly [index: number, text: string])[];
  /** Entries of the strings' JSON that are not `[index, text]`. */
  readonly damagedStrings: number;
}

export const encodeBatch = (batch: Omit<Batch, 'damagedStrings'>): ArrayBuffer =>
  encodePieces({ ...batch, records: [batch.records] });

/** A batch whose records lie in several pieces, as they do where a ring begins again. */
export function encodePieces(
  batch: Omit<Batch, 'damagedStrings' | 'records'> & { readonly records: readonly Uint32Array[] },
): ArrayBuffer {
  const count = batch.records.reduce((sum, piece) => sum + piece.length, 0) / 4;
  const strings = encodeUtf8(batch.strings.length === 0 ? '' : JSON.stringify(batch.strings));
  const padded = (strings.length + 7) & ~7;
  const stringsAt = BATCH_HEADER_BYTES + count * RECORD_BYTES;
  const bytes = new ArrayBuffer(stringsAt + padded);
  const header = new DataView(bytes);
  header.setUint32(0, BATCH_MAGIC, true);
  header.setUint32(4, batch.worker, true);
  header.setFloat64(8, batch.first, true);
  header.setUint32(16, count, true);
  header.setUint32(20, padded, true);
  const records = new Uint32Array(bytes, BATCH_HEADER_BYTES, count * 4);
  let at = 0;
  for (const piece of batch.records) {
    records.set(piece, at);
    at += piece.length;
  }
  const tail = new Uint8Array(bytes, stringsAt);
  tail.set(strings);
  tail.fill(0x20, strings.length);
  return bytes;
}

/** The batch in these bytes; null where they are not one. */
export function decodeBatch(bytes: ArrayBuffer): Batch | null {
  if (bytes.byteLength < BATCH_HEADER_BYTES) return null;
  const header = new DataView(bytes);
  const worker = header.getUint32(4, true);
  const first = header.getFloat64(8, true);
  const count = header.getUint32(16, true);
  const stringBytes = header.getUint32(20, true);
  const stringsAt = BATCH_HEADER_BYTES + count * RECORD_BYTES;
  const sound =
    header.getUint32(0, true) === BATCH_MAGIC &&
    worker < 256 &&
    Number.isSafeInteger(first) &&
    first >= 0 &&
    stringsAt + stringBytes === bytes.byteLength;
  if (!sound) return null;
  const records = new Uint32Array(bytes, BATCH_HEADER_BYTES, count * 4);
  return { worker, first, records, ...readStrings(new Uint8Array(bytes, stringsAt)) };
}

function readStrings(bytes: Uint8Array): Pick<Batch, 'strings' | 'damagedStrings'> {
  const text = decodeUtf8(bytes).trim();
  if (text === '') return { strings: [], damagedStrings: 0 };
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    // Not JSON: one damage, and the records still count.
    return { strings: [], damagedStrings: 1 };
  }
  if (!Array.isArray(entries)) return { strings: [], damagedStrings: 1 };
  const strings = entries.filter(isEntry);
  return { strings, damagedStrings: entries.length - strings.length };
}

const isEntry = (entry: unknown): entry is readonly [number, string] =>
  Array.isArray(entry) &&
  entry.length === 2 &&
  Number.isInteger(entry[0]) &&
  entry[0] >= 0 &&
  entry[0] <= 0xffffffff &&
  typeof entry[1] === 'string';
