import type { ObjectDecl } from '../ir/program.ts';
import { defineBlock, type Block, type ParamSpec, type PortSpec, type Site } from './block.ts';
import { readParams, type ParamsOf } from './params.ts';
import { offers } from './port-specs.ts';
import type { PortType } from './ports.ts';

/** What kinds share that are one object and nothing else: a lock, a counter, a piece of memory. */
export interface ObjectShape<Specs extends readonly ParamSpec[]> {
  readonly kind: string;
  readonly family: Block['family'];
  readonly defaultName: string;
  readonly params: Specs;
  /** The type of the one port, which has the type's name. */
  readonly port: (params: ParamsOf<Specs>) => PortType;
  /** The kind of object and what it needs to be made. */
  readonly object: (params: ParamsOf<Specs>) => ObjectKindDecl;
}

type ObjectKindDecl = DistributiveOmit<ObjectDecl, 'id' | 'name' | 'node' | 'edge'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export function objectBlock<const Specs extends readonly ParamSpec[]>(shape: ObjectShape<Specs>): Block {
  const { kind, family, defaultName, params } = shape;
  return defineBlock({
    kind,
    family,
    defaultName,
    params,
    ports(values): readonly PortSpec[] {
      const type = shape.port(readParams(params, values));
      return [offers(type.is, type)];
    },
    validate: () => [],
    lower: (site) => ({ objects: [declare(site, shape.object(readParams(params, site.node.params)))] }),
  });
}

/** The object a block is, under the block's name. */
export const declare = (site: Site, object: ObjectKindDecl): ObjectDecl => ({
  id: site.self(),
  name: site.identifier(),
  node: site.node.id,
  edge: null,
  ...object,
});
