import type { Json } from '../../shared/base/json.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import { parsePort, type PortKind } from '../../shared/blocks/ports.ts';
import { readCase, type DrawnCase } from '../../shared/blocks/select/cases.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { inOrder, setParam, type Edit } from '../../shared/graph/edits.ts';
import { addPort, listedPortsOf } from './port-list.ts';

/** The drawn cases of a select, and the edits to them. A case that cannot be read can only be deleted. */

export type CaseKind = DrawnCase['on'];

export type ListedCase = { readonly drawn: DrawnCase } | { readonly drawn: null };

/** The type of port a case waits on; null: it needs none. */
export const PORT_OF_CASE: Readonly<Record<CaseKind, PortKind | null>> = {
  receive: 'recv',
  send: 'send',
  done: 'context',
  after: null,
  default: null,
};

function jsonCases(node: GraphNode): readonly Json[] {
  const spec = blockOf(node.kind)?.params.find(({ type }) => type === 'cases');
  return spec === undefined ? [] : (readParam(spec, node.params) as readonly Json[]);
}

export const casesOf = (node: GraphNode): readonly ListedCase[] =>
  jsonCases(node).map((json) => {
    const drawn = readCase(json);
    return { drawn: 'wrong' in drawn ? null : drawn };
  });

/** The ports a case of this kind may wait on. */
export function portsFor(node: GraphNode, on: CaseKind): readonly string[] {
  const wanted = PORT_OF_CASE[on];
  return (listedPortsOf(node) ?? []).filter(({ type }) => fits(type, wanted)).map(({ name }) => name);
}

const fits = (type: string, wanted: PortKind | null): boolean => {
  const parsed = parsePort(type);
  return parsed !== null && !parsed.many && parsed.type.is === wanted;
};

/** Appends a case, with a port to wait on where the block has none of that kind. */
export function addCase(node: GraphNode, on: CaseKind): Edit {
  const { port, edit } = portNeeded(node, on);
  return inOrder(edit, setCases(node, [...jsonCases(node), newCase(on, port, '')]));
}

/** Makes a case wait for something else; what it runs stays. */
export function changeCaseKind(node: GraphNode, index: number, on: CaseKind): Edit {
  const before = casesOf(node)[index]?.drawn ?? null;
  const { port, edit } = portNeeded(node, on);
  const after = { ...newCase(on, port, before?.body ?? ''), next: before?.next ?? 'loop' } as DrawnCase;
  return inOrder(edit, setCases(node, replaced(jsonCases(node), index, after)));
}

/** Gives a case a port of its own, freshly added. */
export function changeToNewPort(node: GraphNode, index: number): Edit {
  const drawn = casesOf(node)[index]?.drawn ?? null;
  const kind = drawn === null ? null : PORT_OF_CASE[drawn.on];
  if (drawn === null || kind === null) return (document) => document;
  const { edit, name } = addPort(node, kind);
  return inOrder(edit, setCases(node, replaced(jsonCases(node), index, { ...drawn, port: name } as Json)));
}

export const changeCase = (node: GraphNode, index: number, drawn: DrawnCase): Edit =>
  setCases(node, replaced(jsonCases(node), index, drawn));

export const deleteCase = (node: GraphNode, index: number): Edit =>
  setCases(
    node,
    jsonCases(node).filter((_, i) => i !== index),
  );

export function moveCase(node: GraphNode, index: number, by: 1 | -1): Edit {
  const cases = jsonCases(node);
  const other = cases[index + by];
  const one = cases[index];
  if (one === undefined || other === undefined) return (document) => document;
  return setCases(node, replaced(replaced(cases, index, other), index + by, one));
}

/** The first line of what a case runs; empty when it runs nothing. */
export const firstLine = ({ body }: DrawnCase): string =>
  body
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? '';

/** `tick`, `results ← value`, `5 ms`: what a case waits for, in a word. */
export function caseHead(drawn: DrawnCase): string {
  switch (drawn.on) {
    case 'receive':
      return drawn.port;
    case 'send':
      return `${drawn.port} ← ${drawn.value}`;
    case 'after':
      return `${drawn.after} ms`;
    case 'done':
      return `${drawn.port}.done`;
    case 'default':
      return '';
  }
}

function newCase(on: CaseKind, port: string, body: string): DrawnCase {
  const common = { body, next: 'loop' as const };
  switch (on) {
    case 'receive':
      return { ...common, on, port, value: 'value', ok: '' };
    case 'send':
      return { ...common, on, port, value: '0' };
    case 'after':
      return { ...common, on, after: 1000 };
    case 'done':
      return { ...common, on, port, next: 'stop' };
    case 'default':
      return { ...common, on };
  }
}

function portNeeded(node: GraphNode, on: CaseKind): { readonly port: string; readonly edit: Edit } {
  const kind = PORT_OF_CASE[on];
  const [first] = portsFor(node, on);
  if (kind === null || first !== undefined) return { port: first ?? '', edit: (document) => document };
  const { name, edit } = addPort(node, kind);
  return { port: name, edit };
}

const setCases = (node: GraphNode, cases: readonly Json[]): Edit => setParam(node.id, 'cases', cases);

const replaced = <T>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((each, i) => (i === index ? item : each));
