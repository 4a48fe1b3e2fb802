import { constant, forEach, func, go, range, run, send, wait } from '../../ir/build.ts';
import { receives, sends } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { readyMade } from '../ready-made.ts';

/** Sends on what arrives on any of its inputs: one goroutine an input, done when all inputs are closed and drained. */
export const merge = readyMade({
  kind: 'merge',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number' }],
  ports: ({ elem }) => [
    receives('in', normaliseType(elem), { many: true }),
    sends('out', normaliseType(elem)),
  ],
  body: () => [
    constant('wg', 'new WaitGroup()'),
    run('wg.add(inputs.length)'),
    forEach('input', 'inputs', [go(func('', forward, { lifts: ['input', 'output', 'wg'] }))]),
    wait('wg'),
  ],
});

const forward = [range('item', 'input', [send('output', 'item')]), run('wg.done()')];
