import { objectBlock } from '../object-block.ts';

export const once = objectBlock({
  kind: 'once',
  family: 'sync',
  defaultName: 'once',
  params: [],
  port: () => ({ is: 'once' }),
  object: () => ({ kind: 'once' }),
});
