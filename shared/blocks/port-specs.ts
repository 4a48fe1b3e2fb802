import type { PortSpec } from './block.ts';
import { parsePort, type PortType } from './ports.ts';

/** Constructors for the ports of a kind. */

/** A goroutine receives through it. */
export const receives = (name: string, elem: string, also: Partial<PortSpec> = {}): PortSpec =>
  uses(name, { is: 'recv', elem }, also);

/** A goroutine sends through it. */
export const sends = (name: string, elem: string, also: Partial<PortSpec> = {}): PortSpec =>
  uses(name, { is: 'send', elem }, also);

/** Must be wired, to one thing, unless `also` says otherwise. */
export const uses = (name: string, type: PortType, also: Partial<PortSpec> = {}): PortSpec => ({
  name,
  type,
  role: 'uses',
  many: false,
  required: true,
  ...also,
});

/** The block is the object, or makes it: anybody may wire to it. */
export const offers = (name: string, type: PortType): PortSpec => ({
  name,
  type,
  role: 'offers',
  many: true,
  required: false,
});

/** A port as a person listed it, or null where its type is none. */
export function listedPort({
  name,
  type,
}: {
  readonly name: string;
  readonly type: string;
}): PortSpec | null {
  const parsed = parsePort(type);
  if (parsed === null) return null;
  // A goroutine may want a nil channel (NC-1), and without a context of its own it has the background.
  const optional =
    ['recv', 'send'].includes(parsed.type.is) || (parsed.type.is === 'context' && name === 'ctx');
  return uses(name, parsed.type, { many: parsed.many, required: !optional });
}
