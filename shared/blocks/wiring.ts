import { err, ok, type Result } from '../base/result.ts';
import type { EdgeEnd, GraphDocument, GraphNode, WireChannel } from '../graph/document.ts';
import { find } from '../graph/edits.ts';
import type { PortSpec } from './block.ts';
import { blockOf } from './catalogue.ts';
import { carriesChannel, mayConnect, type Refusal } from './ports.ts';

/** Ports and wires of a document, by the rules of the catalogue. */

/** The ports of a block; none for a kind this program does not have. */
export const portsOf = (node: GraphNode): readonly PortSpec[] => blockOf(node.kind)?.ports(node.params) ?? [];

export function portAt(document: GraphDocument, end: EdgeEnd): PortSpec | null {
  const node = find(document.nodes, end.node);
  return node === null ? null : (portsOf(node).find((port) => port.name === end.port) ?? null);
}

/** A wire as `connect` of `shared/graph/edits.ts` takes it. */
export interface Joint {
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  readonly channel: WireChannel | null;
}

/** The channel of a wire drawn straight between two goroutines, until a person says otherwise. */
export const NEW_CHANNEL: WireChannel = { name: '', capacity: 0, closes: true };

export type JoinRefusal = Refusal | { readonly why: 'unknown-port' } | { readonly why: 'same-block' };

/**
 * The wire between two ports, whichever end a person started from, or why there is none. A port that takes one wire
 * and has it is no reason: the document then says so.
 */
export function join(document: GraphDocument, a: EdgeEnd, b: EdgeEnd): Result<Joint, JoinRefusal> {
  const [portA, portB] = [portAt(document, a), portAt(document, b)];
  if (portA === null || portB === null) return err({ why: 'unknown-port' });
  const forwards = mayConnect(portA, portB);
  const backwards = mayConnect(portB, portA);
  if (forwards !== null && backwards !== null) {
    // Two channel ends of opposite direction have something to say about their types only one way round.
    return err(forwards.why === 'same-direction' ? backwards : forwards);
  }
  const [from, to] = forwards === null ? [a, b] : [b, a];
  if (from.node === to.node) return err({ why: 'same-block' });
  const straight = forwards === null ? carriesChannel(portA, portB) : carriesChannel(portB, portA);
  return ok({ from, to, channel: straight ? NEW_CHANNEL : null });
}
