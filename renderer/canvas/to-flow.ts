import type { Edge, Node, NodeHandle, Position } from '@xyflow/react';
import type { EdgeId, GroupId, NodeId, NoteId } from '../../shared/base/ids.ts';
import type {
  GraphDocument,
  GraphEdge,
  GraphGroup,
  GraphNode,
  GraphNote,
} from '../../shared/graph/document.ts';
import { find, type Selection } from '../../shared/graph/edits.ts';
import { shapeOf, type PlacedPort } from './geometry.ts';
import { boxOfNote } from './note-size.ts';
import type { End } from './wire.ts';

/**
 * Document records to React Flow's nodes and edges. With `from-flow.ts` the only file that knows both. What has not
 * changed keeps its object, so that React draws only what has.
 */
export type BlockNodeData = Node<{ readonly node: GraphNode; readonly wired: string }, 'block'>;
export type FrameNodeData = Node<{ readonly group: GraphGroup }, 'frame'>;
export type NoteNodeData = Node<{ readonly note: GraphNote }, 'note'>;
export type FlowNode = BlockNodeData | FrameNodeData | NoteNodeData;
export type WireEdge = Edge<{ readonly edge: GraphEdge; readonly reference: boolean }, 'wire'>;

/** Half of a port's mark: wires meet its outer edge. */
export const PORT_HALF = 5.5;

export class ToFlow {
  #nodes = new Map<string, FlowNode>();
  #edges = new Map<string, WireEdge>();
  #wired = new Map<string, string>();
  #wiredFrom: GraphDocument['edges'] | null = null;

  nodes(document: GraphDocument, selection: Selection): FlowNode[] {
    this.#wire(document);
    const marked = new Set<string>([...selection.nodes, ...selection.groups, ...selection.notes]);
    const next = new Map<string, FlowNode>();
    for (const group of Object.values<GraphGroup>(document.groups)) {
      const kept = this.#nodes.get(group.id);
      const same =
        kept?.type === 'frame' && kept.data.group === group && kept.selected === marked.has(group.id);
      next.set(group.id, same ? kept : frameNode(group, marked.has(group.id)));
    }
    for (const note of Object.values<GraphNote>(document.notes)) {
      const kept = this.#nodes.get(note.id);
      const same = kept?.type === 'note' && kept.data.note === note && kept.selected === marked.has(note.id);
      next.set(note.id, same ? kept : noteNode(note, marked.has(note.id)));
    }
    for (const node of Object.values<GraphNode>(document.nodes)) {
      const kept = this.#nodes.get(node.id);
      const wired = this.#wired.get(node.id) ?? '';
      const same =
        kept?.type === 'block' &&
        kept.data.node === node &&
        kept.data.wired === wired &&
        kept.selected === marked.has(node.id);
      next.set(node.id, same ? kept : blockNode(node, wired, marked.has(node.id)));
    }
    this.#nodes = next;
    return [...next.values()];
  }

  edges(document: GraphDocument, selection: Selection): WireEdge[] {
    const marked = new Set<string>(selection.edges);
    const next = new Map<string, WireEdge>();
    for (const edge of Object.values<GraphEdge>(document.edges)) {
      const [from, to] = [find(document.nodes, edge.from.node), find(document.nodes, edge.to.node)];
      if (from === null || to === null) continue;
      const [a, b] = [portIn(from, edge.from.port), portIn(to, edge.to.port)];
      // A wire to a port that is gone has no place to be drawn; the findings tell of it.
      if (a === null || b === null) continue;
      const kept = this.#edges.get(edge.id);
      const selected = marked.has(edge.id);
      const backwards = b.spec.type.is === 'context' && b.spec.role === 'offers';
      const same =
        kept !== undefined &&
        kept.data?.edge === edge &&
        kept.selected === selected &&
        kept.source === (backwards ? edge.to.node : edge.from.node);
      next.set(edge.id, same ? kept : wireEdge(edge, isReference(a), backwards, selected));
    }
    this.#edges = next;
    return [...next.values()];
  }

  /** Which ports of each block have a wire, as a text that is cheap to compare. */
  #wire(document: GraphDocument): void {
    if (this.#wiredFrom === document.edges) return;
    const ports = new Map<string, Set<string>>();
    for (const edge of Object.values<GraphEdge>(document.edges)) {
      for (const end of [edge.from, edge.to]) {
        const known = ports.get(end.node);
        if (known === undefined) ports.set(end.node, new Set([end.port]));
        else known.add(end.port);
      }
    }
    this.#wired = new Map([...ports].map(([node, names]) => [node, ` ${[...names].sort().join(' ')} `]));
    this.#wiredFrom = document.edges;
  }
}

export const isWired = (wired: string, port: string): boolean => wired.includes(` ${port} `);

export const portIn = (node: GraphNode, port: string): PlacedPort | null =>
  shapeOf(node).ports.find((each) => each.spec.name === port) ?? null;

/** Locks, memory and the like: what is referred to, not sent along. */
export const isReference = (port: PlacedPort): boolean => port.side === 'bottom' || port.side === 'top';

/** Where a wire meets a port, on the canvas. */
export function endAt(node: GraphNode, port: PlacedPort): End {
  const out = { left: [-PORT_HALF, 0], right: [PORT_HALF, 0], top: [0, -PORT_HALF], bottom: [0, PORT_HALF] }[
    port.side
  ];
  return { x: node.x + port.x + out[0]!, y: node.y + port.y + out[1]!, side: port.side };
}

/** Both ends of a wire in the direction it is drawn; null when an end is missing. */
export function endsOf(document: GraphDocument, edge: GraphEdge): readonly [End, End] | null {
  const [from, to] = [find(document.nodes, edge.from.node), find(document.nodes, edge.to.node)];
  if (from === null || to === null) return null;
  const [a, b] = [portIn(from, edge.from.port), portIn(to, edge.to.port)];
  if (a === null || b === null) return null;
  const ends = [endAt(from, a), endAt(to, b)] as const;
  return b.spec.type.is === 'context' && b.spec.role === 'offers' ? [ends[1], ends[0]] : ends;
}

function blockNode(node: GraphNode, wired: string, selected: boolean): BlockNodeData {
  const { width, height, ports } = shapeOf(node);
  return {
    id: node.id,
    type: 'block',
    position: { x: node.x, y: node.y },
    data: { node, wired },
    selected,
    width,
    height,
    measured: { width, height },
    handles: ports.map(handleOf),
    zIndex: 2,
    ariaRole: 'group',
    focusable: false,
  };
}

const handleOf = ({ spec, side, x, y }: PlacedPort): NodeHandle => ({
  id: spec.name,
  // In loose mode any end may start a wire; the rules of wiring say which way it runs.
  type: 'source',
  position: side as Position,
  x: x - PORT_HALF,
  y: y - PORT_HALF,
  width: PORT_HALF * 2,
  height: PORT_HALF * 2,
});

const frameNode = (group: GraphGroup, selected: boolean): FrameNodeData => ({
  id: group.id,
  type: 'frame',
  position: { x: group.x, y: group.y },
  data: { group },
  selected,
  width: group.width,
  height: group.height,
  measured: { width: group.width, height: group.height },
  handles: [],
  zIndex: 0,
  dragHandle: '.cv-frame-head',
  focusable: false,
});

function noteNode(note: GraphNote, selected: boolean): NoteNodeData {
  const { x, y, width, height } = boxOfNote(note);
  return {
    id: note.id,
    type: 'note',
    position: { x, y },
    data: { note },
    selected,
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: 1,
    focusable: false,
  };
}

function wireEdge(edge: GraphEdge, reference: boolean, backwards: boolean, selected: boolean): WireEdge {
  const [source, target] = backwards ? [edge.to, edge.from] : [edge.from, edge.to];
  return {
    id: edge.id,
    type: 'wire',
    source: source.node,
    sourceHandle: source.port,
    target: target.node,
    targetHandle: target.port,
    data: { edge, reference },
    selected,
    zIndex: 1,
    focusable: false,
    interactionWidth: 16,
    // Its ends can be moved once it is marked: before, they would lie over the ports.
    reconnectable: selected,
  };
}

/** What a selection holds of React Flow's ids, by kind of record. */
export function selectionOf(document: GraphDocument, ids: readonly string[]): Selection {
  return {
    nodes: ids.filter((id) => Object.hasOwn(document.nodes, id)) as NodeId[],
    edges: ids.filter((id) => Object.hasOwn(document.edges, id)) as EdgeId[],
    groups: ids.filter((id) => Object.hasOwn(document.groups, id)) as GroupId[],
    notes: ids.filter((id) => Object.hasOwn(document.notes, id)) as NoteId[],
  };
}
