import { objectBlock } from '../object-block.ts';

export const waitgroup = objectBlock({
  kind: 'waitgroup',
  family: 'sync',
  defaultName: 'wg',
  params: [{ name: 'count', type: 'integer', initial: 0, min: 0, max: 1_000_000 }],
  port: () => ({ is: 'waitgroup' }),
  object: ({ count }) => ({ kind: 'waitgroup', count }),
});
