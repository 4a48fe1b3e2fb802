import type { ObjectId } from '../base/ids.ts';
import type { Lowered } from '../blocks/block.ts';
import { blockOf } from '../blocks/catalogue.ts';
import { zeroValue } from '../blocks/zero-value.ts';
import type { GraphDocument, GraphEdge } from '../graph/document.ts';
import { compareIds } from '../graph/ids.ts';
import { wires } from '../graph/query.ts';
import type { InputDecl, ObjectDecl, Program } from '../ir/program.ts';
import { hasErrors, type Finding } from './findings.ts';
import { makeSites, objectOfEdge, type Sites } from './site.ts';
import { validate } from './validate.ts';

export interface Compiled {
  /** Null when a finding is an error. */
  readonly program: Program | null;
  readonly findings: readonly Finding[];
}

/** A document to its program, or everything that stands in the way. The same document gives the same program. */
export function compile(document: GraphDocument): Compiled {
  const sites = makeSites(document);
  const findings = validate(document, sites);
  if (hasErrors(findings)) return { program: null, findings };
  const lowered = Object.values(document.nodes)
    .sort((a, b) => compareIds(a.id, b.id))
    .map((node): Lowered => blockOf(node.kind)?.lower(sites.of(node)) ?? {});
  const drawn = lowered.flatMap((part) => part.objects ?? []);
  const wired = wires(document).flatMap((edge) => channelOnWire(edge, sites));
  const program: Program = {
    name: document.name,
    types: document.types,
    objects: inOrderOfNeed([...drawn, ...wired]),
    goroutines: lowered.flatMap((part) => part.goroutines ?? []),
    inputs: eachOnce(lowered.flatMap((part) => part.inputs ?? [])),
  };
  return { program, findings };
}

function channelOnWire(edge: GraphEdge, sites: Sites): readonly ObjectDecl[] {
  const channel = sites.channelOf(edge);
  const type = sites.port(edge.from)?.type;
  if (channel === null || type?.is !== 'send') return [];
  return [
    {
      id: objectOfEdge(edge.id),
      name: sites.names.ofEdge(edge.id),
      node: null,
      edge: edge.id,
      kind: 'chan',
      elem: type.elem,
      capacity: channel.capacity,
      senders: channel.closes ? sites.replicas(edge.from.node) : 0,
      ...zeroValue(type.elem, sites.document.types),
    },
  ];
}

/** An object stands behind the one it is made from: a context behind its parent, a condition behind its lock. */
function inOrderOfNeed(objects: readonly ObjectDecl[]): readonly ObjectDecl[] {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const placed = new Set<ObjectId>();
  const order: ObjectDecl[] = [];
  for (const object of objects) {
    const chain: ObjectDecl[] = [];
    for (let at: ObjectDecl | undefined = object; at !== undefined && !placed.has(at.id); at = needOf(at)) {
      placed.add(at.id);
      chain.push(at);
    }
    order.push(...chain.reverse());
  }
  return order;

  function needOf(object: ObjectDecl): ObjectDecl | undefined {
    if (object.kind === 'cond') return byId.get(object.locker);
    return object.kind === 'context' && object.parent !== null ? byId.get(object.parent) : undefined;
  }
}

/** Blocks may share an input; validation saw to it that they agree about the sample. */
const eachOnce = (inputs: readonly InputDecl[]): readonly InputDecl[] =>
  [...new Map(inputs.toReversed().map((input) => [input.name, input])).values()].reverse();
