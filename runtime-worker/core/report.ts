import type { Frame as ReportFrame, GoroutineReport, Outcome, PanicLine } from '../../shared/ir/outcome.ts';
import type { Origin } from '../../shared/ir/program.ts';
import { WAIT_REASONS } from '../../shared/trace/events.ts';
import { PARKED, RUNNING, type Goroutine } from './goroutine.ts';

/** What gives sites their places; of an exported program there is nothing to know. */
export interface SiteTable {
  readonly sites: readonly (Origin | null)[];
  /** `[line, column, site]` of the generated code, ascending. */
  readonly positions: readonly (readonly [line: number, column: number, site: number])[];
  /** The stack of an error, where its own `stack` does not say. */
  readonly stackOf?: (error: Error) => string;
}

export const NO_SITES: SiteTable = { sites: [], positions: [] };

/** The name generated code carries in stack traces (`//# sourceURL=`). */
export const GENERATED_SOURCE = 'weft-program.js';

/** One goroutine as a dump shows it. `places`: the sites of its frames, innermost first. */
export function reportGoroutine(
  goroutine: Goroutine,
  table: SiteTable,
  places: readonly number[],
): GoroutineReport {
  const { parent, object } = goroutine;
  return {
    id: goroutine.id,
    path: goroutine.path(),
    name: goroutine.name(),
    node: goroutine.node(),
    state: stateOf(goroutine),
    waitingOn:
      goroutine.status === PARKED && object !== null ? { name: object.name, object: object.id } : null,
    frames: framesOf(goroutine.name(), table, places),
    createdBy: parent === null ? null : { id: parent.id, name: parent.name },
  };
}

function stateOf(goroutine: Goroutine): GoroutineReport['state'] {
  if (goroutine.status === RUNNING) return 'running';
  return goroutine.status === PARKED ? (WAIT_REASONS[goroutine.reason] ?? 'select') : 'runnable';
}

function framesOf(name: string, table: SiteTable, places: readonly number[]): ReportFrame[] {
  return places.map((site, depth) => ({
    func: depth === places.length - 1 ? name : `${name}.func${places.length - 1 - depth}`,
    origin: table.sites[site] ?? null,
  }));
}

/** The site an exception came from: its innermost position in generated code. 0 when it has none. */
export function siteOfError(thrown: unknown, table: SiteTable): number {
  if (!(thrown instanceof Error) || table.positions.length === 0) return 0;
  const stack: unknown = table.stackOf === undefined ? thrown.stack : table.stackOf(thrown);
  const found = typeof stack === 'string' ? /weft-program\.js:(\d+):(\d+)/.exec(stack) : null;
  return found === null ? 0 : siteAt(table, Number(found[1]), Number(found[2]));
}

function siteAt({ positions }: SiteTable, line: number, column: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const [atLine, atColumn] = positions[middle] as readonly [number, number, number];
    if (atLine < line || (atLine === line && atColumn <= column)) low = middle + 1;
    else high = middle;
  }
  return positions[low - 1]?.[2] ?? 0;
}

/** What Go prints on stderr for this ending; empty when it prints nothing. */
export function printOutcome(outcome: Outcome): string {
  switch (outcome.end) {
    case 'done':
    case 'exit':
      return '';
    case 'stopped':
      return 'signal: interrupt\n';
    case 'panic':
      return `${printChain(outcome.chain)}\n${printGoroutines([outcome.goroutine])}`;
    case 'deadlock':
    case 'fatal':
      return `${printFatal(outcome.message)}\n${printGoroutines(outcome.goroutines)}`;
    case 'out-of-memory':
      return `fatal error: runtime: out of memory: limit of ${outcome.limit} MiB\n`;
    case 'out-of-budget':
      return `fatal error: out of budget after ${outcome.steps} steps\n`;
    case 'failed':
      return `fatal error: ${outcome.message}\n`;
  }
}

function printFatal(message: string): string {
  // The one fatal error that prints more than its own line (GO-18).
  const before =
    message === 'stack overflow' ? 'runtime: goroutine stack exceeds 1000000000-byte limit\n' : '';
  return `${before}fatal error: ${message}\n`;
}

function printChain(chain: readonly PanicLine[]): string {
  let text = '';
  chain.forEach((line, at) => {
    if (line.kind === 'goexit') return;
    if (at > 0 && chain[at - 1]?.kind !== 'goexit') text += '\t';
    text += `panic: ${line.text}`;
    if (line.recovered && line.repanicked) text += ' [recovered, repanicked]';
    else if (line.recovered) text += ' [recovered]';
    text += '\n';
  });
  return text;
}

function printGoroutines(goroutines: readonly GoroutineReport[]): string {
  return goroutines.map(printGoroutine).join('\n');
}

function printGoroutine(report: GoroutineReport): string {
  const frames = report.frames.map(({ func, origin }) => {
    const place = origin === null ? '' : `\n\t${origin.node}.${origin.param}:${origin.line}:${origin.column}`;
    return `main.${func}()${place}\n`;
  });
  const creator =
    report.createdBy === null
      ? ''
      : `created by main.${report.createdBy.name} in goroutine ${report.createdBy.id}\n`;
  return `goroutine ${report.id} [${report.state}]:\n${frames.join('')}${creator}`;
}
