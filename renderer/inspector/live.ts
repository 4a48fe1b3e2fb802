import type { GraphDocument, GraphEdge, GraphNode } from '../../shared/graph/document.ts';
import { find } from '../../shared/graph/edits.ts';
import type { RunFrame } from '../run/run-view.ts';
import { STATE, STATES, type StateName } from '../trace/states.ts';

/** What a run shows of one block or wire, read from a summary. Plain values; `sameReading` compares them. */

export interface LiveGoroutines {
  /** How many are in each state, most first; those that were started by `go` and have ended are left out. */
  readonly states: readonly (readonly [state: StateName, count: number])[];
  /** Goroutines started by `go`. */
  readonly started: number;
  /** What the only one does, when there is only one. */
  readonly one: LiveGoroutine | null;
}

export interface LiveGoroutine {
  readonly state: StateName;
  /** Nanoseconds of the run's clock it has been waiting; 0: it does not wait. */
  readonly waited: number;
  /** The parameter and line it stands at. */
  readonly at: { readonly param: string; readonly line: number } | null;
  /** What it waits on. */
  readonly on: string | null;
  /** Who holds that. */
  readonly owner: string | null;
  readonly readers: number;
  /** Its place in the queue, from 1; 0: it is in none. */
  readonly place: number;
  readonly queue: number;
}

export interface LiveObject {
  /** Index into the run's table of objects. */
  readonly row: number;
  readonly kind: string;
  readonly length: number;
  readonly capacity: number;
  readonly closed: boolean;
  readonly sent: number;
  readonly received: number;
  /** Sends per second; NaN while the clock stands still. */
  readonly rate: number;
  readonly waitingSenders: number;
  readonly waitingReceivers: number;
  readonly waiting: number;
  readonly owner: string | null;
  readonly holders: number;
}

export function readGoroutines(
  frame: RunFrame | null,
  node: GraphNode,
  document: GraphDocument,
): LiveGoroutines | null {
  if (frame === null) return null;
  const { summary, rows } = frame;
  const { goroutines } = summary;
  const counts = new Map<number, number>();
  const counted: number[] = [];
  let started = 0;
  for (const row of rows.goroutines(node.id)) {
    if (row >= goroutines.count) continue;
    const state = goroutines.state[row]!;
    if (goroutines.replica[row]! < 0) started++;
    if (goroutines.replica[row]! < 0 && state === STATE.done) continue;
    counts.set(state, (counts.get(state) ?? 0) + 1);
    counted.push(row);
  }
  if (counted.length === 0 && started === 0) return null;
  return {
    states: [...counts].sort((a, b) => b[1] - a[1]).map(([state, count]) => [STATES[state]!, count] as const),
    started,
    one: counted.length === 1 ? readGoroutine(frame, counted[0]!, document) : null,
  };
}

function readGoroutine(frame: RunFrame, row: number, document: GraphDocument): LiveGoroutine {
  const { summary, rows } = frame;
  const { goroutines, objects } = summary;
  const state = goroutines.state[row]!;
  const waits = state >= STATE.send && state <= STATE.sleep;
  const object = waits ? goroutines.waitsOn[row]! : -1;
  const known = object >= 0 && object < objects.count;
  const owner = known ? objects.owner[object]! : -1;
  const queue = known ? objects.waiting[object]! : 0;
  const from = known ? objects.queueAt[object]! : 0;
  const place = known ? objects.queue.subarray(from, from + queue).indexOf(row) + 1 : 0;
  const site = rows.tables.sites[goroutines.site[row]!] ?? null;
  return {
    state: STATES[state]!,
    waited: waits ? Math.max(0, summary.clock - goroutines.since[row]!) : 0,
    at: site === null || state === STATE.done ? null : { param: site.param, line: site.line },
    on: known ? objectName(frame, object, document) : null,
    owner: owner >= 0 ? goroutineName(frame, owner, document) : null,
    readers: known && owner < 0 ? objects.holders[object]! : 0,
    place,
    queue,
  };
}

/** The object a block is. */
export const readObjectOfNode = (
  frame: RunFrame | null,
  node: GraphNode,
  document: GraphDocument,
): LiveObject | null =>
  frame === null ? null : readObject(frame, frame.rows.objectOfNode(node.id), document);

/** The channel on a wire, or the object it leads to. */
export const readObjectOfEdge = (
  frame: RunFrame | null,
  edge: GraphEdge,
  document: GraphDocument,
): LiveObject | null => (frame === null ? null : readObject(frame, frame.rows.objectOfEdge(edge), document));

function readObject(frame: RunFrame, row: number, document: GraphDocument): LiveObject | null {
  const { objects } = frame.summary;
  const declared = frame.rows.tables.objects[row];
  if (row < 0 || row >= objects.count || declared === undefined) return null;
  const owner = objects.owner[row]!;
  return {
    row,
    kind: declared.kind,
    length: objects.length[row]!,
    capacity: objects.capacity[row]!,
    closed: objects.closed[row] === 1,
    sent: objects.sent[row]!,
    received: objects.received[row]!,
    rate: objects.rate[row]!,
    waitingSenders: objects.waitingSenders[row]!,
    waitingReceivers: objects.waitingReceivers[row]!,
    waiting: objects.waiting[row]!,
    owner: owner >= 0 ? goroutineName(frame, owner, document) : null,
    holders: objects.holders[row]!,
  };
}

/** A goroutine by its block's name, with its number where the block has several. */
export function goroutineName({ summary, rows }: RunFrame, row: number, document: GraphDocument): string {
  const { goroutines } = summary;
  const entry = rows.tables.goroutines[goroutines.entry[row] ?? -1];
  const replica = goroutines.replica[row] ?? -1;
  if (entry === undefined) return `#${(goroutines.id[row] ?? 0) & 0xffffff}`;
  const name = find(document.nodes, entry.node as GraphNode['id'])?.name ?? entry.name;
  return entry.replicas > 1 && replica >= 0 ? `${name}[${replica}]` : name;
}

function objectName({ rows }: RunFrame, row: number, document: GraphDocument): string | null {
  const declared = rows.tables.objects[row];
  if (declared === undefined) return null;
  const { node } = declared;
  return (node === null ? null : find(document.nodes, node)?.name) ?? declared.name;
}

/** Whether a person would read the same: times count to three digits. */
export const sameReading = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a, rounded) === JSON.stringify(b, rounded);

const rounded = (key: string, value: unknown): unknown =>
  typeof value === 'number' && (key === 'waited' || key === 'rate') ? value.toPrecision(3) : value;
