/** Where blocks to add come from and where they go meet here: palette and search ask, the canvas places. */

/** The type under which a dragged block carries its kind. */
export const BLOCK_DRAG = 'application/x-weft-block';

/** Kinds people reach for most have a key of their own. */
export const QUICK_KINDS = [
  { kind: 'goroutine', command: 'edit.addGoroutine' },
  { kind: 'select', command: 'edit.addSelect' },
  { kind: 'channel', command: 'edit.addChannel' },
  { kind: 'mutex', command: 'edit.addMutex' },
] as const;

const listeners = new Set<(kind: string) => void>();

export const placing = {
  /** Asks for a new block of this kind in the middle of what is in view. Nothing happens while no canvas is shown. */
  ask(kind: string): void {
    for (const listener of listeners) listener(kind);
  },

  /** Told of every request until the function returned is called. */
  subscribe(listener: (kind: string) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
