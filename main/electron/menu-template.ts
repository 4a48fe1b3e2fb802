import type { MenuItemConstructorOptions } from 'electron/main';
import { COMMAND_IDS, commandSpec, MENUS, type CommandId, type MenuId } from '../../shared/ipc/commands.ts';
import type { Locale } from '../app/platform.ts';
import { shellText } from './text.ts';

export interface MenuOptions {
  readonly locale: Locale;
  readonly mac: boolean;
  /** Developer tools are for the app in development only. */
  readonly developer: boolean;
  readonly onCommand: (id: CommandId) => void;
  readonly onCheckUpdates: () => void;
}

/** The native menus: every command that has a place in one, and what the system adds of its own. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { locale, mac } = options;
  const menus = MENUS.map(({ id, label }): MenuItemConstructorOptions => ({
    id: `menu.${id}`,
    label: label[locale],
    submenu: [...commandItems(id, options), ...systemItems(id, options)],
  }));
  return mac ? [appMenu(options), ...menus, { role: 'windowMenu' }] : menus;
}

function commandItems(menu: MenuId, options: MenuOptions): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [];
  let group: number | undefined;
  for (const id of COMMAND_IDS) {
    const spec = commandSpec(id);
    if (spec.menu !== menu || (options.mac && IN_APP_MENU.includes(id))) continue;
    if (group !== undefined && group !== spec.group) items.push({ type: 'separator' });
    group = spec.group;
    items.push(commandItem(id, options));
  }
  return items;
}

function commandItem(id: CommandId, { locale, mac, onCommand }: MenuOptions): MenuItemConstructorOptions {
  const { label, keys, role } = commandSpec(id);
  const key = keys.map((text) => accelerator(text, mac)).find((text) => text !== null);
  return {
    id,
    label: label[locale],
    // The page answers the keys itself, where the focus says what they mean; the menu shows them. macOS offers a key
    // to its menu only after the page has left it alone.
    ...(key ? { accelerator: key, registerAccelerator: mac } : {}),
    ...(role ? { role } : { click: () => onCommand(id) }),
  };
}

/** On macOS these are in the menu that bears the app's name. */
const IN_APP_MENU: readonly CommandId[] = ['help.about', 'file.settings'];

function appMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: shellText(options.locale, 'appName'),
    submenu: [
      commandItem('help.about', options),
      { type: 'separator' },
      commandItem('file.settings', options),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function systemItems(
  menu: MenuId,
  { locale, mac, developer, onCheckUpdates }: MenuOptions,
): MenuItemConstructorOptions[] {
  const line = { type: 'separator' } as const;
  switch (menu) {
    case 'file':
      return mac
        ? [
            line,
            {
              label: shellText(locale, 'openRecent'),
              role: 'recentDocuments',
              submenu: [{ label: shellText(locale, 'clearRecent'), role: 'clearRecentDocuments' }],
            },
            { role: 'close' },
          ]
        : [line, { label: shellText(locale, 'quit'), role: 'quit' }];
    case 'view': {
      const screen = { label: shellText(locale, 'fullScreen'), role: 'togglefullscreen' } as const;
      const tools = { label: shellText(locale, 'developerTools'), role: 'toggleDevTools' } as const;
      return developer ? [line, screen, tools] : [line, screen];
    }
    case 'help':
      return [line, { id: 'updates', label: shellText(locale, 'checkUpdates'), click: onCheckUpdates }];
    case 'edit':
    case 'run':
      return [];
  }
}

/**
 * A key as Electron writes it, or null for one a menu must not claim on macOS: a bare letter would be taken from
 * every text field.
 */
export function accelerator(key: string, mac: boolean): string | null {
  const bare = !key.includes('Mod+') && !/^(Shift\+|Alt\+)*F\d{1,2}$/.test(key);
  if (mac && bare) return null;
  return key.replace('Mod+', 'CmdOrCtrl+').replace(/\+\+$/, '+Plus').replace(/^\+$/, 'Plus');
}
