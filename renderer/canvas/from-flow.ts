import type { EdgeChange, NodeChange } from '@xyflow/react';
import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import {
  find,
  type Edit,
  type Point,
  type Selection,
  assignGroup,
  inOrder,
  move,
} from '../../shared/graph/edits.ts';
import type { NodeId } from '../../shared/base/ids.ts';
import { align } from './alignment.ts';
import type { Guides } from './canvas-store.ts';
import { GRID } from './geometry.ts';
import { selectionOf, type FlowNode, type WireEdge } from './to-flow.ts';
import { boxOfNode } from './view.ts';

/** React Flow's changes to edits of the document. With `to-flow.ts` the only file that knows both. */

/** The selection after React Flow marked or unmarked some. Null when it did not. */
export function selectionAfter(
  document: GraphDocument,
  now: Selection,
  changes: readonly (NodeChange<FlowNode> | EdgeChange<WireEdge>)[],
): Selection | null {
  const ids = new Set<string>([...now.nodes, ...now.edges, ...now.groups, ...now.notes]);
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    changed = true;
    if (change.selected) ids.add(change.id);
    else ids.delete(change.id);
  }
  return changed ? selectionOf(document, [...ids]) : null;
}

export interface Dragged {
  readonly edit: Edit;
  readonly guides: Guides | null;
}

/** What a drag means: everything dragged goes as far as the first of them, which is put into line. */
export function dragOf(
  document: GraphDocument,
  changes: readonly NodeChange<FlowNode>[],
  near: number,
): Dragged | null {
  const positions = changes.flatMap((change) =>
    change.type === 'position' && change.position !== undefined && change.dragging === true
      ? [{ id: change.id, at: change.position }]
      : [],
  );
  const [first] = positions;
  if (first === undefined) return null;
  const dragged = selectionOf(
    document,
    positions.map(({ id }) => id),
  );
  const node = find(document.nodes, first.id as NodeId);
  const from: Point | null =
    node ??
    Object.values(document.groups).find(({ id }) => id === first.id) ??
    Object.values(document.notes).find(({ id }) => id === first.id) ??
    null;
  if (from === null) return null;
  const aligned =
    node === null ? null : align(document, node, first.at, new Set(positions.map(({ id }) => id)), near);
  const to = aligned?.at ?? { x: toGrid(first.at.x), y: toGrid(first.at.y) };
  return {
    edit: move(dragged, { x: to.x - from.x, y: to.y - from.y }),
    guides: aligned?.guides ?? null,
  };
}

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** Blocks let go on a frame belong to it, blocks dragged off one no longer do. */
export function settle(document: GraphDocument, nodes: readonly NodeId[]): Edit {
  const edits = nodes.flatMap((id): Edit[] => {
    const node = find(document.nodes, id);
    if (node === null) return [];
    const frame = frameAt(document, node);
    return frame === node.group ? [] : [assignGroup([id], frame)];
  });
  return inOrder(...edits);
}

/** The frame a block's middle is on; the smallest where several are. */
export function frameAt(document: GraphDocument, node: GraphNode): GraphNode['group'] {
  const { x, y, width, height } = boxOfNode(node);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const around = Object.values(document.groups)
    .filter(
      (group) =>
        middle.x >= group.x &&
        middle.x <= group.x + group.width &&
        middle.y >= group.y &&
        middle.y <= group.y + group.height,
    )
    .sort((a, b) => a.width * a.height - b.width * b.height);
  return around[0]?.id ?? null;
}
