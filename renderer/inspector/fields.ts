import type { Json } from '../../shared/base/json.ts';
import type { ParamSpec } from '../../shared/blocks/block.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { readParam } from '../../shared/blocks/params.ts';
import type { GraphNode } from '../../shared/graph/document.ts';

/** Which parameters of a block are asked for, and in which order. */

/** Parameters that mean something only while another has one of these values: `<kind>.<param>`. */
const ONLY_WITH: Readonly<Record<string, { readonly param: string; readonly values: readonly string[] }>> = {
  'context.after': { param: 'form', values: ['timeout'] },
  'context.at': { param: 'form', values: ['deadline'] },
  'context.key': { param: 'form', values: ['value'] },
  'context.value': { param: 'form', values: ['value'] },
  'collect.total': { param: 'show', values: ['reduce'] },
  'collect.initial': { param: 'show', values: ['reduce'] },
  'collect.reduce': { param: 'show', values: ['reduce'] },
};

/** Edited in sections of their own. */
const LARGE: readonly ParamSpec['type'][] = ['ports', 'cases', 'body'];

/** The parameters that stand in the form of a block. */
export function fieldsOf(node: GraphNode): readonly ParamSpec[] {
  const specs = blockOf(node.kind)?.params ?? [];
  return specs.filter((spec) => !LARGE.includes(spec.type) && applies(specs, spec, node));
}

export const specOf = (node: GraphNode, type: ParamSpec['type']): ParamSpec | null =>
  blockOf(node.kind)?.params.find((spec) => spec.type === type) ?? null;

function applies(specs: readonly ParamSpec[], spec: ParamSpec, node: GraphNode): boolean {
  const only = ONLY_WITH[`${node.kind}.${spec.name}`];
  const other = specs.find(({ name }) => name === only?.param);
  if (only === undefined || other === undefined) return true;
  return only.values.includes(String(readParam(other, node.params)));
}

/** The JSON in a text, or undefined when it is none. */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // What is not JSON yet is being typed: the field says so.
    return undefined;
  }
}
