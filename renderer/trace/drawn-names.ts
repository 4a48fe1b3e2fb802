import type { GraphDocument } from '../../shared/graph/document.ts';
import { find } from '../../shared/graph/edits.ts';
import { edgeId, nodeId } from '../../shared/base/ids.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';

/**
 * What things are called on the canvas. A program has identifiers, such as `fork1`; a person drew `fork 1`, and that is
 * what lanes, charts and sentences say. What Go would print keeps the program's names.
 */
export interface DrawnNames {
  /** By index into the run's tables. */
  readonly objects: readonly string[];
  readonly goroutines: readonly string[];
}

export function drawnNames(tables: RunTables, document: GraphDocument): DrawnNames {
  return {
    objects: tables.objects.map(({ name, node, edge }) => {
      const block = node === null ? null : find(document.nodes, nodeId(node));
      const wire = edge === null ? null : find(document.edges, edgeId(edge));
      return block?.name || wire?.channel?.name || name;
    }),
    goroutines: tables.goroutines.map(({ name, node }) => find(document.nodes, nodeId(node))?.name || name),
  };
}

/** The tables of a run with the names of the drawing: for whoever shows them. */
export const drawnTables = (tables: RunTables, names: DrawnNames): RunTables => ({
  ...tables,
  objects: tables.objects.map((object, i) => ({ ...object, name: names.objects[i] ?? object.name })),
  goroutines: tables.goroutines.map((entry, i) => ({ ...entry, name: names.goroutines[i] ?? entry.name })),
});

/** A goroutine of the program by its name, `worker` or `worker[2]`, as it was drawn; other names stay. */
export function drawnLabel(label: string, tables: RunTables, names: DrawnNames): string {
  const found = entryNamed(tables, label);
  if (found === null) return label;
  const name = names.goroutines[found.entry] ?? label;
  return label.endsWith(']') ? `${name}[${found.replica}]` : name;
}

/** The entry whose goroutine is called so: `worker`, or `worker[2]` where there are several. Null: none is. */
export function entryNamed(
  tables: RunTables,
  label: string,
): { readonly entry: number; readonly replica: number } | null {
  const indexed = /^(.*)\[(\d+)\]$/.exec(label);
  const name = indexed?.[1] ?? label;
  const entry = tables.goroutines.findIndex((each) => each.name === name || each.name === label);
  return entry < 0 ? null : { entry, replica: Number(indexed?.[2] ?? 0) };
}

/** A goroutine of a dump, and what it waits on, as they were drawn. */
export function drawnReport(report: GoroutineReport, tables: RunTables, names: DrawnNames): GoroutineReport {
  const { waitingOn } = report;
  return {
    ...report,
    name: drawnLabel(report.name, tables, names),
    waitingOn:
      waitingOn === null ? null : { ...waitingOn, name: names.objects[waitingOn.object] ?? waitingOn.name },
  };
}

/** An outcome that speaks of the drawing: for sentences, not for what Go would print. */
export function drawnOutcome(outcome: Outcome, tables: RunTables, names: DrawnNames): Outcome {
  const report = (each: GoroutineReport): GoroutineReport => drawnReport(each, tables, names);
  switch (outcome.end) {
    case 'deadlock':
    case 'fatal':
      return { ...outcome, goroutines: outcome.goroutines.map(report) };
    case 'panic':
      return { ...outcome, goroutine: report(outcome.goroutine) };
    case 'out-of-memory':
      return { ...outcome, goroutine: outcome.goroutine === null ? null : report(outcome.goroutine) };
    default:
      return outcome;
  }
}
