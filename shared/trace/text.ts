import { EVENTS, NOBODY, WAIT_REASONS, type Field } from './events.ts';
import { TraceReader, type TraceRow } from './reader.ts';
import type { StringTable } from './strings.ts';
import type { TraceTables } from './tables.ts';

/**
 * A trace as text, one line a record, for tests and bug reports:
 *
 *   0:12 g3 send channel=jobs message=4 length=1
 */
export function traceText(
  batches: readonly ArrayBuffer[],
  tables: Pick<TraceTables, 'objects' | 'sites'> | null = null,
): string {
  const reader = new TraceReader();
  const rows = batches.flatMap((batch) => reader.rows(batch));
  const lines = rows.map((row) => rowText(row, reader.strings, tables));
  const { batches: bad, records, strings, gaps } = reader.damage;
  if (bad + records + strings + gaps > 0) {
    lines.push(`damage: ${bad} batches, ${records} records, ${strings} strings, ${gaps} gaps`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

export function rowText(
  row: TraceRow,
  strings: StringTable,
  tables: Pick<TraceTables, 'objects' | 'sites'> | null,
): string {
  const { a, b, c } = EVENTS[row.kind] ?? { a: NONE, b: NONE, c: NONE };
  const fields = [
    [a, row.a],
    [b, row.b],
    [c, row.c],
  ] as const;
  const words = fields
    .filter(([[, field]]) => field !== 'none')
    .map(([[name, field], value]) => `${name}=${fieldText(field, value, strings, tables)}`);
  return [`${row.worker}:${row.sequence}`, `g${row.goroutine}`, row.name, ...words].join(' ');
}

const NONE = ['', 'none'] as const;

function fieldText(
  field: Field,
  value: number,
  strings: StringTable,
  tables: Pick<TraceTables, 'objects' | 'sites'> | null,
): string {
  switch (field) {
    case 'goroutine':
      return value === NOBODY
        ? 'nobody'
        : value < 1 << 24
          ? `g${value}`
          : `${value >>> 24}:g${value & 0xffffff}`;
    case 'object':
      return tables?.objects[value]?.name ?? `#${value}`;
    case 'string':
      return JSON.stringify(strings.get(value));
    case 'reason':
      return JSON.stringify(WAIT_REASONS[value]);
    case 'site': {
      const origin = tables?.sites[value];
      return origin ? `${origin.node}/${origin.param}:${origin.line}:${origin.column}` : `@${value}`;
    }
    case 'count':
      return String(value | 0);
    case 'none':
    case 'time-low':
    case 'time-high':
    case 'message':
      return String(value);
  }
}
