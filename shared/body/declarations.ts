import { typeOfPort, type PortInScope } from './port-types.ts';
import { RUNTIME_DECLARATIONS } from './runtime-declarations.ts';

/**
 * What an editor is told is in scope of a body: the runtime's names, the document's types and the block's ports,
 * as ambient declarations.
 * @param types the document's type declarations
 */
export function declarationsFor(ports: readonly PortInScope[], types: string): string {
  const named = new Set(ports.map(({ name }) => name));
  // A port may have a name of the runtime, for instance `ctx`: then the port is what the body means.
  const runtime = RUNTIME_DECLARATIONS.replace(
    /^declare (?:const|function) (\w+)\b.*$/gm,
    (line, name: string) => (named.has(name) ? '' : line),
  );
  const constants = ports.map((port) => `declare const ${port.name}: ${typeOfPort(port)};`);
  return [runtime, types.replace(/^export /gm, ''), ...constants, ''].join('\n');
}
