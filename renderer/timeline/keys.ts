import type { MessageId } from '../trace/messages.ts';
import type { Act } from './protocol.ts';

/** What a key does: an act of the timeline, or something its page does itself. */
export type KeyAct = Act | { readonly is: 'search' } | { readonly is: 'table' };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The keys of a focused timeline, for the sheet of shortcuts: as people type them, and what they do. */
export const TIMELINE_KEYS: readonly { readonly keys: readonly string[]; readonly does: MessageId }[] = [
  { keys: ['W', 'S'], does: 'timeline.key.zoom' },
  { keys: ['A', 'D'], does: 'timeline.key.pan' },
  { keys: ['↑', '↓'], does: 'timeline.key.lane' },
  { keys: [',', '.'], does: 'timeline.key.slice' },
  { keys: ['F'], does: 'timeline.key.fit' },
  { keys: ['0'], does: 'timeline.key.all' },
  { keys: ['End'], does: 'timeline.key.live' },
  { keys: ['['], does: 'timeline.key.flow' },
  { keys: [']'], does: 'timeline.key.flow' },
  { keys: ['M'], does: 'timeline.key.mark' },
  { keys: ['Shift+M'], does: 'timeline.key.keep' },
  { keys: ['/'], does: 'timeline.key.search' },
  { keys: ['Alt+←', 'Alt+→'], does: 'timeline.key.history' },
  { keys: ['H', 'Shift+H'], does: 'timeline.key.height' },
  { keys: ['T'], does: 'timeline.key.table' },
  { keys: ['Esc'], does: 'timeline.key.clear' },
];

/** Pixels one press pans, and how much one press zooms. */
const PAN = 80;
const ZOOM = 1.35;
const FASTER = 4;
const PAGE_OF_LANES = 8;

/** What a key press asks of the timeline; null: nothing, and the key is somebody else's. */
export function actForKey(press: KeyPress): KeyAct | null {
  if (press.ctrlKey || press.metaKey) return null;
  if (press.altKey) {
    if (press.key === 'ArrowLeft') return { is: 'back' };
    if (press.key === 'ArrowRight') return { is: 'forward' };
    return null;
  }
  const pixels = press.shiftKey ? PAN * FASTER : PAN;
  const factor = press.shiftKey ? ZOOM ** FASTER : ZOOM;
  switch (press.key.length === 1 ? press.key.toLowerCase() : press.key) {
    case 'w':
    case '+':
    case '=':
      return { is: 'zoom', factor, x: null };
    case 's':
    case '-':
    case '_':
      return { is: 'zoom', factor: 1 / factor, x: null };
    case 'a':
    case 'ArrowLeft':
      return { is: 'pan', pixels: -pixels };
    case 'd':
    case 'ArrowRight':
      return { is: 'pan', pixels };
    case 'ArrowUp':
      return { is: 'step-lane', by: -1 };
    case 'ArrowDown':
      return { is: 'step-lane', by: 1 };
    case 'PageUp':
      return { is: 'scroll', lanes: -PAGE_OF_LANES };
    case 'PageDown':
      return { is: 'scroll', lanes: PAGE_OF_LANES };
    case ',':
    case '<':
      return { is: 'step-slice', by: -1 };
    case '.':
    case '>':
      return { is: 'step-slice', by: 1 };
    case 'f':
      return { is: 'fit-selection' };
    case '0':
    case 'Home':
      return { is: 'fit-all' };
    case 'End':
      return { is: 'follow', on: true };
    case 'm':
      return { is: 'mark', keep: press.shiftKey };
    case '[':
      return { is: 'flow', way: -1 };
    case ']':
      return { is: 'flow', way: 1 };
    case 'h':
      return { is: 'lane-height', by: press.shiftKey ? -1 : 1 };
    case '/':
      return { is: 'search' };
    case 't':
      return { is: 'table' };
    case 'Escape':
      return { is: 'clear' };
    default:
      return null;
  }
}
