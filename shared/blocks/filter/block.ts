import { ifElse, range, send } from '../../ir/build.ts';
import { expressionFindings, expressionOf } from '../code.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade, REPLICAS } from '../ready-made.ts';

const SCOPE = ['item'] as const;

/** Sends on the items for which a predicate holds. */
export const filter = readyMade({
  kind: 'filter',
  params: [
    { name: 'elem', type: 'typescript-type', initial: 'number' },
    { name: 'predicate', type: 'expression', initial: 'item % 2 === 0', scope: SCOPE },
    REPLICAS,
  ],
  ports: ({ elem }) => [receives('in', normaliseType(elem)), sends('out', normaliseType(elem))],
  validate: (site) => expressionFindings(site, 'predicate', SCOPE),
  body: (site) => [
    range('item', 'input', [ifElse(expressionOf(site, 'predicate', SCOPE), [send('output', 'item')])]),
  ],
});
