import { parseBody, parseTypes } from './parse.ts';
import { analyseScopes } from './scopes.ts';

/** Names a piece of TypeScript uses without declaring them. */
export interface FreeNames {
  readonly values: ReadonlySet<string>;
  /** Used as types only. */
  readonly types: ReadonlySet<string>;
}

/** Statements, in which `await` may stand at the top. Nothing, when the text does not parse. */
export function freeNames(text: string): FreeNames {
  const scopes = analyseScopes(parseBody(text).tree ?? [], []);
  const values = new Set(
    scopes.references.filter(({ binding }) => binding === null).map(({ id }) => id.name),
  );
  return { values, types: new Set([...scopes.freeTypes].filter((name) => !values.has(name))) };
}

/** Names of the types a document declares. */
export function declaredTypeNames(types: string): readonly string[] {
  return (parseTypes(types).tree ?? []).flatMap((node) => {
    const inner = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    return inner?.type === 'TSInterfaceDeclaration' || inner?.type === 'TSTypeAliasDeclaration'
      ? [inner.id.name]
      : [];
  });
}
