import { objectBlock } from '../object-block.ts';

export const semaphore = objectBlock({
  kind: 'semaphore',
  family: 'lock',
  defaultName: 'slots',
  params: [{ name: 'size', type: 'integer', initial: 1, min: 0, max: 1_000_000 }],
  port: () => ({ is: 'semaphore' }),
  object: ({ size }) => ({ kind: 'semaphore', size }),
});
