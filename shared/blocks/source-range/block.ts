import { error } from '../../compile/findings.ts';
import { send, sleep, text, variable } from '../../ir/build.ts';
import type { Stmt } from '../../ir/program.ts';
import { sends } from '../port-specs.ts';
import { readyMade } from '../ready-made.ts';

const LIMIT = 1_000_000_000;

/** Sends the whole numbers of a range. */
export const sourceRange = readyMade({
  kind: 'source-range',
  params: [
    { name: 'from', type: 'integer', initial: 1, min: -LIMIT, max: LIMIT },
    { name: 'to', type: 'integer', initial: 10, min: -LIMIT, max: LIMIT },
    { name: 'step', type: 'integer', initial: 1, min: -LIMIT, max: LIMIT },
    { name: 'pause', type: 'duration', initial: 0, min: 0, max: 86_400_000 },
  ],
  ports: () => [sends('out', 'number')],
  validate: (site, { step }) =>
    step === 0
      ? [error('bad-param', { node: site.node.id, param: 'step' }, { param: 'step', problem: 'zero-step' })]
      : [],
  body: (_site, { from, to, step, pause }) => [
    loop(from, to, step, [send('output', 'n'), ...(pause > 0 ? [sleep(String(pause))] : [])]),
  ],
});

const loop = (from: number, to: number, step: number, body: readonly Stmt[]): Stmt => ({
  is: 'for',
  label: null,
  init: variable('n', String(from)),
  test: text(step > 0 ? `n <= ${to}` : `n >= ${to}`),
  update: text(step === 1 ? 'n++' : step === -1 ? 'n--' : step > 0 ? `n += ${step}` : `n -= ${-step}`),
  body,
  origin: null,
});
