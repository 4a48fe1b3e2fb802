import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EdgeId, NodeId, NoteId, GroupId } from '../../shared/base/ids.ts';
import type { EdgeEnd } from '../../shared/graph/document.ts';
import type { Point } from '../../shared/graph/edits.ts';

/** What is open on the canvas and how near it is looked at: neither the document nor the selection. */
export interface CanvasState {
  readonly detail: Detail;
  readonly picker: Picker | null;
  /** Whose name or text is being edited in place. */
  readonly editing: NodeId | NoteId | GroupId | null;
  /** The end a wire is being drawn from, while it is. */
  readonly wiring: EdgeEnd | null;
  /** Why the port under the pointer does not fit, while a wire is drawn: a sentence. */
  readonly refusal: string | null;
  /** Lines shown while blocks are dragged into line with others. */
  readonly guides: Guides;
  /** Said to those who hear the canvas. */
  readonly said: string;
  /** Blocks are on their way to where a layout put them. */
  readonly settling: boolean;
  /** A ring of goroutines that wait for each other is lit. */
  readonly ring: boolean;
}

/**
 * How much of a block is drawn. Names of steps of zoom: what a step drops, the ones after it drop too.
 * `far`: one canvas, no page elements.
 */
export type Detail = 'all' | 'no-times' | 'no-ports' | 'no-slots' | 'compact' | 'small' | 'far';

export type Picker =
  /** A block to add. `from`: the end of a wire that was let go there. `splice`: the wire it goes into. */
  | {
      readonly is: 'block';
      readonly at: Point;
      readonly screen: Point;
      readonly from: EdgeEnd | null;
      readonly splice: EdgeId | null;
    }
  /** A port of `node` to start a wire from, then the port it goes to. */
  | { readonly is: 'wire'; readonly node: NodeId; readonly screen: Point };

export interface Guides {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export const NO_GUIDES: Guides = { x: [], y: [] };

const store = createStore<CanvasState>(() => ({
  detail: 'all',
  picker: null,
  editing: null,
  wiring: null,
  refusal: null,
  guides: NO_GUIDES,
  said: '',
  settling: false,
  ring: false,
}));

export const canvas = {
  get: store.getState,
  subscribe: store.subscribe,

  look(detail: Detail): void {
    if (detail !== store.getState().detail) store.setState({ detail });
  },
  pick(picker: Picker | null): void {
    store.setState({ picker });
  },
  editName(editing: CanvasState['editing']): void {
    store.setState({ editing });
  },
  wire(wiring: EdgeEnd | null): void {
    store.setState({ wiring, refusal: null });
  },
  refuse(refusal: string | null): void {
    if (refusal !== store.getState().refusal) store.setState({ refusal });
  },
  guide(guides: Guides): void {
    if (guides !== store.getState().guides) store.setState({ guides });
  },
  say(said: string): void {
    store.setState({ said });
  },
  ring(ring: boolean): void {
    if (ring !== store.getState().ring) store.setState({ ring });
  },
  settle(settling: boolean): void {
    store.setState({ settling });
  },
};

export const useCanvas = <T>(select: (state: CanvasState) => T): T => useStore(store, select);

/** What is drawn at a zoom, and how much larger texts are set so that none is read at under 11 px. */
export function detailAt(zoom: number): { readonly detail: Detail; readonly scale: number } {
  const { detail } = STEPS.find(({ from }) => zoom >= from) ?? STEPS.at(-1)!;
  // In steps, so that zooming does not lay out every block in every frame.
  const step = Math.max(0.35, Math.floor(zoom * 20 + 1e-6) / 20);
  return { detail, scale: detail === 'far' ? 1 : Math.max(1, 1 / step) };
}

const STEPS: readonly { readonly from: number; readonly detail: Detail }[] = [
  { from: 0.9, detail: 'all' },
  { from: 0.85, detail: 'no-times' },
  { from: 0.8, detail: 'no-ports' },
  { from: 0.7, detail: 'no-slots' },
  { from: 0.5, detail: 'compact' },
  { from: 0.35, detail: 'small' },
  { from: 0, detail: 'far' },
];
