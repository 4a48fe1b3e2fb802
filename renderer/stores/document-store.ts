import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { between, isEmpty } from '../../shared/graph/diff.ts';
import { emptyDocument, type GraphDocument } from '../../shared/graph/document.ts';
import type { Edit } from '../../shared/graph/edits.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import type { TextId } from '../text/tables.ts';
import { emptyHistory, record, redo, undo, type History } from './history.ts';
import { selection } from './selection-store.ts';

/**
 * The document on the canvas, edited only through `shared/graph/edits`:
 *
 *   documents.edit('step.connect', connect(from, to));           one step back
 *   documents.edit('step.move', move(ids, by), { merge: drag }); a whole drag is one step
 */
export interface DocumentState {
  /** False while the welcome screen is shown; `document` is then empty. */
  readonly open: boolean;
  readonly document: GraphDocument;
  readonly file: OpenFile;
  /** As it was opened or saved last. */
  readonly saved: GraphDocument;
  /** The document differs from what was opened or saved. */
  readonly dirty: boolean;
  readonly history: History<TextId>;
}

export interface OpenFile {
  /** The shell's name for it; null: never opened from or saved to anywhere. */
  readonly id: string | null;
  /** As a person knows it, without `.weft`. */
  readonly name: string;
  /** Must be confirmed before its first run. */
  readonly restricted: boolean;
  /** The template it came from; null: from none. */
  readonly template: string | null;
  /** Milliseconds since 1970; null: not saved since it was opened. */
  readonly savedAt: number | null;
}

const NO_FILE: OpenFile = { id: null, name: '', restricted: false, template: null, savedAt: null };

const nothing = (): DocumentState => ({
  open: false,
  document: emptyDocument(''),
  file: NO_FILE,
  saved: emptyDocument(''),
  dirty: false,
  history: emptyHistory(),
});

const store = createStore<DocumentState>(nothing);

const isDirty = (saved: GraphDocument, document: GraphDocument): boolean =>
  saved !== document && !isEmpty(between(saved, document));

function become(document: GraphDocument, history: History<TextId>): void {
  store.setState(({ saved }) => ({ document, history, dirty: isDirty(saved, document) }));
  selection.keepWithin(document);
}

export const documents = {
  get: store.getState,
  subscribe: store.subscribe,

  /**
   * Changes the document. An edit that changes nothing is no step. `label` names the step in the Edit menu; edits in
   * a row with the same object (or text) as `merge` are one step.
   */
  edit(label: TextId, edit: Edit, { merge = null }: { readonly merge?: unknown } = {}): void {
    const { document, history, open } = store.getState();
    if (!open) return;
    const next = edit(document);
    if (next === document) return;
    become(next, record(history, label, document, next, merge));
  },

  undo(): void {
    const { document, history } = store.getState();
    const back = undo(history, document);
    if (back !== null) become(back.document, back.history);
  },

  redo(): void {
    const { document, history } = store.getState();
    const forth = redo(history, document);
    if (forth !== null) become(forth.document, forth.history);
  },

  /** Shows a document in place of the one before. */
  show(document: GraphDocument, file: Omit<OpenFile, 'savedAt'>, unsaved = false): void {
    selection.clear();
    const saved = unsaved ? emptyDocument('') : document;
    store.setState({
      open: true,
      document,
      file: { ...file, savedAt: null },
      saved,
      dirty: isDirty(saved, document),
      history: emptyHistory(),
    });
  },

  /** Back to the welcome screen. */
  close(): void {
    selection.clear();
    store.setState(nothing());
  },

  /** What was written to a file; edits made since are unsaved. */
  saved(as: GraphDocument, file: Pick<OpenFile, 'id' | 'name'>, at: number): void {
    store.setState(({ document, file: before }) => ({
      file: { ...before, ...file, savedAt: at },
      saved: as,
      dirty: isDirty(as, document),
    }));
  },

  /** A person confirmed that it may run. */
  trusted(): void {
    store.setState(({ file }) => ({ file: { ...file, restricted: false } }));
  },

  /** The document's text, as it would be saved. */
  text: (): string => writeDocument(store.getState().document),
};

export const useDocuments = <T>(select: (state: DocumentState) => T): T => useStore(store, select);

/** The least of the document a component needs. */
export const useDocument = <T>(select: (document: GraphDocument) => T): T =>
  useStore(store, (state) => select(state.document));
