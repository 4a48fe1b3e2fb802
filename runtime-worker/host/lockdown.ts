import './install-meter.ts';
import { restoreFreeze } from './soft-freeze.ts';
import 'ses';

/**
 * Freezes the intrinsics of this thread, as a side effect of being imported. It must be the first import of the
 * thread's entry: a class of ours made before would inherit from the unguarded `Error`, and a body could climb
 * from its instances to the stack hooks of the engine.
 */

restoreFreeze();
// Who settles first among promises is no decision of the scheduler's.
Reflect.deleteProperty(Promise, 'race');
Reflect.deleteProperty(Promise, 'any');

lockdown({
  errorTaming: 'safe',
  stackFiltering: 'verbose',
  consoleTaming: 'unsafe',
  overrideTaming: 'moderate',
  domainTaming: 'unsafe',
  errorTrapping: 'none',
  unhandledRejectionTrapping: 'none',
  reporting: 'none',
});

const realmError = globalThis.Error;

// The thread's own `Error` can still look into stacks. While our modules are evaluated, the powerless one that bodies
// have stands in its place, so that it is what our classes extend.
globalThis.Error = Error.prototype.constructor as ErrorConstructor;

/** To be called once every class of ours exists: Node looks into stacks through the thread's own `Error`. */
export function restoreError(): void {
  globalThis.Error = realmError;
}
