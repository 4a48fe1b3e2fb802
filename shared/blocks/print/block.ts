import { range, run } from '../../ir/build.ts';
import { receives } from '../port-specs.ts';
import { readyMade } from '../ready-made.ts';

/** Prints each item as a line. */
export const print = readyMade({
  kind: 'print',
  params: [{ name: 'label', type: 'text', initial: '', maxLength: 256 }],
  ports: () => [receives('in', 'unknown')],
  body: (_site, { label }) => [
    range('item', 'input', [run(label === '' ? 'log(item)' : `log(${JSON.stringify(label)}, item)`)]),
  ],
});
