import type { Frame as ReportFrame, GoroutineReport } from '../../shared/ir/outcome.ts';
import type { Origin } from '../../shared/ir/program.ts';
import { WAIT_REASONS } from '../../shared/trace/events.ts';
import { PARKED, RUNNING, type Goroutine } from './goroutine.ts';
import { RuntimeError } from './panic.ts';

/** What gives sites their places; of an exported program there is nothing to know. */
export interface SiteTable {
  readonly sites: readonly (Origin | null)[];
  /** `[line, column, site]` of the generated code, ascending. */
  readonly positions: readonly (readonly [line: number, column: number, site: number])[];
  /** By site: the name of the function of a body it is in; null in the body itself and in functions without one. */
  readonly functions?: readonly (string | null)[];
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
  const outermost = places.length - 1;
  return places.map((site, depth) => ({
    func: depth === outermost ? name : (table.functions?.[site] ?? `${name}.func${outermost - depth}`),
    origin: table.sites[site] ?? null,
  }));
}

/** The site an exception came from: its innermost position in generated code. 0 when it has none. */
export function siteOfError(thrown: unknown, table: SiteTable): number {
  if (!(thrown instanceof Error) || table.positions.length === 0) return 0;
  if (thrown instanceof RuntimeError && thrown.elsewhere) return 0;
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
