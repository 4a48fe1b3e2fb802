import type { TraceStore } from './store.ts';

/** A place in a run that a text leads to. */
export interface Hit {
  readonly what: 'goroutine' | 'object' | 'log' | 'landmark';
  /** Row of the lane; -1: the whole run. */
  readonly row: number;
  readonly name: string;
  /** The line of the log, or what happened. */
  readonly text: string;
  readonly position: number | null;
}

/** Lanes and printed lines that contain a text, whatever its case; lanes first. */
export function search(store: TraceStore, text: string, most: number): Hit[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const hits: Hit[] = [];
  const has = (candidate: string): boolean => candidate.toLocaleLowerCase().includes(wanted);
  for (const { row, name } of store.goroutines) {
    if (hits.length >= most) return hits;
    if (has(name)) hits.push({ what: 'goroutine', row, name, text: '', position: null });
  }
  for (const { row, name } of store.objects) {
    if (hits.length >= most) return hits;
    if (has(name)) hits.push({ what: 'object', row, name, text: '', position: null });
  }
  for (const { position, kind, lane, text: said } of store.landmarks) {
    if (hits.length >= most) return hits;
    if (!has(kind) && !has(said)) continue;
    hits.push({ what: 'landmark', row: lane?.row ?? -1, name: kind, text: said, position });
  }
  const { logs } = store;
  for (let i = 0; i < logs.count && hits.length < most; i++) {
    const line = store.strings.get(logs.text(i));
    if (!has(line)) continue;
    const row = logs.row(i);
    hits.push({
      what: 'log',
      row,
      name: store.goroutines[row]?.name ?? '',
      text: line,
      position: logs.position(i),
    });
  }
  return hits;
}

/** One printed line. */
export interface LogLine {
  readonly index: number;
  readonly position: number;
  readonly clock: number;
  readonly row: number;
  readonly name: string;
  readonly text: string;
  readonly site: number;
}

/** Printed lines `from` and later. */
export function logLines(store: TraceStore, from: number, most: number): LogLine[] {
  const { logs } = store;
  const lines: LogLine[] = [];
  for (let i = Math.max(0, from); i < logs.count && lines.length < most; i++) {
    const row = logs.row(i);
    lines.push({
      index: i,
      position: logs.position(i),
      clock: store.axis.clockAt(logs.position(i)),
      row,
      name: store.goroutines[row]?.name ?? '',
      text: store.strings.get(logs.text(i)),
      site: logs.site(i),
    });
  }
  return lines;
}
