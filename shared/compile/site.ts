import { invariant } from '../base/assert.ts';
import { objectId, type EdgeId, type NodeId, type ObjectId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { PortSpec, Site } from '../blocks/block.ts';
import { blockOf } from '../blocks/catalogue.ts';
import { readParam } from '../blocks/params.ts';
import { carriesChannel } from '../blocks/ports.ts';
import { NEW_CHANNEL, portsOf } from '../blocks/wiring.ts';
import type { EdgeEnd, GraphDocument, GraphEdge, GraphNode, WireChannel } from '../graph/document.ts';
import { find } from '../graph/edits.ts';
import { wires } from '../graph/query.ts';
import { nameEverything, type Names } from './names.ts';

/** A document with its ports and wires looked up once: what every question of validation and lowering goes to. */
export interface Sites {
  readonly document: GraphDocument;
  readonly names: Names;
  readonly of: (node: GraphNode) => Site;
  readonly ports: (id: NodeId) => readonly PortSpec[];
  readonly port: (end: EdgeEnd) => PortSpec | null;
  /** A port's wires, in the order of their ids. */
  readonly wires: (end: EdgeEnd) => readonly GraphEdge[];
  /** The channel a wire carries itself; null on every other wire. */
  readonly channelOf: (edge: GraphEdge) => WireChannel | null;
  readonly replicas: (id: NodeId) => number;
}

export const objectOfNode = (id: NodeId): ObjectId => objectId(id);
/** A colon keeps it apart from every block: `n1` and `wire:e1`. */
export const objectOfEdge = (id: EdgeId): ObjectId => objectId(`wire:${id}`);

export function makeSites(document: GraphDocument): Sites {
  const names = nameEverything(document);
  const ports = new Map<NodeId, readonly PortSpec[]>();
  for (const node of Object.values(document.nodes)) ports.set(node.id, portsOf(node));
  const byEnd = new Map<string, GraphEdge[]>();
  for (const edge of wires(document)) {
    for (const end of [edge.from, edge.to]) {
      const known = byEnd.get(keyOf(end));
      if (known === undefined) byEnd.set(keyOf(end), [edge]);
      else known.push(edge);
    }
  }

  const sites: Sites = {
    document,
    names,
    of: (node) => new NodeSite(sites, node),
    ports: (id) => ports.get(id) ?? [],
    port: (end) => ports.get(end.node)?.find((port) => port.name === end.port) ?? null,
    wires: (end) => byEnd.get(keyOf(end)) ?? [],
    channelOf(edge) {
      const [from, to] = [sites.port(edge.from), sites.port(edge.to)];
      if (from === null || to === null || !carriesChannel(from, to)) return null;
      return edge.channel ?? NEW_CHANNEL;
    },
    replicas(id) {
      const node = find(document.nodes, id);
      const spec = blockOf(node?.kind ?? '')?.params.find((param) => param.name === 'replicas');
      const value = spec === undefined || node === null ? 1 : readParam(spec, node.params);
      return typeof value === 'number' ? value : 1;
    },
  };
  return sites;
}

class NodeSite implements Site {
  readonly node: GraphNode;
  readonly #sites: Sites;

  constructor(sites: Sites, node: GraphNode) {
    this.node = node;
    this.#sites = sites;
  }

  get document(): GraphDocument {
    return this.#sites.document;
  }

  param(name: string): Json {
    const spec = blockOf(this.node.kind)?.params.find((param) => param.name === name);
    return spec === undefined ? null : readParam(spec, this.node.params);
  }

  objects(port: string): readonly ObjectId[] {
    const end = { node: this.node.id, port };
    if (this.#sites.port(end)?.role !== 'uses') return [];
    return this.#sites.wires(end).map((edge) => this.#objectOf(edge));
  }

  self(): ObjectId {
    return objectOfNode(this.node.id);
  }

  senders(): number {
    return this.#sendersOn(this.node.id).reduce((sum, id) => sum + this.#sites.replicas(id), 0);
  }

  closes(): readonly ObjectId[] {
    const closing = this.#sites
      .ports(this.node.id)
      .filter((port) => port.role === 'uses' && port.type.is === 'send')
      .flatMap((port) => this.#sites.wires({ node: this.node.id, port: port.name }))
      .filter((edge) => this.#closesWithSenders(edge))
      .map((edge) => this.#objectOf(edge));
    return [...new Set(closing)];
  }

  identifier(): string {
    return this.#sites.names.ofNode(this.node.id);
  }

  #objectOf(edge: GraphEdge): ObjectId {
    if (this.#sites.channelOf(edge) !== null) return objectOfEdge(edge.id);
    return objectOfNode(edge.from.node === this.node.id ? edge.to.node : edge.from.node);
  }

  /** Blocks wired to send on a channel block, each once. */
  #sendersOn(channel: NodeId): readonly NodeId[] {
    const ends = this.#sites
      .ports(channel)
      .filter((port) => port.role === 'offers' && port.type.is === 'recv');
    const edges = ends.flatMap((port) => this.#sites.wires({ node: channel, port: port.name }));
    return [...new Set(edges.map((edge) => edge.from.node))];
  }

  #closesWithSenders(edge: GraphEdge): boolean {
    const channel = this.#sites.channelOf(edge);
    if (channel !== null) return channel.closes;
    const far = find(this.document.nodes, edge.to.node);
    invariant(far !== null, 'a wire of a document has two ends');
    return new NodeSite(this.#sites, far).param('closes') === true;
  }
}

const keyOf = (end: EdgeEnd): string => JSON.stringify([end.node, end.port]);
