import { nodeId } from '../../shared/base/ids.ts';
import type { Opened } from '../../shared/ipc/contract.ts';
import { hasErrors } from '../../shared/compile/findings.ts';
import { emptyDocument } from '../../shared/graph/document.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import { documents } from '../stores/document-store.ts';
import { runs } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { settings } from '../stores/settings-store.ts';
import { selection } from '../stores/selection-store.ts';
import { shell } from '../stores/shell.ts';
import { text, type TextId, type TextValues } from '../text/text.ts';
import { toast } from '../ui/toast.tsx';
import { chooseFile } from './choose-file.ts';

/** Opening, saving and leaving documents. Paths stay with the shell. */

const say = (id: TextId, values?: TextValues): string => text(settings.get().locale, id, values);

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Does something that may fail for reasons outside: the reason is shown. */
async function attempt(
  id: 'file.failed.open' | 'file.failed.save',
  act: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (cause) {
    toast(say(id, { message: reason(cause) }), 'error');
    return false;
  }
}

export const files = {
  async new(): Promise<void> {
    if (!(await mayLeave())) return;
    runs.forget();
    documents.show(emptyDocument(say('app.untitled')), {
      id: null,
      name: say('app.untitled'),
      restricted: false,
      template: null,
    });
    screens.show('work');
  },

  /** Asks for a file: with the shell's dialog, or in a browser with the browser's. */
  async open(): Promise<void> {
    if (!(await mayLeave())) return;
    await attempt('file.failed.open', async () => {
      if (settings.get().info.shell === 'electron') {
        await show(await shell().invoke('document.open', null));
        return;
      }
      const file = await chooseFile('.weft,application/json');
      if (file !== null) await show(await shell().invoke('document.import', await readFile(file)));
    });
  },

  async openRecent(id: string): Promise<void> {
    if (!(await mayLeave())) return;
    await attempt('file.failed.open', async () => show(await shell().invoke('document.openRecent', { id })));
  },

  async openTemplate(slug: string): Promise<void> {
    if (!(await mayLeave())) return;
    await attempt('file.failed.open', async () =>
      show(await shell().invoke('templates.open', { slug }), { template: slug }),
    );
  },

  /** A file dropped on the window. */
  async drop(file: File): Promise<void> {
    if (!(await mayLeave())) return;
    await attempt('file.failed.open', async () =>
      show(await shell().invoke('document.import', await readFile(file))),
    );
  },

  /** A document the shell opened because the system asked it to. */
  async arrive(opened: Opened): Promise<void> {
    if (await mayLeave()) await attempt('file.failed.open', () => show(opened));
  },

  /** A text that was not saved when Weft closed; it may have come from elsewhere, so it is confirmed before a run. */
  async recover(id: string, name: string, draft: string): Promise<void> {
    if (!(await mayLeave())) return;
    await attempt('file.failed.open', async () => {
      const opened = await shell().invoke('document.import', { name, text: draft });
      if (!(await show(opened, { unsaved: true }))) return;
      await shell().invoke('document.autosave', { id: opened.id, name, text: draft });
      await shell().invoke('document.discard', { id });
      toast(say('file.recovered', { name }));
    });
  },

  /** True when the document is saved now. */
  async save(as = false): Promise<boolean> {
    const { document, file, open } = documents.get();
    if (!open) return false;
    let done = false;
    await attempt('file.failed.save', async () => {
      const request = { id: file.id, text: writeDocument(document), name: file.name };
      const saved = await shell().invoke(as ? 'document.saveAs' : 'document.save', request);
      if (saved === null) return;
      documents.saved(document, saved, Date.now());
      if (file.id === null) await shell().invoke('document.discard', { id: UNTITLED });
      toast(say('file.saved', { name: saved.name }));
      done = true;
    });
    return done;
  },

  /** Confirms that the document may run. */
  async trust(): Promise<boolean> {
    const { file } = documents.get();
    if (!file.restricted || file.id === null) return true;
    const may = await new Promise<boolean>((answer) =>
      screens.open({ is: 'restricted', name: file.name, answer }),
    );
    if (!may) return false;
    await shell().invoke('document.trust', { id: file.id });
    documents.trusted();
    return true;
  },

  /** The welcome screen; the document stays open behind it. */
  welcome(): void {
    screens.show('welcome');
  },
};

/** What drafts of a document without an id are kept under. */
const UNTITLED = 'untitled';

/** Asks what to do with changes before something takes their place. */
async function mayLeave(): Promise<boolean> {
  const { dirty, file, open } = documents.get();
  if (!open || !dirty) return true;
  const what = await new Promise<'save' | 'discard' | 'cancel'>((answer) =>
    screens.open({ is: 'unsaved', name: file.name, answer }),
  );
  if (what === 'save') return files.save();
  if (what === 'discard') await shell().invoke('document.discard', { id: file.id ?? UNTITLED });
  return what === 'discard';
}

/** Shows what was opened, or why it cannot be. True when it is shown. */
async function show(
  opened: Opened | null,
  {
    template = null,
    unsaved = false,
  }: { readonly template?: string | null; readonly unsaved?: boolean } = {},
): Promise<boolean> {
  if (opened === null) return false;
  // The catalogue is large, and the welcome screen does not wait for it.
  const { openDocument } = await import('../../shared/blocks/upgrade.ts');
  const { document, findings } = openDocument(opened.text);
  if (document === null || hasErrors(findings)) {
    screens.open({ is: 'unreadable', name: opened.name, findings });
    return false;
  }
  runs.forget();
  const { id, name, restricted } = opened;
  documents.show(document, { id, name, restricted, template }, unsaved);
  screens.show('work');
  screens.turnTo(template === null ? 'inspector' : 'lesson');
  const [first] = Object.keys(document.nodes);
  // The canvas fits what is asked to be shown; a new document is shown whole.
  if (first !== undefined) selection.fit(Object.keys(document.nodes).map(nodeId));
  return true;
}

const readFile = async (file: File): Promise<{ name: string; text: string }> => ({
  name: file.name,
  text: await file.text(),
});

/** How long after an edit an unsaved text is kept safe, in milliseconds. */
const AUTOSAVE_AFTER = 1500;

/** Tells the shell about unsaved changes, and keeps their text safe. Until the function returned is called. */
export function keepSafe(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = documents.subscribe((state, before) => {
    if (state.dirty !== before.dirty || state.file.name !== before.file.name) {
      void shell()
        .invoke('document.dirty', { dirty: state.dirty, name: state.file.name.slice(0, 255) })
        .catch(lost);
    }
    if (state.document === before.document) return;
    clearTimeout(timer);
    if (!state.dirty) return;
    timer = setTimeout(() => {
      const { file, dirty, document } = documents.get();
      if (!dirty) return;
      void shell()
        .invoke('document.autosave', { id: file.id, name: file.name, text: writeDocument(document) })
        .catch(lost);
    }, AUTOSAVE_AFTER);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A call that failed in the background: the connection is lost, which the window says once, or the disk is full. */
const lost = (cause: unknown): void => {
  if (!screens.get().lost) toast(say('file.failed.save', { message: reason(cause) }), 'error');
};
