import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EdgeId, GroupId, NodeId, NoteId } from '../../shared/base/ids.ts';
import type { Place } from '../../shared/compile/findings.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { NOTHING, type Selection } from '../../shared/graph/edits.ts';
import { same } from '../../shared/graph/diff.ts';

/** What a person has marked, and what they asked to be shown. Neither is the document, and neither is undone. */
export interface SelectionState {
  readonly selection: Selection;
  /** The newest request to bring something into view; each request is a new object. Null: none yet. */
  readonly shown: Shown | null;
  /** What another view points at, such as a line of code or a lane: drawn as hovered. */
  readonly pointed: NodeId | null;
}

/** A place to bring into view: the canvas scrolls to its block, the inspector to its field and line. */
export interface Shown {
  readonly nodes: readonly NodeId[];
  readonly edges: readonly EdgeId[];
  readonly place: Place | null;
}

const store = createStore<SelectionState>(() => ({ selection: NOTHING, shown: null, pointed: null }));

export const selection = {
  get: store.getState,
  subscribe: store.subscribe,

  /** Marks this and nothing else. */
  select(part: Partial<Selection>): void {
    const next = { ...NOTHING, ...part };
    if (!same(next, store.getState().selection)) store.setState({ selection: next });
  },

  clear(): void {
    selection.select(NOTHING);
  },

  /** Adds to what is marked, or takes off what already is. */
  toggle(part: Partial<Selection>): void {
    const now = store.getState().selection;
    selection.select({
      nodes: flipped(now.nodes, part.nodes),
      edges: flipped(now.edges, part.edges),
      groups: flipped(now.groups, part.groups),
      notes: flipped(now.notes, part.notes),
    });
  },

  /** Marks a place and brings it into view: what a finding, a lane or a line of an outcome does when clicked. */
  show(place: Place): void {
    const nodes = place.node === undefined ? [] : [place.node];
    const edges = place.edge === undefined ? [] : [place.edge];
    selection.select({ nodes, edges });
    store.setState({ shown: { nodes, edges, place } });
  },

  /** Brings blocks into view without marking them. */
  fit(nodes: readonly NodeId[]): void {
    store.setState({ shown: { nodes, edges: [], place: null } });
  },

  point(node: NodeId | null): void {
    if (store.getState().pointed !== node) store.setState({ pointed: node });
  },

  /** Forgets what the document no longer has. */
  keepWithin(document: GraphDocument): void {
    const { selection: now, pointed } = store.getState();
    selection.select({
      nodes: now.nodes.filter((id) => Object.hasOwn(document.nodes, id)),
      edges: now.edges.filter((id) => Object.hasOwn(document.edges, id)),
      groups: now.groups.filter((id) => Object.hasOwn(document.groups, id)),
      notes: now.notes.filter((id) => Object.hasOwn(document.notes, id)),
    });
    if (pointed !== null && !Object.hasOwn(document.nodes, pointed)) selection.point(null);
  },
};

export const useSelection = <T>(select: (state: SelectionState) => T): T => useStore(store, select);

export const isMarked = (marked: Selection, id: NodeId | EdgeId | GroupId | NoteId): boolean =>
  [marked.nodes, marked.edges, marked.groups, marked.notes].some((ids) => ids.some((each) => each === id));

export const isNothing = (marked: Selection): boolean =>
  marked.nodes.length + marked.edges.length + marked.groups.length + marked.notes.length === 0;

function flipped<T>(now: readonly T[], change: readonly T[] = []): readonly T[] {
  return [...now.filter((id) => !change.includes(id)), ...change.filter((id) => !now.includes(id))];
}
