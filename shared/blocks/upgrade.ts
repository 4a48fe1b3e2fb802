import { warning, type Finding } from '../compile/findings.ts';
import type { GraphDocument, GraphNode } from '../graph/document.ts';
import { readDocument } from '../graph/file.ts';
import type { Checked } from '../graph/schema.ts';
import type { Params } from './block.ts';
import { blockOf } from './catalogue.ts';

/**
 * Old files: `shared/graph/migrations` brings the structure up to date, then each kind its own parameters. A kind
 * whose parameters have changed has a `migrate.ts` in its folder, and its line here.
 */
export type Upgrade = (params: Params) => Params;

/** Each must leave up-to-date parameters as they are: a file does not say when a block was drawn. */
export const UPGRADES: ReadonlyMap<string, Upgrade> = new Map();

/** A text from a file to a document that is up to date. Blocks of unknown kinds are kept, and named. */
export function openDocument(text: string, upgrades: ReadonlyMap<string, Upgrade> = UPGRADES): Checked {
  const { document, findings } = readDocument(text);
  if (document === null) return { document, findings };
  const upgraded = upgradeDocument(document, upgrades);
  return { document: upgraded, findings: [...findings, ...unknownBlocks(upgraded)] };
}

export function upgradeDocument(
  document: GraphDocument,
  upgrades: ReadonlyMap<string, Upgrade> = UPGRADES,
): GraphDocument {
  const upgrade = (node: GraphNode): GraphNode => {
    const step = upgrades.get(node.kind);
    return step === undefined ? node : { ...node, params: step(node.params) };
  };
  return {
    ...document,
    nodes: Object.fromEntries(Object.values(document.nodes).map((node) => [node.id, upgrade(node)])),
  };
}

const unknownBlocks = (document: GraphDocument): readonly Finding[] =>
  Object.values(document.nodes)
    .filter((node) => blockOf(node.kind) === null)
    .map((node) => warning('unknown-block', { node: node.id }, { kind: node.kind, name: node.name }));
