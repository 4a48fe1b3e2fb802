import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultUserData, freePath, localeOf, webPlatform } from './platform.ts';

const home = path.join('/home', 'me');

test('each system keeps a program’s own files in its own place', () => {
  expect(defaultUserData('darwin', {}, home)).toBe(path.join(home, 'Library', 'Application Support', 'Weft'));
  expect(defaultUserData('linux', {}, home)).toBe(path.join(home, '.config', 'Weft'));
  expect(defaultUserData('linux', { XDG_CONFIG_HOME: '/cfg' }, home)).toBe(path.join('/cfg', 'Weft'));
  expect(defaultUserData('win32', { APPDATA: '/roaming' }, home)).toBe(path.join('/roaming', 'Weft'));
});

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['zha', 'en'],
])('a system that speaks %s gets %s', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale);
});

test('a place to save is never one that is taken, and never outside the folder', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-place-'));
  try {
    const name = 'sieve.weft';
    expect(await freePath(folder, name)).toBe(path.join(folder, name));
    writeFileSync(path.join(folder, name), '');
    writeFileSync(path.join(folder, 'sieve 2.weft'), '');
    expect(await freePath(folder, name)).toBe(path.join(folder, 'sieve 3.weft'));
    const platform = webPlatform({ version: '1', userData: folder, documents: path.join(folder, 'new') });
    expect(await platform.saveDialog('../../etc/evil.weft')).toBe(path.join(folder, 'new', 'evil.weft'));
    expect(await platform.openDialog()).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
