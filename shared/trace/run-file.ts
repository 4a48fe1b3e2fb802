import type { Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { decodeBatch } from './batch-bytes.ts';
import type { TraceTables } from './tables.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/**
 * A run in a file. It is written as the run goes, so a run that was cut off leaves a file that still opens:
 *
 *   "WEFT RUN 1\n"   magic, padded with NUL to 16 bytes
 *   frames           u32 kind, u32 bytes of payload, payload, padded with NUL to 8 bytes; little-endian
 *
 * The first frame is the head (kind 1, JSON), then come trace batches (kind 2, see `batch.ts`), the last frame is
 * the tail (kind 3, JSON). Frames of other kinds are skipped.
 */
export interface RunHead {
  readonly tables: TraceTables;
  /** The options of the run. */
  readonly options: Json;
}

export interface RunTail {
  /** See `shared/ir/outcome.ts`. */
  readonly outcome: { readonly end: string };
  readonly schedule: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

export interface RunFile {
  readonly head: RunHead;
  readonly batches: readonly ArrayBuffer[];
  /** Null when the file was cut off before the run ended. */
  readonly tail: RunTail | null;
  /** Frames that could not be read. */
  readonly damaged: number;
  /** The file ends in the middle of a frame. */
  readonly truncated: boolean;
}

export type RunFileProblem = { readonly code: 'not-a-run-file' } | { readonly code: 'damaged-head' };

const MAGIC = 'WEFT RUN 1\n';
const MAGIC_BYTES = 16;
const FRAME_BYTES = 8;
const HEAD = 1;
const BATCH = 2;
const TAIL = 3;

/** The beginning of the file: write it first. */
export function runFileHead(head: RunHead): Uint8Array<ArrayBuffer> {
  const payload = frame(HEAD, encodeUtf8(JSON.stringify(head)));
  const bytes = new Uint8Array(MAGIC_BYTES + payload.length);
  bytes.set(encodeUtf8(MAGIC));
  bytes.set(payload, MAGIC_BYTES);
  return bytes;
}

export const runFileBatch = (batch: ArrayBuffer): Uint8Array<ArrayBuffer> =>
  frame(BATCH, new Uint8Array(batch));

/** The end of the file. */
export const runFileTail = (tail: RunTail): Uint8Array<ArrayBuffer> =>
  frame(TAIL, encodeUtf8(JSON.stringify(tail)));

export function readRunFile(bytes: ArrayBuffer): Result<RunFile, RunFileProblem> {
  const magic = decodeUtf8(new Uint8Array(bytes, 0, Math.min(MAGIC_BYTES, bytes.byteLength)));
  if (magic.replace(/\0+$/, '') !== MAGIC) return err({ code: 'not-a-run-file' });
  const { frames, truncated } = split(bytes);
  const first = frames[0];
  const head = first?.kind === HEAD ? asHead(parse(first.payload)) : null;
  if (head === null) return err({ code: 'damaged-head' });
  const batches: ArrayBuffer[] = [];
  let tail: RunTail | null = null;
  let damaged = 0;
  for (const { kind, payload } of frames.slice(1)) {
    if (kind === BATCH) {
      if (decodeBatch(payload) === null) damaged++;
      else batches.push(payload);
    } else if (kind === TAIL) {
      tail = asTail(parse(payload));
      if (tail === null) damaged++;
    }
  }
  return ok({ head, batches, tail, damaged, truncated });
}

function frame(kind: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_BYTES + padded(payload.length));
  const header = new DataView(bytes.buffer);
  header.setUint32(0, kind, true);
  header.setUint32(4, payload.length, true);
  bytes.set(payload, FRAME_BYTES);
  return bytes;
}

const padded = (length: number): number => (length + 7) & ~7;

function split(bytes: ArrayBuffer): { frames: { kind: number; payload: ArrayBuffer }[]; truncated: boolean } {
  const view = new DataView(bytes);
  const frames: { kind: number; payload: ArrayBuffer }[] = [];
  let at = MAGIC_BYTES;
  while (at + FRAME_BYTES <= bytes.byteLength) {
    const length = view.getUint32(at + 4, true);
    const from = at + FRAME_BYTES;
    if (from + length > bytes.byteLength) return { frames, truncated: true };
    frames.push({ kind: view.getUint32(at, true), payload: bytes.slice(from, from + length) });
    at = from + Math.ceil(length / 8) * 8;
  }
  return { frames, truncated: at < bytes.byteLength };
}

function parse(payload: ArrayBuffer): unknown {
  try {
    return JSON.parse(decodeUtf8(new Uint8Array(payload)));
  } catch {
    // Not JSON: the caller refuses undefined like any other wrong shape.
    return undefined;
  }
}

function asHead(value: unknown): RunHead | null {
  if (!isRecord(value) || !isRecord(value['tables'])) return null;
  const { name, objects, goroutines, sites } = value['tables'];
  const sound =
    typeof name === 'string' &&
    isList(objects, (object) => typeof object['name'] === 'string' && typeof object['kind'] === 'string') &&
    isList(
      goroutines,
      (entry) => typeof entry['name'] === 'string' && typeof entry['replicas'] === 'number',
    ) &&
    Array.isArray(sites) &&
    sites.every((site) => site === null || isSite(site));
  // Checked just above, field by field, as far as a reader of traces looks.
  return sound ? (value as unknown as RunHead) : null;
}

const isSite = (site: unknown): boolean =>
  isRecord(site) &&
  typeof site['node'] === 'string' &&
  typeof site['param'] === 'string' &&
  typeof site['line'] === 'number' &&
  typeof site['column'] === 'number';

function asTail(value: unknown): RunTail | null {
  if (!isRecord(value) || !isRecord(value['outcome']) || !isRecord(value['counts'])) return null;
  const { outcome, schedule, counts } = value;
  const sound =
    typeof outcome['end'] === 'string' &&
    (schedule === null || typeof schedule === 'string') &&
    Object.values(counts).every((count) => typeof count === 'number');
  return sound ? (value as unknown as RunTail) : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown, test: (entry: Record<string, unknown>) => boolean): boolean =>
  Array.isArray(value) && value.every((entry) => isRecord(entry) && test(entry));
