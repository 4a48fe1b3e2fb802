import { defineBlock, type ParamSpec } from '../block.ts';
import { declare } from '../object-block.ts';
import { readParams } from '../params.ts';
import { offers } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { zeroValue } from '../zero-value.ts';

const PARAMS = [
  { name: 'elem', type: 'typescript-type', initial: 'number' },
  { name: 'capacity', type: 'integer', initial: 0, min: 0, max: 1_000_000 },
  { name: 'closes', type: 'boolean', initial: true },
] as const satisfies readonly ParamSpec[];

/** A channel: senders wire to its `in`, receivers to its `out`. */
export const channel = defineBlock({
  kind: 'channel',
  family: 'channel',
  defaultName: 'ch',
  params: PARAMS,
  ports(params) {
    const elem = normaliseType(readParams(PARAMS, params).elem);
    return [offers('in', { is: 'recv', elem }), offers('out', { is: 'send', elem })];
  },
  validate: () => [],
  lower(site) {
    const { elem, capacity, closes } = readParams(PARAMS, site.node.params);
    return {
      objects: [
        declare(site, {
          kind: 'chan',
          elem,
          capacity,
          senders: closes ? site.senders() : 0,
          ...zeroValue(elem, site.document.types),
        }),
      ],
    };
  },
});
