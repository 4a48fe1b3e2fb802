import { assign, join, range, send, text, type, variable } from '../../ir/build.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade } from '../ready-made.ts';

/** Deals items out to its outputs in turn, in the order of its wires. */
export const distribute = readyMade({
  kind: 'distribute',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number' }],
  ports: ({ elem }) => [
    receives('in', normaliseType(elem)),
    sends('out', normaliseType(elem), { many: true }),
  ],
  body: () => [
    variable('next', '0'),
    range('item', 'input', [
      send(join(text('outputs[next]'), type('!')), 'item'),
      assign('next', '(next + 1) % outputs.length'),
    ]),
  ],
});
