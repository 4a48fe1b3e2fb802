import type { Node } from '@babel/types';

/** What statements declare for those around them: types, and values with what declares them. */
export interface Declared {
  readonly types: ReadonlyMap<string, Node>;
  readonly values: ReadonlyMap<string, Node>;
}

export function declared(statements: readonly Node[]): Declared {
  const types = new Map<string, Node>();
  const values = new Map<string, Node>();
  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ExportNamedDeclaration':
        if (node.declaration) visit(node.declaration);
        break;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        types.set(node.id.name, node);
        break;
      case 'ClassDeclaration':
        if (node.id) types.set(node.id.name, node);
        if (node.id) values.set(node.id.name, node);
        break;
      case 'TSDeclareFunction':
        if (node.id) values.set(node.id.name, node);
        break;
      case 'VariableDeclaration':
        for (const { id } of node.declarations) {
          if (id.type === 'Identifier') values.set(id.name, id);
        }
        break;
      default:
        break;
    }
  };
  for (const statement of statements) visit(statement);
  return { types, values };
}
