import { forEach, send, sleep } from '../../ir/build.ts';
import { expressionFindings, expressionOf } from '../code.ts';
import { sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade } from '../ready-made.ts';

/** Sends the items of a list, in order. */
export const sourceList = readyMade({
  kind: 'source-list',
  params: [
    { name: 'elem', type: 'typescript-type', initial: 'number' },
    { name: 'items', type: 'expression', initial: '[1, 2, 3]', scope: [] },
    { name: 'pause', type: 'duration', initial: 0, min: 0, max: 86_400_000 },
  ],
  ports: ({ elem }) => [sends('out', normaliseType(elem))],
  validate: (site) => expressionFindings(site, 'items', []),
  body: (site, { pause }) => [
    forEach('item', expressionOf(site, 'items', []), [
      send('output', 'item'),
      ...(pause > 0 ? [sleep(String(pause))] : []),
    ]),
  ],
});
