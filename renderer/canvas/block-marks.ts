import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import type { RunFrame } from '../run/run-view.ts';
import { STATE } from '../trace/states.ts';
import { isGoroutineFace, shapeOf } from './geometry.ts';

/** One mark a block, for views too small for words: the far view and the minimap. */
export interface BlockMark {
  readonly node: GraphNode;
  /** The state of most of its goroutines, the worst first where there are as many: an index into `STATES`; -1: none. */
  readonly state: number;
  /** How full it is, from 0 to 1; -1: it holds nothing. */
  readonly fill: number;
}

/** What is worth seeing from afar comes first. */
const WORST: readonly number[] = [
  STATE.panic,
  STATE.mutex,
  STATE.send,
  STATE.select,
  STATE.recv,
  STATE.wait,
  STATE.sleep,
  STATE.running,
  STATE.runnable,
  STATE.new,
  STATE.done,
];

export function marksOf(document: GraphDocument, frame: RunFrame | null): readonly BlockMark[] {
  return Object.values<GraphNode>(document.nodes).map((node) => ({
    node,
    state: frame !== null && isGoroutineFace(shapeOf(node).face) ? stateOf(frame, node) : -1,
    fill: fillOf(frame, node),
  }));
}

function stateOf({ summary: { goroutines }, rows }: RunFrame, node: GraphNode): number {
  const counts = new Uint32Array(WORST.length);
  for (const row of rows.goroutines(node.id)) {
    if (row >= goroutines.count) continue;
    const state = goroutines.state[row]!;
    if (goroutines.replica[row]! < 0 && state === STATE.done) continue;
    counts[state]!++;
  }
  // One that panicked is seen among a thousand that did not.
  if (counts[STATE.panic]! > 0) return STATE.panic;
  let best: number = STATE.new;
  for (const state of WORST) {
    if (counts[state]! > counts[best]! || counts[best] === 0) best = state;
  }
  return best;
}

function fillOf(frame: RunFrame | null, node: GraphNode): number {
  const { face } = shapeOf(node);
  if (face !== 'channel' && face !== 'lock') return -1;
  if (frame === null) return 0;
  const row = frame.rows.objectOfNode(node.id);
  const { objects } = frame.summary;
  if (row < 0 || row >= objects.count) return 0;
  if (face === 'lock') return objects.holders[row]! > 0 ? 1 : 0;
  const capacity = objects.capacity[row]!;
  return capacity === 0 ? Math.min(1, objects.waiting[row]!) : objects.length[row]! / capacity;
}
