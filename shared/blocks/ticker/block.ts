import { defineBlock, type ParamSpec } from '../block.ts';
import { declare } from '../object-block.ts';
import { readParams } from '../params.ts';
import { offers } from '../port-specs.ts';

const PARAMS = [
  // A period of nothing is a panic in Go: `non-positive interval for NewTicker`.
  { name: 'period', type: 'duration', initial: 250, min: 0.001, max: 86_400_000 },
] as const satisfies readonly ParamSpec[];

/** A channel on which clock readings arrive, one a period; a slow reader misses some. */
export const ticker = defineBlock({
  kind: 'ticker',
  family: 'time',
  defaultName: 'tick',
  params: PARAMS,
  ports: () => [offers('out', { is: 'send', elem: 'number' })],
  validate: () => [],
  lower: (site) => ({
    objects: [declare(site, { kind: 'ticker', period: readParams(PARAMS, site.node.params).period })],
  }),
});
