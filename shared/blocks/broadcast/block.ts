import { forEach, range, send } from '../../ir/build.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade } from '../ready-made.ts';

/** Sends every item to each of its outputs, one after the other: the slowest sets the pace. */
export const broadcast = readyMade({
  kind: 'broadcast',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number' }],
  ports: ({ elem }) => [
    receives('in', normaliseType(elem)),
    sends('out', normaliseType(elem), { many: true }),
  ],
  body: () => [range('item', 'input', [forEach('output', 'outputs', [send('output', 'item')])])],
});
