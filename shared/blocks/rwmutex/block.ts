import { objectBlock } from '../object-block.ts';

export const rwmutex = objectBlock({
  kind: 'rwmutex',
  family: 'lock',
  defaultName: 'rw',
  params: [],
  port: () => ({ is: 'rwmutex' }),
  object: () => ({ kind: 'rwmutex' }),
});
