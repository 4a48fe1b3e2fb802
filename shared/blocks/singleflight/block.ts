import { objectBlock } from '../object-block.ts';

export const singleflight = objectBlock({
  kind: 'singleflight',
  family: 'sync',
  defaultName: 'flight',
  params: [],
  port: () => ({ is: 'singleflight' }),
  object: () => ({ kind: 'singleflight' }),
});
