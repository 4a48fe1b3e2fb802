import type { Rectangle } from 'electron/main';

/** How a window looked when it was last closed. */
export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

export const MIN = { width: 900, height: 600 };
const DEFAULT = { width: 1440, height: 900 };

/** Where to put the window: as it was, if enough of it can still be seen on a display there is now. */
export function placeWindow(
  state: WindowState,
  displays: readonly { readonly workArea: Rectangle }[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const { bounds } = state;
  if (!bounds) return DEFAULT;
  const size = { width: Math.max(bounds.width, MIN.width), height: Math.max(bounds.height, MIN.height) };
  // Enough of its upper edge to take hold of it.
  const edge = { ...bounds, height: 40 };
  const visible = displays.some(({ workArea }) => overlap(edge, workArea) >= 100 * 20);
  return visible ? { x: bounds.x, y: bounds.y, ...size } : size;
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
