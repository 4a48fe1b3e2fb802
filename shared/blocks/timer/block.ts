import { defineBlock, type ParamSpec } from '../block.ts';
import { declare } from '../object-block.ts';
import { readParams } from '../params.ts';
import { offers } from '../port-specs.ts';

const PARAMS = [
  { name: 'delay', type: 'duration', initial: 1000, min: 0, max: 86_400_000 },
] as const satisfies readonly ParamSpec[];

/** A channel on which one clock reading arrives. */
export const timer = defineBlock({
  kind: 'timer',
  family: 'time',
  defaultName: 'timer',
  params: PARAMS,
  ports: () => [offers('out', { is: 'send', elem: 'number' })],
  validate: () => [],
  lower: (site) => ({
    objects: [declare(site, { kind: 'timer', delay: readParams(PARAMS, site.node.params).delay })],
  }),
});
