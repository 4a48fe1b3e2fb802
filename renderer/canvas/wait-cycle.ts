import type { RunFrame } from '../run/run-view.ts';
import { STATE } from '../trace/states.ts';

/** One step of a ring of waits: a block whose goroutine waits for a lock, and the block of who holds it. */
export interface CycleStep {
  readonly waiter: string;
  readonly lock: string;
  readonly holder: string;
  /** What it waits in: an index into `STATES`. */
  readonly state: number;
}

/**
 * Every ring in which each goroutine waits for a lock that the next one holds: nobody in it can go on (MU-1). A lock
 * with several holders or none closes no ring that could be told.
 */
export function cyclesOf({ summary, rows }: RunFrame): readonly (readonly CycleStep[])[] {
  const { goroutines, objects } = summary;
  const next = (row: number): number => {
    const object = goroutines.waitsOn[row] ?? -1;
    return goroutines.state[row] === STATE.mutex && object >= 0 && object < objects.count
      ? objects.owner[object]!
      : -1;
  };
  const rings: (readonly CycleStep[])[] = [];
  // Which walk saw a goroutine first; a walk that comes upon itself has closed a ring.
  const walk = new Int32Array(goroutines.count);
  for (let start = 0; start < goroutines.count; start++) {
    let row = start;
    while (row >= 0 && row < goroutines.count && walk[row] === 0) {
      walk[row] = start + 1;
      row = next(row);
    }
    if (row < 0 || row >= goroutines.count || walk[row] !== start + 1) continue;
    const ring: CycleStep[] = [];
    let at = row;
    do {
      const held = next(at);
      const lock = rows.nodeOfObject(goroutines.waitsOn[at]!);
      const [waiter, holder] = [rows.nodeOfGoroutine(summary, at), rows.nodeOfGoroutine(summary, held)];
      if (lock !== null && waiter !== null && holder !== null) {
        ring.push({ waiter, lock, holder, state: goroutines.state[at]! });
      }
      at = held;
    } while (at !== row);
    rings.push(ring);
  }
  return rings;
}
