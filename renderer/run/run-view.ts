import type { NodeId } from '../../shared/base/ids.ts';
import type { GraphEdge } from '../../shared/graph/document.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { runs } from '../stores/run-store.ts';
import type { Summary } from '../trace/summary.ts';
import type { TraceClient } from '../trace/trace-client.ts';

/**
 * Where trace and drawing meet: which rows of a summary belong to which block and which wire. Whoever draws live state
 * subscribes here, once a frame, and touches no React state.
 */
export interface RunFrame {
  readonly summary: Summary;
  readonly rows: RunRows;
}

/** The rows of a run's summaries by block and wire. Only ever grows, since rows do. */
export class RunRows {
  readonly tables: RunTables;
  readonly #objectOfNode = new Map<string, number>();
  readonly #objectOfWire = new Map<string, number>();
  readonly #goroutines = new Map<string, number[]>();
  #known = 0;
  /** Rows whose block the trace has not told yet: their names come after their first records. */
  #nameless: number[] = [];

  constructor(tables: RunTables) {
    this.tables = tables;
    for (const [index, object] of tables.objects.entries()) {
      if (object.node !== null) this.#objectOfNode.set(object.node, index);
      if (object.edge !== null) this.#objectOfWire.set(object.edge, index);
    }
  }

  /** Takes in the goroutines a summary has and earlier ones had not, and those it can tell the block of by now. */
  grow({ goroutines }: Summary): void {
    const { count, entry } = goroutines;
    for (; this.#known < count; this.#known++) this.#nameless.push(this.#known);
    this.#nameless = this.#nameless.filter((row) => {
      const node = row < count ? this.tables.goroutines[entry[row] ?? -1]?.node : undefined;
      if (node === undefined) return true;
      const rows = this.#goroutines.get(node);
      if (rows === undefined) this.#goroutines.set(node, [row]);
      else rows.splice(rows.findLastIndex((other) => other < row) + 1, 0, row);
      return false;
    });
  }

  /**
   * Rows of `summary.goroutines`: the replicas of a block and what they started, in order of creation. A summary of
   * the past may be shorter than a row: that goroutine was not there yet.
   */
  goroutines(node: string): readonly number[] {
    return this.#goroutines.get(node) ?? NONE;
  }

  /** Row of `summary.objects`: the object a block is; -1 when it is none. */
  objectOfNode(node: string): number {
    return this.#objectOfNode.get(node) ?? -1;
  }

  /** Row of `summary.objects`: the channel on a wire, or the object a wire leads to; -1 when there is none. */
  objectOfEdge(edge: GraphEdge): number {
    return (
      this.#objectOfWire.get(edge.id) ??
      this.#objectOfNode.get(edge.to.node) ??
      this.#objectOfNode.get(edge.from.node) ??
      -1
    );
  }

  /** The block an object is drawn as; null for the channel on a wire, and for one made while running. */
  nodeOfObject(row: number): NodeId | null {
    return this.tables.objects[row]?.node ?? null;
  }

  /** The block a goroutine belongs to. */
  nodeOfGoroutine(summary: Summary, row: number): NodeId | null {
    const entry = this.tables.goroutines[summary.goroutines.entry[row] ?? -1];
    return entry === undefined ? null : (entry.node as NodeId);
  }
}

const NONE: readonly number[] = [];

let frame: RunFrame | null = null;
const listeners = new Set<(frame: RunFrame | null) => void>();

export const runView = {
  /** The newest frame; null when nothing ran. */
  get: (): RunFrame | null => frame,

  /** Called with every new frame, at most once an animation frame, and with null when there is no run any more. */
  subscribe(listener: (frame: RunFrame | null) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Reads a client's summaries from now on; call once. */
  attach(client: TraceClient): void {
    let rows: RunRows | null = null;
    runs.subscribe((state, before) => {
      if (state.tables === before.tables) return;
      rows = state.tables === null ? null : new RunRows(state.tables);
      tell(null);
    });
    client.onSummary((summary) => {
      if (rows === null) return;
      rows.grow(summary);
      tell({ summary, rows });
    });
  },
};

function tell(next: RunFrame | null): void {
  if (next === null && frame === null) return;
  frame = next;
  for (const listener of listeners) listener(next);
}
