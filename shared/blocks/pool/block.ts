import { normaliseType } from '../ports.ts';
import { objectBlock } from '../object-block.ts';

export const pool = objectBlock({
  kind: 'pool',
  family: 'memory',
  defaultName: 'pool',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number[]' }],
  port: ({ elem }) => ({ is: 'pool', elem: normaliseType(elem) }),
  object: () => ({ kind: 'pool' }),
});
