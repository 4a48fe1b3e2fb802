import { expect, test } from 'vitest';
import { commandFor, matches, type Press } from './shortcuts.ts';

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

const ctrl = { ctrlKey: true };
const canvas = { scope: 'canvas', typing: false };
const nowhere = { scope: null, typing: false };
const typing = { scope: 'canvas', typing: true };

test.each([
  [press('z', ctrl), 'Mod+Z', false, true],
  [press('Z', { ...ctrl, shiftKey: true }), 'Mod+Shift+Z', false, true],
  [press('Z', { ...ctrl, shiftKey: true }), 'Mod+Z', false, false],
  [press('z', { metaKey: true }), 'Mod+Z', true, true],
  [press('z', ctrl), 'Mod+Z', true, false],
  [press('z', { ...ctrl, altKey: true }), 'Mod+Z', false, false],
  [press('+', { shiftKey: true }), '+', false, true],
  [press('?', { shiftKey: true }), '?', false, true],
  [press('F5'), 'F5', false, true],
  [press('F5', { shiftKey: true }), 'F5', false, false],
  [press('.', ctrl), 'Mod+.', false, true],
])('%o against %s (mac: %s) is %s', (pressed, keys, mac, expected) => {
  expect(matches(pressed, keys, mac)).toBe(expected);
});

test('keys of the canvas count on the canvas, and where nothing has the focus', () => {
  expect(commandFor(press('Delete'), canvas, false)).toBe('edit.delete');
  expect(commandFor(press('Delete'), nowhere, false)).toBe('edit.delete');
  expect(commandFor(press('Delete'), { scope: 'timeline', typing: false }, false)).toBeNull();
});

test('keys of the window count everywhere', () => {
  for (const focus of [canvas, nowhere, { scope: 'timeline', typing: false }]) {
    expect(commandFor(press('F5'), focus, false)).toBe('run.start');
    expect(commandFor(press('k', ctrl), focus, false)).toBe('view.palette');
  }
});

test('while a text is edited, letters, deleting, select all and undo are the text’s', () => {
  for (const pressed of [press('c'), press('Backspace'), press('a', ctrl), press('z', ctrl), press('?')]) {
    expect(commandFor(pressed, typing, false)).toBeNull();
  }
  expect(commandFor(press('s', ctrl), typing, false)).toBe('file.save');
  expect(commandFor(press('F5'), typing, false)).toBe('run.start');
});

test('redo has both of its keys', () => {
  expect(commandFor(press('y', ctrl), canvas, false)).toBe('edit.redo');
  expect(commandFor(press('Z', { ...ctrl, shiftKey: true }), canvas, false)).toBe('edit.redo');
});

test('cut, copy and paste are left to the events of their name', () => {
  for (const key of ['x', 'c', 'v']) expect(commandFor(press(key, ctrl), canvas, false)).toBeNull();
});
