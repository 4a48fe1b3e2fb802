import { isIdentifier } from '../../../shared/blocks/identifiers.ts';
import { PORT_LOOK, type PortFamily } from '../../../shared/blocks/ports.ts';
import { portsOf } from '../../../shared/blocks/wiring.ts';
import { declarationsFor } from '../../../shared/body/declarations.ts';
import type { GraphNode } from '../../../shared/graph/document.ts';

/** A name a piece of code sees besides the runtime's names and the block's ports: `value: Job`. */
export interface NameInScope {
  readonly name: string;
  /** A TypeScript type. */
  readonly type: string;
}

/**
 * What the code of a block has in scope, as ambient declarations.
 * @param node null: nothing but the runtime's names and the document's types
 */
export function scopeOf(node: GraphNode | null, types: string, names: readonly NameInScope[] = []): string {
  const ports = portsInCode(node);
  const own = names.filter(
    ({ name }, i) =>
      isIdentifier(name) &&
      names.findIndex((other) => other.name === name) === i &&
      !ports.some((port) => port.name === name),
  );
  const declared = own.reduce(
    (text, { name }) =>
      // A name a person gives is what the code means, whatever the runtime calls so.
      text.replace(new RegExp(`^declare (?:const|function) ${escaped(name)}\\b.*$`, 'gm'), ''),
    declarationsFor(ports, types),
  );
  return [declared, ...own.map(({ name, type }) => `declare const ${name}: ${type};`)].join('\n');
}

/** The names of a block's ports with the families they are coloured by. */
export const portFamilies = (
  node: GraphNode | null,
): readonly { readonly name: string; readonly family: PortFamily }[] =>
  portsInCode(node).map(({ name, type }) => ({ name, family: PORT_LOOK[type.is].family }));

const portsInCode = (node: GraphNode | null) =>
  node === null ? [] : portsOf(node).filter(({ name, role }) => role === 'uses' && isIdentifier(name));

const escaped = (name: string): string => name.replaceAll('$', '\\$');
