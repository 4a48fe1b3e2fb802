import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/graph/document.ts';
import { addNote } from '../../shared/graph/edits.ts';
import { MENUS } from '../../shared/ipc/commands.ts';
import { documents } from '../stores/document-store.ts';
import { screens } from '../stores/screens-store.ts';
import { registerAppCommands } from './actions.ts';
import { commands } from './commands.ts';
import { menuGroups } from './TitleBar.tsx';

test('undo says what it takes back', () => {
  const stop = registerAppCommands();
  documents.show(emptyDocument('p'), { id: null, name: 'p', restricted: false, template: null });
  screens.show('work');
  const undo = () => menuGroups('edit', 'en', 'linux')[0]![0]!;
  expect(undo()).toMatchObject({ label: 'Undo', keys: 'Ctrl Z', disabled: true });
  documents.edit('step.note', addNote('x', { x: 0, y: 0, width: 1, height: 1 }));
  expect(undo()).toMatchObject({ label: 'Undo: edit note', disabled: false });
  undo().onPick();
  expect(documents.get().document.notes).toEqual({});
  stop();
});

test('on the welcome screen nothing of a drawing can be done', () => {
  const stop = registerAppCommands();
  screens.show('welcome');
  for (const id of ['edit.undo', 'run.start', 'run.step', 'view.blocks', 'file.export'] as const) {
    expect(commands.can(id), id).toBe(false);
  }
  expect(commands.can('file.new')).toBe(true);
  stop();
});

test('every menu has its lines', () => {
  for (const { id } of MENUS) expect(menuGroups(id, 'zh-CN', 'linux').flat().length, id).toBeGreaterThan(0);
});
