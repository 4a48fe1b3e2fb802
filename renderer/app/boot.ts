import { connectShell } from '../bridge/connect.ts';
import { screens } from '../stores/screens-store.ts';
import { start } from './start.tsx';

/** Connects the page to its shell, then draws the window. */
const root = document.getElementById('root')!;

connectShell(() => screens.lose())
  .then((shell) => start(shell, root))
  .catch((cause: unknown) => {
    // Nothing of the window can be drawn: the sentence stands alone.
    root.className = 'app-unreachable';
    root.textContent = cause instanceof Error ? cause.message : String(cause);
  });
