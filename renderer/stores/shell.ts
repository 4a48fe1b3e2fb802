import { invariant } from '../../shared/base/assert.ts';
import type { Shell } from '../../shared/ipc/contract.ts';

/** The shell of this window, for the stores and commands. Set once, before anything is drawn. */
let current: Shell | null = null;

export function setShell(shell: Shell): void {
  current = shell;
}

/** @throws Error when nothing set it: the window is drawn after it is connected */
export function shell(): Shell {
  invariant(current !== null, 'the window is drawn after it is connected');
  return current;
}
