import { invariant } from '../../base/assert.ts';
import { defineBlock } from '../block.ts';
import { declare } from '../object-block.ts';
import { offers, uses } from '../port-specs.ts';

/** A condition variable and the lock it lets go of while waiting. */
export const cond = defineBlock({
  kind: 'cond',
  family: 'sync',
  defaultName: 'cond',
  params: [],
  ports: () => [uses('locker', { is: 'mutex' }), offers('cond', { is: 'cond' })],
  validate: () => [],
  lower(site) {
    const [locker] = site.objects('locker');
    invariant(locker !== undefined, 'a required port is wired in a document without errors');
    return { objects: [declare(site, { kind: 'cond', locker })] };
  },
});
