import type { Node } from '@babel/types';
import { error, type Finding } from '../compile/findings.ts';
import { parseTypes } from './parse.ts';
import { runtimeNames, runtimeTypeNames } from './runtime-names.ts';

/**
 * Everything wrong with a document's types: they declare interfaces and type aliases, nothing that exists when the
 * program runs, and no name of the runtime. Findings are `bad-types` with `{message, syntax, what}`, or `not-supported` with
 * `{what}`; their place has `path: 'types'`.
 */
export function checkTypes(types: string): readonly Finding[] {
  const { tree, problems } = parseTypes(types);
  const findings: Finding[] = problems.map(({ message, problem, what, line, column }) =>
    error('bad-types', { path: 'types', line, column }, { message, syntax: problem, what }),
  );
  for (const node of tree ?? []) {
    const inner = node.type === 'ExportNamedDeclaration' && node.declaration ? node.declaration : node;
    if (inner.type === 'EmptyStatement') continue;
    if (inner.type !== 'TSInterfaceDeclaration' && inner.type !== 'TSTypeAliasDeclaration') {
      findings.push(error('not-supported', place(inner), { what: WHAT[inner.type] ?? 'types only' }));
    } else if (isTaken(inner.id.name)) {
      findings.push(
        error('bad-types', place(inner.id), {
          message: `${inner.id.name} is a name of the runtime`,
          syntax: 'name-of-the-runtime',
          what: inner.id.name,
        }),
      );
    }
  }
  return findings;
}

const isTaken = (name: string): boolean => runtimeNames().has(name) || runtimeTypeNames().has(name);

const place = (node: Node): Finding['place'] => ({
  path: 'types',
  line: node.loc?.start.line ?? 1,
  column: (node.loc?.start.column ?? 0) + 1,
});

const WHAT: Readonly<Partial<Record<Node['type'], string>>> = {
  TSEnumDeclaration: 'enum',
  TSModuleDeclaration: 'namespace',
  ImportDeclaration: 'import',
};
