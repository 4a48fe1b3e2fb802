import { unreachable } from '../../base/assert.ts';
import type { ContextForm } from '../../ir/program.ts';
import { defineBlock, type ParamSpec } from '../block.ts';
import { declare } from '../object-block.ts';
import { readParams, type ParamsOf } from '../params.ts';
import { offers, uses } from '../port-specs.ts';

const PARAMS = [
  {
    name: 'form',
    type: 'choice',
    initial: 'cancel',
    options: ['background', 'cancel', 'timeout', 'deadline', 'value'],
  },
  { name: 'after', type: 'duration', initial: 1000, min: 0, max: 86_400_000 },
  { name: 'at', type: 'duration', initial: 1000, min: 0, max: 86_400_000 },
  { name: 'key', type: 'text', initial: 'key', maxLength: 256 },
  { name: 'value', type: 'json', initial: '' },
] as const satisfies readonly ParamSpec[];

/** Forms that can be cancelled. */
const ENDS: readonly string[] = ['cancel', 'timeout', 'deadline'];

/** A node of the tree of contexts. What ends it ends every context below. */
export const context = defineBlock({
  kind: 'context',
  family: 'context',
  defaultName: 'ctx',
  params: PARAMS,
  ports(params) {
    const { form } = readParams(PARAMS, params);
    const parent = uses('parent', { is: 'context' }, { required: false });
    return [
      ...(form === 'background' ? [] : [parent]),
      offers('ctx', { is: 'context' }),
      ...(ENDS.includes(form) ? [offers('cancel', { is: 'signal' })] : []),
    ];
  },
  validate: () => [],
  lower(site) {
    const [parent] = site.objects('parent');
    const form = formOf(readParams(PARAMS, site.node.params));
    return { objects: [declare(site, { kind: 'context', parent: parent ?? null, form })] };
  },
});

function formOf({ form, after, at, key, value }: ParamsOf<typeof PARAMS>): ContextForm {
  switch (form) {
    case 'background':
    case 'cancel':
      return { is: form };
    case 'timeout':
      return { is: 'timeout', after };
    case 'deadline':
      return { is: 'deadline', at };
    case 'value':
      return { is: 'value', key, value };
    default:
      return unreachable(form);
  }
}
