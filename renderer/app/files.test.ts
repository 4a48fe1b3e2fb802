import { beforeEach, expect, test, vi } from 'vitest';
import { emptyDocument } from '../../shared/graph/document.ts';
import { addNote, renameDocument } from '../../shared/graph/edits.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import { FakeShell } from '../bridge/fake.ts';
import { documents } from '../stores/document-store.ts';
import { screens } from '../stores/screens-store.ts';
import { DEFAULT_APP_SETTINGS, settings } from '../stores/settings-store.ts';
import { setShell } from '../stores/shell.ts';
import { files, keepSafe } from './files.ts';

const text = writeDocument(emptyDocument('p'));
const note = addNote('hello', { x: 0, y: 0, width: 10, height: 10 });

let shell: FakeShell;
const calls = (name: string) => shell.calls.filter((call) => call.name === name);

beforeEach(async () => {
  shell = new FakeShell({
    templates: [
      {
        slug: 'pool',
        title: { en: 'Pool', 'zh-CN': '池' },
        line: { en: '', 'zh-CN': '' },
        broken: false,
        breaks: null,
        shelf: 'first',
        text,
      },
    ],
  });
  setShell(shell);
  settings.load(DEFAULT_APP_SETTINGS, await shell.invoke('app.info', null), () => undefined);
  documents.close();
  screens.answered();
  screens.show('welcome');
});

test('a template opens with its lesson, and may run', async () => {
  await files.openTemplate('pool');
  expect(documents.get()).toMatchObject({
    open: true,
    file: { name: 'Pool', template: 'pool', restricted: false },
  });
  expect(screens.get()).toMatchObject({ screen: 'work', aside: 'lesson' });
});

test('a file from elsewhere is restricted until a person confirms it', async () => {
  await files.drop(new File([text], 'found.weft'));
  expect(documents.get().file).toMatchObject({ name: 'found', restricted: true });
  const trusting = files.trust();
  const { dialog } = screens.get();
  expect(dialog).toMatchObject({ is: 'restricted', name: 'found' });
  screens.close();
  expect(await trusting).toBe(false);
  expect(documents.get().file.restricted).toBe(true);

  const again = files.trust();
  const asked = screens.get().dialog;
  screens.answered();
  if (asked?.is === 'restricted') asked.answer(true);
  expect(await again).toBe(true);
  expect(documents.get().file.restricted).toBe(false);
});

test('a file that is no document says why, and leaves what was open', async () => {
  await files.openTemplate('pool');
  await files.drop(new File(['{'], 'broken.weft'));
  expect(screens.get().dialog).toMatchObject({ is: 'unreadable', name: 'broken' });
  expect(documents.get().file.name).toBe('Pool');
});

test('changes are asked about before another document takes their place', async () => {
  await files.openTemplate('pool');
  documents.edit('step.note', note);
  const opening = files.new();
  const { dialog } = screens.get();
  expect(dialog).toMatchObject({ is: 'unsaved', name: 'Pool' });
  screens.close();
  await opening;
  expect(documents.get().file.name).toBe('Pool');

  const saving = files.new();
  const asked = screens.get().dialog;
  screens.answered();
  if (asked?.is === 'unsaved') asked.answer('save');
  await saving;
  expect(calls('document.save')).toHaveLength(1);
  expect(documents.get()).toMatchObject({ dirty: false, file: { id: null, name: 'untitled' } });
});

test('saving gives the document its id and its name', async () => {
  await files.new();
  documents.edit('step.note', note);
  expect(await files.save()).toBe(true);
  expect(documents.get()).toMatchObject({ dirty: false, file: { id: 'file-1', name: 'untitled' } });
  expect(calls('document.save')[0]?.params).toMatchObject({ id: null, name: 'untitled' });
});

test('a text that was not saved comes back unsaved, and has to be confirmed', async () => {
  shell.drafts.set('old', { id: 'old', name: 'draft', text, at: 1 });
  await files.recover('old', 'draft', text);
  expect(documents.get()).toMatchObject({ dirty: true, file: { name: 'draft', restricted: true } });
  expect([...shell.drafts.keys()]).toEqual(['file-1']);
});

test('the shell knows of unsaved changes, and keeps their text safe', async () => {
  vi.useFakeTimers();
  const stop = keepSafe();
  await files.new();
  documents.edit('step.rename', renameDocument('x'));
  expect(calls('document.dirty').map((call) => call.params)).toContainEqual({
    dirty: true,
    name: 'untitled',
  });
  await vi.advanceTimersByTimeAsync(2000);
  expect(shell.drafts.get('untitled')?.text).toBe(documents.text());
  stop();
  vi.useRealTimers();
});
