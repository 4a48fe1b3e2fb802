import { expect, test } from 'vitest';
import { hex, themeFromTokens } from './theme.ts';

test('a token is a colour of the editor when it is written as one', () => {
  expect(hex(' #FFF ')).toBe('#ffffff');
  expect(hex('#eef0f414')).toBe('#eef0f414');
  expect(hex('CanvasText')).toBeNull();
});

test('the theme is made of tokens alone', () => {
  const asked = new Set<string>();
  const theme = themeFromTokens((name) => {
    asked.add(name);
    return '#123456';
  }, true);
  expect(theme.colors['editor.background']).toBe('#123456');
  expect(theme.rules.every(({ foreground }) => foreground === '123456')).toBe(true);
  expect([...asked].every((name) => name.startsWith('--'))).toBe(true);
});

test('where the system sets the colours, the editor keeps its own', () => {
  expect(themeFromTokens(() => 'CanvasText', false)).toMatchObject({ base: 'vs', colors: {}, rules: [] });
});
