import type { NodeId } from '../../shared/base/ids.ts';
import { join, portsOf, type JoinRefusal } from '../../shared/blocks/wiring.ts';
import type { PortSpec } from '../../shared/blocks/block.ts';
import type { EdgeEnd, GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import { connect, find, inOrder, type Edit } from '../../shared/graph/edits.ts';
import { wiresOfPort } from '../../shared/graph/query.ts';

/** Which ports fit each other, and the edits that join them. */

export function mayEndAt(document: GraphDocument, from: EdgeEnd, to: EdgeEnd): boolean {
  return !isSame(from, to) && join(document, from, to).ok;
}

/** Why a wire from one port to another cannot be, or null when it can. */
export function refusalOf(document: GraphDocument, from: EdgeEnd, to: EdgeEnd): JoinRefusal | null {
  const joint = join(document, from, to);
  return joint.ok ? null : joint.error;
}

/**
 * The edit that joins two ports; null when they do not fit. A port that takes one wire and has it gets the new one in
 * its place: that is what a person means who draws it.
 */
export function joinEdit(document: GraphDocument, a: EdgeEnd, b: EdgeEnd): Edit | null {
  const joint = join(document, a, b);
  if (!joint.ok) return null;
  const { from, to, channel } = joint.value;
  return connect(from, to, channel);
}

/** An end of a port that fits `from`. Free ports come first. */
export function fittingPorts(document: GraphDocument, from: EdgeEnd, node: GraphNode): readonly PortSpec[] {
  const fits = portsOf(node).filter((spec) => mayEndAt(document, from, { node: node.id, port: spec.name }));
  const free = (spec: PortSpec): boolean =>
    wiresOfPort(document, { node: node.id, port: spec.name }).length === 0;
  return [...fits].sort((a, b) => Number(free(b)) - Number(free(a)));
}

/** Every port of the drawing that a wire from `from` may go to, free ones first, nearest blocks first. */
export function targetsOf(document: GraphDocument, from: EdgeEnd): readonly EdgeEnd[] {
  const here = find(document.nodes, from.node);
  if (here === null) return [];
  const far = (node: GraphNode): number => Math.hypot(node.x - here.x, node.y - here.y);
  return Object.values<GraphNode>(document.nodes)
    .filter((node) => node.id !== from.node)
    .sort((a, b) => far(a) - far(b))
    .flatMap((node) =>
      fittingPorts(document, from, node).map((spec) => ({ node: node.id, port: spec.name })),
    );
}

/** Adds a block and, where one of its ports fits, a wire to it from `from`. */
export function addWired(node: GraphNode, from: EdgeEnd | null): Edit {
  return (document) => {
    const added: GraphDocument = { ...document, nodes: { ...document.nodes, [node.id]: node } };
    if (from === null) return added;
    const [port] = fittingPorts(added, from, node);
    const edit = port === undefined ? null : joinEdit(added, from, { node: node.id, port: port.name });
    return edit === null ? added : edit(added);
  };
}

/** Puts a block into a wire: what came along it goes through the block. Unchanged wire where it does not fit. */
export function spliceInto(node: GraphNode, id: NodeId | string): Edit {
  return (document) => {
    const added: GraphDocument = { ...document, nodes: { ...document.nodes, [node.id]: node } };
    const edge = Object.values(document.edges).find((each) => each.id === id);
    if (edge === undefined) return added;
    const { [edge.id]: _gone, ...edges } = added.edges;
    const open: GraphDocument = { ...added, edges };
    const [into] = fittingPorts(open, edge.from, node);
    const [out] = fittingPorts(open, edge.to, node);
    if (into === undefined || out === undefined || into.name === out.name) return added;
    const first = joinEdit(open, edge.from, { node: node.id, port: into.name });
    const second = joinEdit(open, { node: node.id, port: out.name }, edge.to);
    return first === null || second === null ? added : inOrder(first, second)(open);
  };
}

export const isSame = (a: EdgeEnd, b: EdgeEnd): boolean => a.node === b.node && a.port === b.port;
