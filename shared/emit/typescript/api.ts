import type { Node } from '@babel/types';
import { invariant } from '../../base/assert.ts';
import { parseDeclarations } from '../../body/parse.ts';

/** A source file of the runtime, by its path in the repository. */
export interface RuntimeFile {
  readonly path: string;
  readonly text: string;
}

/** A name of the runtime that exported programs use. */
export interface ApiName {
  readonly name: string;
  readonly path: string;
  /** An interface or a type alias. */
  readonly typeOnly: boolean;
}

/** What exported programs import. */
export const ENTRY = 'runtime-worker/drivers/node.ts';

/**
 * What the runtime's sources export, by name, and where: the entry's own list first, then whatever its files
 * export among themselves.
 * @throws Error when the entry is missing or a file is not TypeScript
 */
export function apiOf(files: readonly RuntimeFile[]): ReadonlyMap<string, ApiName> {
  const entry = files.find(({ path }) => path === ENTRY);
  invariant(entry !== undefined, `${ENTRY} is among the runtime's sources`);
  const api = new Map<string, ApiName>();
  for (const { path, text } of [entry, ...files]) {
    for (const { name, typeOnly } of exportsOf(path, text)) {
      if (!api.has(name)) api.set(name, { name, path, typeOnly });
    }
  }
  return api;
}

function exportsOf(path: string, text: string): readonly { name: string; typeOnly: boolean }[] {
  const { tree, problems } = parseDeclarations(text);
  invariant(tree !== null && problems.length === 0, `${path} is TypeScript`);
  return tree.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.declaration) return declaredNames(node.declaration);
    return node.specifiers.flatMap((one) =>
      one.type === 'ExportSpecifier' && one.exported.type === 'Identifier'
        ? [{ name: one.exported.name, typeOnly: node.exportKind === 'type' || one.exportKind === 'type' }]
        : [],
    );
  });
}

export function declaredNames(node: Node): readonly { name: string; typeOnly: boolean }[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return node.id ? [{ name: node.id.name, typeOnly: false }] : [];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [{ name: node.id.name, typeOnly: true }];
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) =>
        id.type === 'Identifier' ? [{ name: id.name, typeOnly: false }] : [],
      );
    default:
      return [];
  }
}
