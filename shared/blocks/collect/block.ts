import { unreachable } from '../../base/assert.ts';
import { assign, expr, range, run, typed, variable, constant } from '../../ir/build.ts';
import type { Stmt } from '../../ir/program.ts';
import type { Site } from '../block.ts';
import { expressionFindings, expressionOf } from '../code.ts';
import type { ParamsOf } from '../params.ts';
import type { ParamSpec } from '../block.ts';
import { receives } from '../port-specs.ts';
import { normaliseType } from '../ports.ts';
import { arrayOf, readyMade } from '../ready-made.ts';

const SCOPE = ['total', 'item'] as const;

const PARAMS = [
  { name: 'elem', type: 'typescript-type', initial: 'number' },
  { name: 'show', type: 'choice', initial: 'items', options: ['items', 'count', 'reduce'] },
  { name: 'total', type: 'typescript-type', initial: 'number' },
  { name: 'initial', type: 'expression', initial: '0', scope: [] },
  { name: 'reduce', type: 'expression', initial: 'total + item', scope: SCOPE },
  { name: 'label', type: 'text', initial: '', maxLength: 256 },
] as const satisfies readonly ParamSpec[];

/** Takes everything, and prints one line when its input is closed and drained. */
export const collect = readyMade({
  kind: 'collect',
  params: PARAMS,
  ports: ({ elem }) => [receives('in', normaliseType(elem))],
  validate: (site, { show }) =>
    show === 'reduce'
      ? [...expressionFindings(site, 'initial', []), ...expressionFindings(site, 'reduce', SCOPE)]
      : [],
  body,
});

function body(site: Site, params: ParamsOf<typeof PARAMS>): readonly Stmt[] {
  const { elem, show, total, label } = params;
  const print = (what: string): Stmt =>
    run(label === '' ? `log(${what})` : `log(${JSON.stringify(label)}, ${what})`);
  switch (show) {
    case 'items':
      return [
        constant(typed('items', arrayOf(normaliseType(elem))), '[]'),
        range('item', 'input', [expr('items.push(item)')]),
        print('items'),
      ];
    case 'count':
      return [variable('count', '0'), range('_', 'input', [expr('count++')]), print('count')];
    case 'reduce':
      return [
        variable(typed('total', normaliseType(total)), expressionOf(site, 'initial', [])),
        range('item', 'input', [assign('total', expressionOf(site, 'reduce', SCOPE))]),
        print('total'),
      ];
    default:
      return unreachable(show);
  }
}
