import { Menu } from 'electron/main';
import { menuTemplate, type MenuOptions } from './menu-template.ts';

/** Puts the native menus in place, and replaces them when the language changes. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}
