import { COMMAND_IDS, commandSpec, type CommandId } from '../../shared/ipc/commands.ts';
import { commands } from './commands.ts';

/** Keys to commands: the table of `shared/ipc/commands.ts`, with the scopes it names. */

/** The part of a key press a shortcut looks at. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Where the focus is, as far as shortcuts care. */
export interface Focus {
  /** The panel it is in; null: in none, so that the canvas counts. */
  readonly scope: string | null;
  /** A text is being edited. */
  readonly typing: boolean;
}

/** Whether a press is `keys`, such as `Mod+Shift+Z`. Shift does not count where it takes part in writing a sign. */
export function matches(press: Press, keys: string, mac: boolean): boolean {
  const parts =
    keys === '+' ? ['+'] : keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  const sign = key.length === 1 && !/[A-Za-z0-9]/.test(key);
  return (
    press.key.toUpperCase() === key.toUpperCase() &&
    mod === has('Mod') &&
    other === (mac && has('Ctrl')) &&
    press.altKey === has('Alt') &&
    (sign || press.shiftKey === has('Shift'))
  );
}

/** Done by the browser inside a text: its own steps come before the document's. */
const OF_TEXT: readonly CommandId[] = ['edit.undo', 'edit.redo'];

/** The command a press means where the focus is, or null. */
export function commandFor(press: Press, focus: Focus, mac: boolean): CommandId | null {
  const meant = COMMAND_IDS.filter((id) => {
    const { keys, scope } = commandSpec(id);
    const here = scope === 'window' || focus.scope === scope || (scope === 'canvas' && focus.scope === null);
    return here && keys.some((text) => matches(press, text, mac) && (!focus.typing || whileTyping(id, text)));
  });
  // Cut, copy and paste come as events of their own.
  return meant.find((id) => commandSpec(id).role === undefined) ?? null;
}

const whileTyping = (id: CommandId, keys: string): boolean =>
  commandSpec(id).scope === 'window' &&
  !OF_TEXT.includes(id) &&
  (keys.includes('Mod+') || /^(?:Shift\+)?F\d+$/.test(keys));

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return { scope: null, typing: false };
  const typing =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable) ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)) ||
    // The code editor takes its keys without being a text field everywhere.
    target.closest('.monaco-editor') !== null;
  const panel = target.closest<HTMLElement>('[data-scope]');
  const scope = panel?.dataset['scope'] ?? (target === document.body ? null : 'elsewhere');
  return { scope, typing };
}

/**
 * Listens to the page's keys until the function returned is called. `busy` says that a dialog has them. What has the
 * focus comes first, with one exception: the command palette opens from everywhere, also from the code editor, which
 * would wait for a second key.
 */
export function listenToKeys(mac: boolean, busy: () => boolean): () => void {
  const onEarly = (event: KeyboardEvent): void => {
    if (event.isComposing || busy()) return;
    if (commandFor(event, focusOf(event.target), mac) !== 'view.palette') return;
    event.preventDefault();
    event.stopPropagation();
    commands.run('view.palette');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || busy()) return;
    const id = commandFor(event, focusOf(event.target), mac);
    if (id === null || !commands.can(id)) return;
    event.preventDefault();
    commands.run(id);
  };
  window.addEventListener('keydown', onEarly, true);
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onEarly, true);
    window.removeEventListener('keydown', onKeyDown);
  };
}
