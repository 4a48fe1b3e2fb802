import { objectBlock } from '../object-block.ts';

export const errgroup = objectBlock({
  kind: 'errgroup',
  family: 'sync',
  defaultName: 'group',
  params: [],
  port: () => ({ is: 'errgroup' }),
  object: () => ({ kind: 'errgroup' }),
});
