import type { PortParam } from '../../shared/blocks/block.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import { parsePort, PORT_LOOK, printPortType, type PortKind } from '../../shared/blocks/ports.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { disconnect, inOrder, renamePort, setParam, type Edit } from '../../shared/graph/edits.ts';
import { wiresOfPort } from '../../shared/graph/query.ts';

/** The ports a person lists on a block, and the edits to that list. */

/** Null for a kind whose ports follow from its parameters. */
export function listedPortsOf(node: GraphNode): readonly PortParam[] | null {
  const spec = blockOf(node.kind)?.params.find(({ type }) => type === 'ports');
  return spec === undefined ? null : (readParam(spec, node.params) as readonly PortParam[]);
}

const setPorts = (node: GraphNode, list: readonly PortParam[]): Edit => setParam(node.id, 'ports', list);

/** Appends a port of this kind under a name that is free. Returns the edit and the new port's name. */
export function addPort(node: GraphNode, kind: PortKind): { readonly edit: Edit; readonly name: string } {
  const list = listedPortsOf(node) ?? [];
  const name = freshPortName(list, kind);
  return { name, edit: setPorts(node, [...list, { name, type: newPortType(list, kind) }]) };
}

/** Takes a port off the list, and its wires with it. */
export const deletePort =
  (node: GraphNode, index: number): Edit =>
  (document) => {
    const list = listedPortsOf(node) ?? [];
    const gone = list[index];
    if (gone === undefined) return document;
    const rest = list.filter((_, i) => i !== index);
    // Another row of that name keeps the wires.
    const wires = rest.some(({ name }) => name === gone.name)
      ? []
      : wiresOfPort(document, { node: node.id, port: gone.name }).map(({ id }) => id);
    return inOrder(disconnect(wires), setPorts(node, rest))(document);
  };

/** Renames a port; its wires and the cases of a select follow, unless another port has either name. */
export const renameListed =
  (node: GraphNode, index: number, to: string): Edit =>
  (document) => {
    const list = listedPortsOf(node) ?? [];
    const row = list[index];
    if (row === undefined || row.name === to) return document;
    const shared = list.some(({ name }, i) => i !== index && (name === row.name || name === to));
    return shared
      ? setPorts(node, replaced(list, index, { ...row, name: to }))(document)
      : renamePort(node.id, row.name, to)(document);
  };

export function retypePort(node: GraphNode, index: number, type: string): Edit {
  const list = listedPortsOf(node) ?? [];
  const row = list[index];
  return row === undefined ? (document) => document : setPorts(node, replaced(list, index, { ...row, type }));
}

/** Another kind of port; what it carries and whether it takes many wires stay where they can. */
export function changePortKind(node: GraphNode, index: number, kind: PortKind): Edit {
  const list = listedPortsOf(node) ?? [];
  const before = parsePort(list[index]?.type ?? '');
  const elem = before !== null && 'elem' in before.type ? before.type.elem : elementNear(list);
  const type = PORT_LOOK[kind].generic ? `${kind}<${elem}>` : kind;
  return retypePort(node, index, before?.many === true ? `${type}[]` : type);
}

export function movePort(node: GraphNode, index: number, by: 1 | -1): Edit {
  const list = listedPortsOf(node) ?? [];
  return index + by < 0 || index + by >= list.length
    ? (document) => document
    : setPorts(node, swapped(list, index, index + by));
}

/** The names people give such a port. */
const USUAL: Readonly<Record<PortKind, string>> = {
  recv: 'values',
  send: 'results',
  mutex: 'mu',
  rwmutex: 'mu',
  waitgroup: 'wg',
  once: 'once',
  cond: 'cond',
  semaphore: 'sem',
  atomic: 'counter',
  errgroup: 'group',
  singleflight: 'flight',
  context: 'ctx',
  signal: 'cancel',
  var: 'shared',
  queue: 'queue',
  stack: 'stack',
  hashmap: 'table',
  pool: 'pool',
};

export function freshPortName(list: readonly PortParam[], kind: PortKind): string {
  const taken = new Set(list.map(({ name }) => name));
  const base = USUAL[kind];
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}${n}`;
    if (!taken.has(name)) return name;
  }
}

const newPortType = (list: readonly PortParam[], kind: PortKind): string =>
  PORT_LOOK[kind].generic ? `${kind}<${elementNear(list)}>` : kind;

/** What the ports already there carry: most bodies receive and send alike. */
function elementNear(list: readonly PortParam[]): string {
  const types = list.flatMap(({ type }) => parsePort(type)?.type ?? []);
  const last = types.findLast((type) => 'elem' in type && (type.is === 'recv' || type.is === 'send'));
  return last !== undefined && 'elem' in last ? last.elem : 'number';
}

/** How a type is written once it is understood; as it was typed when it is none. */
export function tidyPortType(text: string): string {
  const parsed = parsePort(text);
  return parsed === null ? text.trim() : `${printPortType(parsed.type)}${parsed.many ? '[]' : ''}`;
}

const replaced = <T>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((each, i) => (i === index ? item : each));

function swapped<T>(list: readonly T[], a: number, b: number): readonly T[] {
  return list.map((each, i) => (i === a ? list[b]! : i === b ? list[a]! : each));
}
