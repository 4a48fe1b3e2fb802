import { decodeBatch } from './batch-bytes.ts';
import { EVENTS, RECORD_BYTES, WAIT_REASONS, type EventName, type Field } from './events.ts';
import { StringTable } from './strings.ts';

/** One record, in words; what they mean stands in `EVENTS[kind]`. */
export interface TraceRow {
  readonly worker: number;
  /** Counts within the worker, from 0. */
  readonly sequence: number;
  readonly kind: number;
  readonly name: EventName;
  readonly goroutine: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Called for each sound record, in order; nothing is allocated for it. */
export type RowVisitor = (
  worker: number,
  sequence: number,
  kind: number,
  goroutine: number,
  a: number,
  b: number,
  c: number,
) => void;

/** What could not be read. */
export interface TraceDamage {
  batches: number;
  records: number;
  strings: number;
  /** Records that no batch brought, or that came twice: a batch is missing or came out of order. */
  gaps: number;
}

/**
 * Batches in, rows out. A damaged record costs itself, a damaged batch its records; whatever the bytes, nothing is
 * thrown and everything is counted.
 */
export class TraceReader {
  readonly strings = new StringTable();
  readonly damage: TraceDamage = { batches: 0, records: 0, strings: 0, gaps: 0 };
  /** Sequence number expected next, by worker. */
  readonly #expected = new Map<number, number>();

  /** Visits the rows of a batch. Returns how many were sound. */
  read(bytes: ArrayBuffer, visit: RowVisitor): number {
    const batch = decodeBatch(bytes);
    if (batch === null) {
      this.damage.batches++;
      return 0;
    }
    const { worker, first, records } = batch;
    for (const [index, text] of batch.strings) this.strings.set(index, text);
    this.damage.strings += batch.damagedStrings;
    if (first !== (this.#expected.get(worker) ?? 0)) this.damage.gaps++;
    this.#expected.set(worker, first + records.length / 4);

    let sound = 0;
    for (let at = 0; at < records.length; at += 4) {
      const head = word(records, at);
      const kind = head >>> 24;
      const a = word(records, at + 1);
      const b = word(records, at + 2);
      const c = word(records, at + 3);
      if (!isSound(kind, a, b, c)) {
        this.damage.records++;
        continue;
      }
      visit(worker, first + at / 4, kind, head & 0xffffff, a, b, c);
      sound++;
    }
    return sound;
  }

  /** The rows of a batch, as objects. */
  rows(bytes: ArrayBuffer): TraceRow[] {
    const rows: TraceRow[] = [];
    this.read(bytes, (worker, sequence, kind, goroutine, a, b, c) => {
      const row = EVENTS[kind];
      if (row !== undefined) rows.push({ worker, sequence, kind, name: row.name, goroutine, a, b, c });
    });
    return rows;
  }
}

/** Records in a batch of this many bytes, at most. */
export const recordsIn = (bytes: number): number => Math.floor(bytes / RECORD_BYTES);

const word = (words: Uint32Array, at: number): number => words[at] ?? 0;

/** By kind: which of the words must be an entry of `WAIT_REASONS`, and which must be zero. */
const RULES = EVENTS.map((row) => {
  const fields: readonly Field[] = [row.a[1], row.b[1], row.c[1]];
  return { reason: fields.indexOf('reason'), none: fields.map((field) => field === 'none') };
});

function isSound(kind: number, a: number, b: number, c: number): boolean {
  const rule = RULES[kind];
  if (rule === undefined) return false;
  if ((rule.none[0] && a !== 0) || (rule.none[1] && b !== 0) || (rule.none[2] && c !== 0)) return false;
  return rule.reason === -1 || [a, b, c][rule.reason]! < WAIT_REASONS.length;
}
