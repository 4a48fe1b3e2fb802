import type { MenuItemConstructorOptions } from 'electron/main';
import { expect, test } from 'vitest';
import { COMMAND_IDS, commandSpec, type CommandId } from '../../shared/ipc/commands.ts';
import { accelerator, menuTemplate, type MenuOptions } from './menu-template.ts';

const options = (over: Partial<MenuOptions> = {}): MenuOptions => ({
  locale: 'en',
  mac: false,
  developer: false,
  onCommand: () => undefined,
  onCheckUpdates: () => undefined,
  ...over,
});

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

test.each([true, false])('every command with a place in a menu is there once (macOS: %s)', (mac) => {
  const ids = items(menuTemplate(options({ mac }))).flatMap(({ id }) => (id === undefined ? [] : [id]));
  const wanted = COMMAND_IDS.filter((id) => commandSpec(id).menu !== null);
  expect(ids.filter((id) => wanted.includes(id as CommandId)).toSorted()).toEqual(wanted.toSorted());
});

test('choosing an item gives its command', () => {
  const chosen: string[] = [];
  const all = items(menuTemplate(options({ onCommand: (id) => chosen.push(id) })));
  const run = all.find(({ id }) => id === 'run.start');
  run?.click?.({} as never, undefined, {} as never);
  expect(chosen).toEqual(['run.start']);
});

test('the page answers the keys; a menu only shows them, but on macOS it may claim those that hold Cmd', () => {
  const withKeys = (mac: boolean): MenuItemConstructorOptions[] =>
    items(menuTemplate(options({ mac }))).filter((item) => item.accelerator !== undefined);
  expect(withKeys(false).length).toBeGreaterThan(20);
  expect(withKeys(false).filter((item) => item.registerAccelerator !== false)).toEqual([]);
  expect(withKeys(true).filter((item) => !/CmdOrCtrl|F\d/.test(String(item.accelerator)))).toEqual([]);
});

test.each([
  ['Mod+Shift+Z', 'CmdOrCtrl+Shift+Z'],
  ['F5', 'F5'],
  ['Shift+F5', 'Shift+F5'],
  ['+', 'Plus'],
  ['Mod+,', 'CmdOrCtrl+,'],
  ['Delete', 'Delete'],
])('%s is %s in a menu', (key, written) => {
  expect(accelerator(key, false)).toBe(written);
});

test.each(['C', '+', '?', 'Delete', 'Tab', '1', 'Shift+A'])(
  'on macOS a menu never takes %s from a text',
  (key) => {
    expect(accelerator(key, true)).toBeNull();
  },
);

test('developer tools are there in development only', () => {
  const roles = (developer: boolean): unknown[] =>
    items(menuTemplate(options({ developer }))).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
  expect(roles(false)).not.toContain('reload');
});

test('menus speak both languages', () => {
  const labels = (locale: 'en' | 'zh-CN'): unknown[] =>
    menuTemplate(options({ locale })).map(({ label }) => label);
  expect(labels('en')).toEqual(['File', 'Edit', 'View', 'Run', 'Help']);
  expect(labels('zh-CN')).toEqual(['文件', '编辑', '视图', '运行', '帮助']);
});
