import { objectBlock } from '../object-block.ts';

export const mutex = objectBlock({
  kind: 'mutex',
  family: 'lock',
  defaultName: 'mu',
  params: [],
  port: () => ({ is: 'mutex' }),
  object: () => ({ kind: 'mutex' }),
});
