import { runView } from '../run/run-view.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';
import type { TimelineController } from '../timeline/controller.ts';

/** A lane chosen on the timeline marks its block, and a block marked on the canvas chooses its lane. */
export function linkSelection(timeline: TimelineController): void {
  let lane = timeline.getState().lane;
  /** The block the timeline named last: marking it again must not move the timeline. */
  let named: string | null = null;

  timeline.subscribe(() => {
    const next = timeline.getState().lane;
    if (next === lane || (next?.row === lane?.row && next?.what === lane?.what)) return;
    lane = next;
    const frame = runView.get();
    if (next === null || frame === null) return;
    const node =
      next.what === 'goroutine'
        ? frame.rows.nodeOfGoroutine(frame.summary, next.row)
        : frame.rows.nodeOfObject(next.row);
    if (node === null) return;
    named = node;
    selection.select({ nodes: [node] });
  });

  selection.subscribe(({ selection: now }, before) => {
    if (now === before.selection) return;
    const [node, ...others] = now.nodes;
    if (node === undefined || others.length > 0 || now.edges.length > 0) return;
    screens.inspect();
    const frame = runView.get();
    if (frame === null || node === named) {
      named = null;
      return;
    }
    const [row, ...replicas] = frame.rows.goroutines(node);
    const object = frame.rows.objectOfNode(node);
    if (row !== undefined && replicas.length === 0) {
      lane = { what: 'goroutine', row };
      timeline.act({ is: 'choose', lane, position: null });
    } else if (row === undefined && object >= 0) {
      lane = { what: 'object', row: object };
      timeline.act({ is: 'choose', lane, position: null });
    }
  });
}
