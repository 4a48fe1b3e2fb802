import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { NodeId } from '../../shared/base/ids.ts';
import type { GraphDocument, GraphEdge, GraphNode } from '../../shared/graph/document.ts';
import { find, type Point } from '../../shared/graph/edits.ts';
import { shapeOf, type Side } from './geometry.ts';
import { around, boxOfNode } from './view.ts';

/** Tidies blocks: data from left to right in straight lines, objects below those who use them. */

type Positions = Readonly<Record<NodeId, Point>>;

/**
 * Where blocks go. `only`: these and no others, kept about where they are; null: all. Runs in a thread of its own,
 * loaded on first use.
 * @throws Error when the layout could not be made
 */
export async function arrange(document: GraphDocument, only: readonly NodeId[] | null): Promise<Positions> {
  const chosen = only === null ? null : new Set<string>(only);
  const nodes = Object.values<GraphNode>(document.nodes).filter((node) => chosen?.has(node.id) ?? true);
  if (nodes.length === 0) return {};
  const elk = await theElk();
  const done = await elk.layout(graphOf(document, nodes));
  return positionsOf(nodes, done);
}

interface Elk {
  layout(graph: ElkNode): Promise<ElkNode>;
}

let made: Promise<Elk> | null = null;

function theElk(): Promise<Elk> {
  made ??= (async () => {
    const [{ default: ELK }, { default: url }] = await Promise.all([
      import('elkjs/lib/elk-api.js'),
      import('elkjs/lib/elk-worker.min.js?url'),
    ]);
    return new ELK({ workerFactory: () => new Worker(url, { name: 'layout' }) });
  })();
  // A page that lost its thread may try again.
  made.catch(() => (made = null));
  return made;
}

const OPTIONS: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.componentComponent': '56',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.separateConnectedComponents': 'true',
  'elk.aspectRatio': '1.8',
};

const ELK_SIDE: Readonly<Record<Side, string>> = {
  left: 'WEST',
  right: 'EAST',
  top: 'NORTH',
  bottom: 'SOUTH',
};

/** The graph the layout reads: sizes, the places of ports, and the wires between the blocks it moves. */
export function graphOf(document: GraphDocument, nodes: readonly GraphNode[]): ElkNode {
  const inside = new Set(nodes.map((node) => node.id));
  const byPlace = [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
  return {
    id: 'root',
    layoutOptions: OPTIONS,
    children: byPlace.map((node) => {
      const { width, height, ports } = shapeOf(node);
      return {
        id: node.id,
        width,
        height,
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
        ports: ports.map(({ spec, side, x, y }) => ({
          id: portId(node.id, spec.name),
          width: 0,
          height: 0,
          x: Math.min(width, Math.max(0, x)),
          y: Math.min(height, Math.max(0, y)),
          layoutOptions: { 'elk.port.side': ELK_SIDE[side] },
        })),
      };
    }),
    edges: Object.values<GraphEdge>(document.edges)
      .filter((edge) => inside.has(edge.from.node) && inside.has(edge.to.node) && hasPorts(document, edge))
      .map((edge) => {
        // A context is drawn towards those who use it.
        const backwards = portOf(document, edge, 'to')?.side === 'right';
        const [from, to] = backwards ? [edge.to, edge.from] : [edge.from, edge.to];
        const straight = portOf(document, edge, 'from')?.side === 'right';
        return {
          id: edge.id,
          sources: [portId(from.node, from.port)],
          targets: [portId(to.node, to.port)],
          layoutOptions: { 'elk.layered.priority.straightness': straight ? '10' : '0' },
        };
      }),
  };
}

const portId = (node: string, port: string): string => JSON.stringify([node, port]);

const portOf = (document: GraphDocument, edge: GraphEdge, end: 'from' | 'to') => {
  const node = find(document.nodes, edge[end].node);
  return node === null ? undefined : shapeOf(node).ports.find(({ spec }) => spec.name === edge[end].port);
};

const hasPorts = (document: GraphDocument, edge: GraphEdge): boolean =>
  portOf(document, edge, 'from') !== undefined && portOf(document, edge, 'to') !== undefined;

/** Where the blocks end up: as laid out, with the upper left corner where it was. */
export function positionsOf(nodes: readonly GraphNode[], done: ElkNode): Positions {
  const before = around(nodes.map(boxOfNode));
  const placed = new Map((done.children ?? []).map((child) => [child.id, child]));
  const after = around(
    [...placed.values()].map(({ x = 0, y = 0, width = 0, height = 0 }) => ({ x, y, width, height })),
  );
  const grid = (value: number): number => Math.round(value / 4) * 4;
  return Object.fromEntries(
    nodes.flatMap((node) => {
      const at = placed.get(node.id);
      if (at === undefined || before === null || after === null) return [];
      return [
        [node.id, { x: grid(before.x + (at.x ?? 0) - after.x), y: grid(before.y + (at.y ?? 0) - after.y) }],
      ];
    }),
  ) as Positions;
}
