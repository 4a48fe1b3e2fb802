import { objectBlock } from '../object-block.ts';

export const atomic = objectBlock({
  kind: 'atomic',
  family: 'memory',
  defaultName: 'counter',
  params: [
    {
      name: 'initial',
      type: 'integer',
      initial: 0,
      min: Number.MIN_SAFE_INTEGER,
      max: Number.MAX_SAFE_INTEGER,
    },
  ],
  port: () => ({ is: 'atomic' }),
  object: ({ initial }) => ({ kind: 'atomic', initial }),
});
