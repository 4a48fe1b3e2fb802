import { normaliseType } from '../ports.ts';
import { objectBlock } from '../object-block.ts';

export const queue = objectBlock({
  kind: 'queue',
  family: 'memory',
  defaultName: 'queue',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number' }],
  port: ({ elem }) => ({ is: 'queue', elem: normaliseType(elem) }),
  object: ({ elem }) => ({ kind: 'queue', type: normaliseType(elem) }),
});
