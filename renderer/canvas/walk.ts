import type { NodeId } from '../../shared/base/ids.ts';
import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import { find } from '../../shared/graph/edits.ts';
import { boxOfNode } from './view.ts';

/** From block to block with the arrow keys. */
export type Direction = 'left' | 'right' | 'up' | 'down';

export const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The nearest block in a direction: one that is more that way than aside, the near ones and those in line first. From
 * nowhere, the one most to the upper left. Null when there is none.
 */
export function neighbour(document: GraphDocument, from: NodeId | null, direction: Direction): NodeId | null {
  const nodes = Object.values<GraphNode>(document.nodes);
  const here = from === null ? null : find(document.nodes, from);
  if (here === null) return best(nodes, (node) => node.x + node.y);
  const [x, y] = middle(here);
  return best(
    nodes.filter((node) => node.id !== here.id),
    (node) => {
      const [dx, dy] = [middle(node)[0] - x, middle(node)[1] - y];
      const [ahead, aside] = {
        left: [-dx, dy],
        right: [dx, dy],
        up: [-dy, dx],
        down: [dy, dx],
      }[direction] as [number, number];
      // Straight ahead is a quarter turn wide.
      if (ahead <= 0 || Math.abs(aside) > ahead * 1.5) return Infinity;
      return ahead + 2 * Math.abs(aside);
    },
  );
}

const middle = (node: GraphNode): readonly [number, number] => {
  const { x, y, width, height } = boxOfNode(node);
  return [x + width / 2, y + height / 2];
};

function best(nodes: readonly GraphNode[], cost: (node: GraphNode) => number): NodeId | null {
  let least = Infinity;
  let found: NodeId | null = null;
  for (const node of nodes) {
    const price = cost(node);
    if (price < least) [least, found] = [price, node.id];
  }
  return found;
}
