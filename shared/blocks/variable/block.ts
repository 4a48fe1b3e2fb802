import { normaliseType } from '../ports.ts';
import { objectBlock } from '../object-block.ts';

export const variable = objectBlock({
  kind: 'variable',
  family: 'memory',
  defaultName: 'shared',
  params: [
    { name: 'type', type: 'typescript-type', initial: 'number' },
    { name: 'initial', type: 'json', initial: 0 },
  ],
  port: ({ type }) => ({ is: 'var', elem: normaliseType(type) }),
  object: ({ type, initial }) => ({ kind: 'variable', type, initial }),
});
