import { normaliseType } from '../ports.ts';
import { objectBlock } from '../object-block.ts';

export const hashmap = objectBlock({
  kind: 'hashmap',
  family: 'memory',
  defaultName: 'table',
  params: [
    { name: 'key', type: 'typescript-type', initial: 'string' },
    { name: 'value', type: 'typescript-type', initial: 'number' },
  ],
  port: ({ key, value }) => ({ is: 'hashmap', elem: entry(key, value) }),
  object: ({ key, value }) => ({ kind: 'hashmap', type: entry(key, value) }),
});

/** The two type arguments as one text, as `hashmap<string,number>` takes them. */
const entry = (key: string, value: string): string => `${normaliseType(key)},${normaliseType(value)}`;
