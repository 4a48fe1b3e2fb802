import { assign, expr, ifElse, range, send, typed, variable } from '../../ir/build.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { arrayOf, readyMade } from '../ready-made.ts';

/** Gathers items and sends them in arrays of a fixed size; the last one may be shorter. */
export const batch = readyMade({
  kind: 'batch',
  params: [
    { name: 'elem', type: 'typescript-type', initial: 'number' },
    { name: 'size', type: 'integer', initial: 10, min: 1, max: 1_000_000 },
  ],
  ports: ({ elem }) => [receives('in', normaliseType(elem)), sends('out', arrayOf(normaliseType(elem)))],
  body: (_site, { elem, size }) => [
    variable(typed('items', arrayOf(normaliseType(elem))), '[]'),
    range('item', 'input', [
      expr('items.push(item)'),
      ifElse(`items.length === ${size}`, [send('output', 'items'), assign('items', '[]')]),
    ]),
    ifElse('items.length > 0', [send('output', 'items')]),
  ],
});
