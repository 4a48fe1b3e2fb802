import { expect, test } from 'vitest';
import { commands, keyText } from './commands.ts';

test('a command is done by whoever registered it last, while it can be done', () => {
  const done: string[] = [];
  let may = true;
  const stop = commands.register({ 'run.start': { run: () => done.push('first'), enabled: () => may } });
  const stopInner = commands.register({ 'run.start': { run: () => done.push('second') } });
  expect(commands.run('run.start')).toBe(true);
  stopInner();
  expect(commands.run('run.start')).toBe(true);
  may = false;
  expect(commands.can('run.start')).toBe(false);
  expect(commands.run('run.start')).toBe(false);
  stop();
  expect(done).toEqual(['second', 'first']);
});

test('a command nobody does cannot be done', () => {
  expect(commands.can('view.fit')).toBe(false);
  expect(commands.run('view.fit')).toBe(false);
  expect(commands.isChecked('view.fit')).toBe(false);
});

test('keys read as people of a platform write them', () => {
  expect(keyText('Mod+Shift+Z', 'linux')).toBe('Ctrl Shift Z');
  expect(keyText('Mod+Shift+Z', 'darwin')).toBe('⇧⌘Z');
  expect(keyText('+', 'linux')).toBe('+');
  expect(keyText('Delete', 'darwin')).toBe('⌦');
});
