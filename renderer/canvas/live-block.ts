import type { GraphNode } from '../../shared/graph/document.ts';
import type { RunFrame } from '../run/run-view.ts';
import { STATE, STATES, type StateName } from '../trace/states.ts';

/** What a block says while a program runs, read from a summary. Plain values, cheap to compare. */
export interface LiveBlock {
  /** The states of its goroutines, one letter each; see `STATES`. At most `MOST_SEGMENTS`: then by share. */
  readonly segments: readonly Segment[];
  /** How many of its goroutines are in each state, most first. */
  readonly states: readonly (readonly [state: StateName, count: number])[];
  /** How long the only goroutine has waited, in nanoseconds; 0: it does not. */
  readonly waited: number;
  /** What the only goroutine waits on. */
  readonly on: string;
  /** Goroutines its goroutines started. */
  readonly started: number;
  readonly object: LiveObject | null;
}

export interface Segment {
  readonly state: StateName;
  readonly count: number;
}

export interface LiveObject {
  readonly row: number;
  readonly length: number;
  readonly capacity: number;
  readonly closed: boolean;
  readonly sent: number;
  readonly received: number;
  readonly waitingSenders: number;
  readonly waitingReceivers: number;
  readonly owner: Waiter | null;
  readonly holders: number;
  readonly waiting: number;
  /** The first few of them, the longest wait first. */
  readonly queue: readonly Waiter[];
}

export interface Waiter {
  readonly name: string;
  readonly state: StateName;
}

/** Replicas drawn one by one. */
export const MOST_SEGMENTS = 24;
/** Waiters named. */
export const MOST_WAITERS = 3;

export function readLiveBlock(frame: RunFrame | null, node: GraphNode): LiveBlock | null {
  if (frame === null) return null;
  const { summary, rows } = frame;
  const { goroutines } = summary;
  const own = rows.goroutines(node.id).filter((row) => row < goroutines.count);
  const counts = new Array<number>(STATES.length).fill(0);
  const segments: Segment[] = [];
  let started = 0;
  let only = -1;
  for (const row of own) {
    const state = goroutines.state[row]!;
    const drawn = (goroutines.replica[row] ?? -1) >= 0;
    if (!drawn) {
      started++;
      // Those that came and went leave nothing to look at.
      if (state === STATE.done) continue;
    }
    counts[state]!++;
    segments.push({ state: STATES[state]!, count: 1 });
    only = only === -1 ? row : -2;
  }
  const states = counts
    .flatMap((count, state) => (count === 0 ? [] : [[STATES[state]!, count] as const]))
    .sort((a, b) => b[1] - a[1]);
  const objectRow = rows.objectOfNode(node.id);
  const waits = only >= 0 && isWaiting(goroutines.state[only]!);
  return {
    segments:
      segments.length <= MOST_SEGMENTS ? segments : states.map(([state, count]) => ({ state, count })),
    states,
    waited: waits ? Math.max(0, summary.clock - goroutines.since[only]!) : 0,
    on: waits ? (rows.tables.objects[goroutines.waitsOn[only]!]?.name ?? '') : '',
    started,
    object: objectRow === -1 ? null : readLiveObject(frame, objectRow),
  };
}

export function readLiveObject({ summary, rows }: RunFrame, row: number): LiveObject | null {
  const { objects, goroutines } = summary;
  if (row >= objects.count) return null;
  const waiter = (goroutine: number): Waiter => {
    const entry = rows.tables.goroutines[goroutines.entry[goroutine] ?? -1];
    const replica = goroutines.replica[goroutine] ?? -1;
    const name = entry?.name ?? `#${goroutines.id[goroutine]! & 0xffffff}`;
    return {
      name: entry !== undefined && entry.replicas > 1 && replica >= 0 ? `${name}[${replica}]` : name,
      state: STATES[goroutines.state[goroutine] ?? STATE.new]!,
    };
  };
  const waiting = objects.waiting[row]!;
  const at = objects.queueAt[row]!;
  return {
    row,
    length: objects.length[row]!,
    capacity: objects.capacity[row]!,
    closed: objects.closed[row] === 1,
    sent: objects.sent[row]!,
    received: objects.received[row]!,
    waitingSenders: objects.waitingSenders[row]!,
    waitingReceivers: objects.waitingReceivers[row]!,
    owner: objects.owner[row]! >= 0 ? waiter(objects.owner[row]!) : null,
    holders: objects.holders[row]!,
    waiting,
    queue: Array.from({ length: Math.min(waiting, MOST_WAITERS) }, (_, i) => waiter(objects.queue[at + i]!)),
  };
}

const isWaiting = (state: number): boolean => state >= STATE.send && state <= STATE.sleep;

/** Whether two readings look the same to a person. */
export function sameLive(a: LiveBlock | null, b: LiveBlock | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return key(a) === key(b);
}

const key = (live: LiveBlock): string =>
  JSON.stringify([
    live.segments.map(({ state, count }) => [state, count]),
    // As it is written: three digits.
    live.waited.toPrecision(3),
    live.on,
    live.started,
    live.object,
  ]);
