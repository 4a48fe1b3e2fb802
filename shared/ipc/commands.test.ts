import { expect, test } from 'vitest';
import { COMMAND_IDS, commandSpec, isCommandId, MENUS } from './commands.ts';

const KEY = /^(Mod\+)?(Shift\+)?(Alt\+)?(F\d{1,2}|Tab|Delete|Backspace|Escape|Enter|Space|[^\sa-z])$/;

test('every key is written the one way menus and the window can read', () => {
  const odd = COMMAND_IDS.flatMap((id) => commandSpec(id).keys.filter((key) => !KEY.test(key)));
  expect(odd).toEqual([]);
});

test('no key means two things at once', () => {
  const taken = new Map<string, string>();
  for (const id of COMMAND_IDS) {
    const { keys, scope } = commandSpec(id);
    for (const key of keys) {
      // A key of a panel may not shadow a key of the whole window, so scopes are not part of what is compared.
      expect(taken.get(key), `${key}: ${id} (${scope})`).toBeUndefined();
      taken.set(key, id);
    }
  }
});

test('items of a menu come in groups that do not interleave', () => {
  for (const { id: menu } of MENUS) {
    const groups = COMMAND_IDS.map(commandSpec)
      .filter((spec) => spec.menu === menu)
      .map((spec) => spec.group);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups).toEqual(groups.toSorted((a, b) => a - b));
  }
});

test('labels exist in both languages, and none twice in a menu', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const labels = COMMAND_IDS.map((id) => `${commandSpec(id).menu}/${commandSpec(id).label[language]}`);
    expect(labels.filter((label) => label.endsWith('/'))).toEqual([]);
    expect(new Set(labels).size).toBe(labels.length);
  }
});

test('only own names are commands', () => {
  expect(isCommandId('run.start')).toBe(true);
  expect(isCommandId('toString')).toBe(false);
});
