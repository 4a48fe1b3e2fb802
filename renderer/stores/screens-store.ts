import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { NodeId } from '../../shared/base/ids.ts';
import type { Finding } from '../../shared/compile/findings.ts';

/** What lies over the window and waits for an answer; at most one. */
export type DialogState =
  | { readonly is: 'settings' }
  | { readonly is: 'shortcuts' }
  | { readonly is: 'palette' }
  | { readonly is: 'about' }
  | { readonly is: 'guide' }
  /** Asks whether a document from elsewhere may run. */
  | { readonly is: 'restricted'; readonly name: string; readonly answer: (may: boolean) => void }
  /** Asks what to do with changes that would be lost. */
  | {
      readonly is: 'unsaved';
      readonly name: string;
      readonly answer: (what: 'save' | 'discard' | 'cancel') => void;
    }
  /** A file that is no document. */
  | { readonly is: 'unreadable'; readonly name: string; readonly findings: readonly Finding[] };

export type Aside = 'inspector' | 'outcome' | 'lesson';

export interface ScreensState {
  readonly dialog: DialogState | null;
  /** What fills the window. */
  readonly screen: 'work' | 'export' | 'welcome';
  /** What the right column shows. */
  readonly aside: Aside;
  /** The block whose code is to be opened in a large room: a request, taken by the inspector. */
  readonly body: NodeId | null;
  /** The connection to the shell is lost. */
  readonly lost: boolean;
}

const store = createStore<ScreensState>(() => ({
  dialog: null,
  screen: 'welcome',
  aside: 'inspector',
  body: null,
  lost: false,
}));

export const screens = {
  get: store.getState,
  subscribe: store.subscribe,

  open(dialog: DialogState): void {
    screens.close();
    store.setState({ dialog });
  },

  /** Whoever asked is answered with what changes nothing. */
  close(): void {
    const { dialog } = store.getState();
    store.setState({ dialog: null });
    if (dialog?.is === 'restricted') dialog.answer(false);
    if (dialog?.is === 'unsaved') dialog.answer('cancel');
  },

  /** Puts the dialog away without answering: its answer was given. */
  answered(): void {
    store.setState({ dialog: null });
  },

  show(screen: ScreensState['screen']): void {
    store.setState({ screen });
  },

  turnTo(aside: Aside): void {
    store.setState({ aside });
  },

  /** A block was clicked: whoever reads the lesson wants to see it. How a run ended stays in front: it speaks of the block. */
  inspect(): void {
    if (store.getState().aside === 'lesson') screens.turnTo('inspector');
  },

  openBody(node: NodeId): void {
    store.setState({ aside: 'inspector', body: node });
  },

  bodyOpened(): void {
    store.setState({ body: null });
  },

  lose(): void {
    store.setState({ lost: true });
  },
};

export const useScreens = <T>(select: (state: ScreensState) => T): T => useStore(store, select);
