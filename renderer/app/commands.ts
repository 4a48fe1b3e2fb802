import { useSyncExternalStore } from 'react';
import { COMMAND_IDS, commandSpec, type CommandId } from '../../shared/ipc/commands.ts';

/**
 * What the commands of `shared/ipc/commands.ts` do. Whoever can do one registers it while it can: the canvas its own,
 * the app the rest. Menus, shortcuts, the command palette and the shortcuts sheet all ask here.
 */
export interface CommandAction {
  readonly run: () => void;
  /** Absent: always. */
  readonly enabled?: () => boolean;
  /** For commands that are on or off: a tick in the menu. */
  readonly checked?: () => boolean;
}

export type CommandActions = { readonly [K in CommandId]?: CommandAction };

const actions = new Map<CommandId, CommandAction[]>();
const listeners = new Set<() => void>();
let version = 0;

function changed(): void {
  version++;
  for (const listener of listeners) listener();
}

const current = (id: CommandId): CommandAction | null => actions.get(id)?.at(-1) ?? null;

export const commands = {
  /** Says how some commands are done, until the function returned is called. The newest registration counts. */
  register(added: CommandActions): () => void {
    const own = COMMAND_IDS.flatMap((id) => {
      const action = added[id];
      return action === undefined ? [] : [[id, action] as const];
    });
    for (const [id, action] of own) actions.set(id, [...(actions.get(id) ?? []), action]);
    changed();
    return () => {
      for (const [id, action] of own) {
        actions.set(
          id,
          (actions.get(id) ?? []).filter((other) => other !== action),
        );
      }
      changed();
    };
  },

  /** Does it, if it can be done now. Says whether it was. */
  run(id: CommandId): boolean {
    const action = current(id);
    if (action === null || !(action.enabled?.() ?? true)) return false;
    action.run();
    return true;
  },

  can: (id: CommandId): boolean => current(id)?.enabled?.() ?? current(id) !== null,

  isChecked: (id: CommandId): boolean => current(id)?.checked?.() ?? false,

  /** On or off, rather than done. */
  isSwitch: (id: CommandId): boolean => current(id)?.checked !== undefined,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Draws again when commands come or go. */
export const useCommands = (): typeof commands => {
  useSyncExternalStore(commands.subscribe, () => version);
  return commands;
};

/** `Mod+Shift+Z` as people of a platform read it: `⇧⌘Z`, or `Ctrl Shift Z`. */
export function keyText(keys: string, platform: string): string {
  const parts = keys.endsWith('++')
    ? [...keys.slice(0, -2).split('+'), '+']
    : keys === '+'
      ? ['+']
      : keys.split('+');
  if (platform === 'darwin') {
    const order = ['Ctrl', 'Alt', 'Shift', 'Mod'];
    const modifiers = parts.slice(0, -1).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return [...modifiers.map((part) => MAC[part] ?? part), MAC[parts.at(-1)!] ?? parts.at(-1)!].join('');
  }
  return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join(' ');
}

const MAC: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Ctrl: '⌃',
  Delete: '⌦',
  Backspace: '⌫',
  Tab: '⇥',
};

/** The first key of a command as people of a platform read it; empty when it has none. */
export const commandKey = (id: CommandId, platform: string): string => {
  const [first] = commandSpec(id).keys;
  return first === undefined ? '' : keyText(first, platform);
};
