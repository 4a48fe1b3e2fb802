import type { NodeId } from '../base/ids.ts';
import type { EdgeEnd, GraphDocument, GraphEdge } from './document.ts';
import { compareIds } from './ids.ts';

/** Questions about a drawing. Answers are in the order of ids. */

export const wires = (document: GraphDocument): readonly GraphEdge[] =>
  Object.values(document.edges).sort((a, b) => compareIds(a.id, b.id));

export const wiresOf = (document: GraphDocument, node: NodeId): readonly GraphEdge[] =>
  wires(document).filter((edge) => edge.from.node === node || edge.to.node === node);

export const wiresOfPort = (document: GraphDocument, end: EdgeEnd): readonly GraphEdge[] =>
  wires(document).filter((edge) => isEnd(edge.from, end) || isEnd(edge.to, end));

/** The far ends of a port's wires. */
export const wiredTo = (document: GraphDocument, end: EdgeEnd): readonly EdgeEnd[] =>
  wiresOfPort(document, end).map((edge) => (isEnd(edge.from, end) ? edge.to : edge.from));

/** Blocks that blocks of this set send towards or refer to, the set itself left out. */
export const downstream = (document: GraphDocument, from: readonly NodeId[]): readonly NodeId[] =>
  reach(from, successors(document));

/** Blocks from which this set can be reached, the set itself left out. */
export const upstream = (document: GraphDocument, from: readonly NodeId[]): readonly NodeId[] =>
  reach(from, predecessors(document));

/** Every block joined to this set by wires, whichever way they run; the set included. */
export function connected(document: GraphDocument, from: readonly NodeId[]): readonly NodeId[] {
  const rest = reach(from, neighbours(document));
  return [...new Set([...from, ...rest])].sort(compareIds);
}

/** The drawing's separate pieces. */
export function components(document: GraphDocument): readonly (readonly NodeId[])[] {
  const all = neighbours(document);
  const seen = new Set<NodeId>();
  return nodeIds(document).flatMap((start) => {
    if (seen.has(start)) return [];
    const piece = [start, ...reach([start], all)].sort(compareIds);
    for (const node of piece) seen.add(node);
    return [piece];
  });
}

/**
 * Groups of blocks that can reach one another along the wires' direction: each group of two or more, and each
 * block wired to itself.
 */
export function cycles(document: GraphDocument): readonly (readonly NodeId[])[] {
  const next = successors(document);
  return stronglyConnected(nodeIds(document), next).filter(
    (piece) => piece.length > 1 || (next.get(piece[0]!) ?? []).includes(piece[0]!),
  );
}

type Steps = ReadonlyMap<NodeId, readonly NodeId[]>;

const nodeIds = (document: GraphDocument): readonly NodeId[] =>
  Object.values(document.nodes)
    .map((node) => node.id)
    .sort(compareIds);

const isEnd = (a: EdgeEnd, b: EdgeEnd): boolean => a.node === b.node && a.port === b.port;

const successors = (document: GraphDocument): Steps =>
  steps(document, (edge) => [[edge.from.node, edge.to.node]]);

const predecessors = (document: GraphDocument): Steps =>
  steps(document, (edge) => [[edge.to.node, edge.from.node]]);

const neighbours = (document: GraphDocument): Steps =>
  steps(document, (edge) => [
    [edge.from.node, edge.to.node],
    [edge.to.node, edge.from.node],
  ]);

function steps(
  document: GraphDocument,
  of: (edge: GraphEdge) => readonly (readonly [NodeId, NodeId])[],
): Steps {
  const map = new Map<NodeId, NodeId[]>();
  for (const [from, to] of wires(document).flatMap(of)) {
    const known = map.get(from);
    if (known === undefined) map.set(from, [to]);
    else known.push(to);
  }
  return map;
}

function reach(from: readonly NodeId[], next: Steps): readonly NodeId[] {
  const seen = new Set(from);
  const queue = [...from];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const neighbour of next.get(node) ?? []) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      queue.push(neighbour);
    }
  }
  const start = new Set(from);
  return [...seen].filter((node) => !start.has(node)).sort(compareIds);
}

/**
 * Tarjan's algorithm with its own stack: a drawing of ten thousand blocks in a row must not end in a stack
 * overflow.
 */
function stronglyConnected(nodes: readonly NodeId[], next: Steps): readonly (readonly NodeId[])[] {
  const index = new Map<NodeId, number>();
  const low = new Map<NodeId, number>();
  const open: NodeId[] = [];
  const isOpen = new Set<NodeId>();
  const pieces: NodeId[][] = [];

  for (const start of nodes) {
    if (index.has(start)) continue;
    const visits: { node: NodeId; at: number }[] = [{ node: start, at: 0 }];
    while (visits.length > 0) {
      const visit = visits[visits.length - 1]!;
      const { node } = visit;
      if (visit.at === 0) {
        index.set(node, index.size);
        low.set(node, index.get(node)!);
        open.push(node);
        isOpen.add(node);
      }
      const child = next.get(node)?.[visit.at];
      visit.at++;
      if (child !== undefined) {
        if (!index.has(child)) visits.push({ node: child, at: 0 });
        else if (isOpen.has(child)) low.set(node, Math.min(low.get(node)!, index.get(child)!));
        continue;
      }
      visits.pop();
      const parent = visits[visits.length - 1]?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const piece = open.splice(open.lastIndexOf(node));
      for (const member of piece) isOpen.delete(member);
      pieces.push(piece.sort(compareIds));
    }
  }
  return pieces.sort((a, b) => compareIds(a[0]!, b[0]!));
}
