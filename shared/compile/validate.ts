import { checkTypes } from '../body/check-types.ts';
import type { NodeId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Block, ParamSpec } from '../blocks/block.ts';
import { blockOf } from '../blocks/catalogue.ts';
import { checkParam, readParam } from '../blocks/params.ts';
import { mayConnect } from '../blocks/ports.ts';
import { parseType } from '../body/parse.ts';
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts';
import { find } from '../graph/edits.ts';
import { compareIds } from '../graph/ids.ts';
import { wires } from '../graph/query.ts';
import { neverClosed } from './closing.ts';
import { error, hasErrors, warning, type Finding } from './findings.ts';
import { makeSites, type Sites } from './site.ts';

/**
 * Everything that is wrong with a document, in the order of its blocks and then its wires: errors stand in the way
 * of a run, warnings do not. Never throws, whatever the document holds.
 */
export function validate(document: GraphDocument, sites: Sites = makeSites(document)): readonly Finding[] {
  const nodes = Object.values(document.nodes).sort((a, b) => compareIds(a.id, b.id));
  const findings = [
    ...typesFindings(document.types),
    ...nodes.flatMap((node) => nodeFindings(node, sites)),
    ...wires(document).flatMap((edge) => edgeFindings(edge, sites)),
    ...nameFindings(nodes),
    ...inputFindings(nodes),
    ...mainFindings(nodes, sites),
    ...cycleFindings(document, nodes),
  ];
  // What is reachable can only be told of a drawing that is sound.
  return hasErrors(findings) ? findings : [...findings, ...neverClosed(nodes, sites)];
}

/** Declarations of types and nothing else: whatever else stood there, no goroutine would see it. */
const typesFindings = (types: string): readonly Finding[] =>
  checkTypes(types).map((finding) =>
    finding.code === 'not-supported'
      ? error('bad-types', finding.place, { problem: 'no-declaration', line: finding.place.line ?? 1 })
      : finding,
  );

// --- one block

function nodeFindings(node: GraphNode, sites: Sites): readonly Finding[] {
  const block = blockOf(node.kind);
  if (block === null)
    return [error('unknown-block', { node: node.id }, { kind: node.kind, name: node.name })];
  const params = paramFindings(node, block);
  return [
    ...params,
    ...block.validate(sites.of(node)),
    ...portFindings(node, sites),
    ...(block.family === 'channel' ? channelFindings(node, sites) : []),
  ];
}

function paramFindings(node: GraphNode, block: Block): readonly Finding[] {
  const unknown = Object.keys(node.params)
    .filter((name) => block.params.every((spec) => spec.name !== name))
    .map((param) => warning('unknown-param', { node: node.id, param }, { kind: node.kind, param }));
  const wrong = block.params.flatMap((spec) => {
    const value = Object.hasOwn(node.params, spec.name) ? node.params[spec.name]! : spec.initial;
    const problem = problemOf(spec, value);
    if (problem === null) return [];
    const values = { kind: node.kind, param: spec.name, ...problem };
    return [error('bad-param', { node: node.id, param: spec.name }, values)];
  });
  return [...unknown, ...wrong];
}

/** As `values` of a finding: `problem` chooses the sentence. */
function problemOf(spec: ParamSpec, value: Json): Record<string, string | number> | null {
  const problem = checkParam(spec, value);
  if (problem !== null) {
    const { is, ...rest } = problem;
    return { problem: is, ...rest };
  }
  const isType = spec.type === 'typescript-type' && typeof value === 'string';
  return isType && parseType(value) === null ? { problem: 'not-a-type' } : null;
}

function portFindings(node: GraphNode, sites: Sites): readonly Finding[] {
  return sites.ports(node.id).flatMap((port) => {
    const count = sites.wires({ node: node.id, port: port.name }).length;
    const place = { node: node.id, port: port.name };
    const values = { port: port.name, name: node.name };
    if (count > 1 && !port.many) return [error('too-many-wires', place, { ...values, count })];
    if (count > 0 || port.role === 'offers') return [];
    if (port.required) return [error('unwired-port', place, values)];
    const channel = port.type.is === 'recv' || port.type.is === 'send';
    return channel ? [warning('nil-channel', place, values)] : [];
  });
}

function channelFindings(node: GraphNode, sites: Sites): readonly Finding[] {
  const values = { name: node.name };
  const isWired = (port: string): boolean => sites.wires({ node: node.id, port }).length > 0;
  return [
    ...(isWired('in') ? [] : [warning('no-sender', { node: node.id, port: 'in' }, values)]),
    ...(isWired('out') ? [] : [warning('no-receiver', { node: node.id, port: 'out' }, values)]),
  ];
}

// --- one wire

function edgeFindings(edge: GraphEdge, sites: Sites): readonly Finding[] {
  const unknown = [edge.from, edge.to].flatMap((end) => {
    const node = find(sites.document.nodes, end.node);
    if (node === null) {
      return [error('dangling-edge', { edge: edge.id }, { edge: edge.id, node: end.node })];
    }
    // Of a block nobody knows, nobody knows the ports.
    if (blockOf(node.kind) === null || sites.port(end) !== null) return [];
    const place = { node: end.node, edge: edge.id, port: end.port };
    return [error('unknown-port', place, { port: end.port, name: node.name })];
  });
  const [from, to] = [sites.port(edge.from), sites.port(edge.to)];
  if (unknown.length > 0 || from === null || to === null) return unknown;
  const refusal = mayConnect(from, to);
  const { why, ...values } = refusal ?? { why: null };
  const place = { node: edge.to.node, edge: edge.id, port: edge.to.port };
  return why === null ? [] : [error('port-mismatch', place, { why, ...values })];
}

// --- the whole drawing

function nameFindings(nodes: readonly GraphNode[]): readonly Finding[] {
  const first = new Map<string, NodeId>();
  return nodes.flatMap((node) => {
    const earlier = first.get(node.name);
    first.set(node.name, earlier ?? node.id);
    const place = { node: node.id };
    return earlier === undefined || node.name === ''
      ? []
      : [warning('name-taken', place, { name: node.name })];
  });
}

/** One input is one text: its sample, too, has to be the same everywhere. */
function inputFindings(nodes: readonly GraphNode[]): readonly Finding[] {
  const samples = new Map<string, Json>();
  return nodes.flatMap((node) => {
    const specs = blockOf(node.kind)?.params ?? [];
    const [input, sample] = ['input', 'sample'].map((name) => specs.find((spec) => spec.name === name));
    if (input === undefined || sample === undefined) return [];
    const name = JSON.stringify(readParam(input, node.params));
    const text = readParam(sample, node.params);
    const earlier = samples.get(name);
    samples.set(name, earlier ?? text);
    const place = { node: node.id, param: 'input' };
    return earlier === undefined || earlier === text
      ? []
      : [error('input-taken', place, { input: JSON.parse(name) as string })];
  });
}

function mainFindings(nodes: readonly GraphNode[], sites: Sites): readonly Finding[] {
  const running = nodes.filter((node) => runs(blockOf(node.kind)));
  if (running.length === 0) return [error('no-goroutine', {})];
  const mains = running.filter((node) => sites.of(node).param('main') === true);
  const [first, ...others] = mains;
  return [
    ...others.map((node) =>
      error('two-mains', { node: node.id, param: 'main' }, { first: first?.name ?? '', name: node.name }),
    ),
    ...mains
      .filter((node) => sites.replicas(node.id) > 1)
      .map((node) => {
        const values = { name: node.name, replicas: sites.replicas(node.id) };
        return error('main-replicas', { node: node.id, param: 'replicas' }, values);
      }),
  ];
}

const RUNNING: ReadonlySet<string> = new Set<Block['family']>(['goroutine', 'select', 'ready-made']);

const runs = (block: Block | null): boolean => block !== null && RUNNING.has(block.family);

/** A context cannot be above itself. */
function cycleFindings(document: GraphDocument, nodes: readonly GraphNode[]): readonly Finding[] {
  const parents = new Map<NodeId, NodeId>();
  for (const edge of wires(document)) {
    const isParent = find(document.nodes, edge.from.node)?.kind === 'context' && edge.from.port === 'parent';
    if (isParent) parents.set(edge.from.node, edge.to.node);
  }
  const reported = new Set<NodeId>();
  return nodes.flatMap((node) => {
    const ring = ringFrom(node.id, parents);
    if (ring.length === 0 || reported.has(node.id)) return [];
    for (const member of ring) reported.add(member);
    const names = ring.map((id) => find(document.nodes, id)?.name ?? id).join(', ');
    return [error('parent-cycle', { node: node.id, port: 'parent' }, { names })];
  });
}

/** The blocks met on the way up from one back to itself; empty when the way does not come back. */
function ringFrom(start: NodeId, parents: ReadonlyMap<NodeId, NodeId>): readonly NodeId[] {
  const ring: NodeId[] = [start];
  const seen = new Set<NodeId>(ring);
  for (let at = parents.get(start); at !== undefined; at = parents.get(at)) {
    if (at === start) return ring;
    if (seen.has(at)) return [];
    seen.add(at);
    ring.push(at);
  }
  return [];
}
