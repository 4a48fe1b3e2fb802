import { normaliseType } from '../ports.ts';
import { objectBlock } from '../object-block.ts';

export const stack = objectBlock({
  kind: 'stack',
  family: 'memory',
  defaultName: 'stack',
  params: [{ name: 'elem', type: 'typescript-type', initial: 'number' }],
  port: ({ elem }) => ({ is: 'stack', elem: normaliseType(elem) }),
  object: ({ elem }) => ({ kind: 'stack', type: normaliseType(elem) }),
});
