import { range, send } from '../../ir/build.ts';
import { expressionFindings, expressionOf } from '../code.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade, REPLICAS } from '../ready-made.ts';

const SCOPE = ['item'] as const;

/** Sends what an expression makes of each item. */
export const transform = readyMade({
  kind: 'transform',
  params: [
    { name: 'from', type: 'typescript-type', initial: 'number' },
    { name: 'to', type: 'typescript-type', initial: 'number' },
    { name: 'expression', type: 'expression', initial: 'item * item', scope: SCOPE },
    REPLICAS,
  ],
  ports: ({ from, to }) => [receives('in', normaliseType(from)), sends('out', normaliseType(to))],
  validate: (site) => expressionFindings(site, 'expression', SCOPE),
  body: (site) => [range('item', 'input', [send('output', expressionOf(site, 'expression', SCOPE))])],
});
