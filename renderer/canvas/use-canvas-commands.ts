import { useLayoutEffect } from 'react';
import type { NodeId } from '../../shared/base/ids.ts';
import { clipText, copy, duplicate, everything, pasteInto, readClip } from '../../shared/graph/clip.ts';
import {
  addGroup,
  addNote,
  find,
  layout,
  NOTHING,
  remove,
  type Edit,
  type Point,
  type Selection,
} from '../../shared/graph/edits.ts';
import { freshGroupId, freshNoteId } from '../../shared/graph/ids.ts';
import { commands } from '../app/commands.ts';
import { documents } from '../stores/document-store.ts';
import { placing, QUICK_KINDS } from '../stores/place-store.ts';
import { isNothing, selection } from '../stores/selection-store.ts';
import { settings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import { toast } from '../ui/toast.tsx';
import { canvas } from './canvas-store.ts';
import { boundsOf, type CanvasView, type EarlyActs } from './view.ts';

/** What the canvas can do, for menus, keys and the palette. */

const marked = (): Selection => selection.get().selection;
const drawing = () => documents.get().document;
const isOpen = (): boolean => documents.get().open;
const some = (): boolean => isOpen() && !isNothing(marked());
const someBlocks = (): boolean => isOpen() && marked().nodes.length > 0;

export function useCanvasCommands(early: EarlyActs): void {
  // Before the first paint: whoever sees the canvas may press its keys.
  useLayoutEffect(() => {
    const near = (): CanvasView | null => early.view;
    return commands.register({
      'edit.cut': { run: () => void toClipboard(true), enabled: some },
      'edit.copy': { run: () => void toClipboard(false), enabled: some },
      'edit.paste': { run: () => void fromClipboard(near(), false), enabled: isOpen },
      'edit.pasteWired': { run: () => void fromClipboard(near(), true), enabled: isOpen },
      'edit.duplicate': {
        run: () => {
          const { document } = documents.get();
          const { selection: added } = pasteInto(document, copy(document, marked()), { by: STEP });
          documents.edit('step.duplicate', duplicate(marked(), STEP));
          selection.select(added);
        },
        enabled: some,
      },
      'edit.delete': { run: () => documents.edit('step.delete', remove(marked())), enabled: some },
      'edit.selectAll': { run: () => selection.select(everything(drawing())), enabled: isOpen },
      'edit.rename': {
        run: rename,
        enabled: () => isOpen() && marked().nodes.length + marked().groups.length === 1,
      },
      'edit.group': { run: group, enabled: someBlocks },
      'edit.ungroup': { run: ungroup, enabled: () => isOpen() && framesMarked().length > 0 },
      'edit.arrange': {
        run: () => void arrangeBlocks(near()),
        enabled: () => isOpen() && Object.keys(drawing().nodes).length > 0,
      },
      'edit.addBlock': {
        run: () => early.soon((there) => pickBlockAt(there, there.middle())),
        enabled: isOpen,
      },
      ...Object.fromEntries(
        QUICK_KINDS.map(({ command, kind }) => [command, { run: () => placing.ask(kind), enabled: isOpen }]),
      ),
      'edit.connect': {
        run: () => {
          const [node] = marked().nodes;
          if (node !== undefined) early.soon((there) => pickWireFrom(there, node));
        },
        enabled: () => isOpen() && marked().nodes.length === 1,
      },
      'view.zoomIn': { run: () => early.soon((there) => there.zoomBy(1.25)), enabled: isOpen },
      'view.zoomOut': { run: () => early.soon((there) => there.zoomBy(0.8)), enabled: isOpen },
      'view.zoomReset': { run: () => early.soon((there) => there.zoomTo(1)), enabled: isOpen },
      'view.fit': { run: () => early.soon((there) => there.fit(drawing())), enabled: isOpen },
    });
  }, [early]);
}

/** A pasted copy stands this far from what it was copied from. */
const STEP: Point = { x: 40, y: 40 };

/** How often the same clip was pasted: each copy goes further. */
let pasted = { text: '', times: 0 };

const say = (id: 'canvas.paste.none'): void => toast(textIn(settings.get().locale)(id), 'error');

/** The marked blocks as a text, for whoever asked; null when nothing is marked. */
export function copiedText(): string | null {
  if (isNothing(marked())) return null;
  pasted = { text: '', times: 0 };
  return clipText(copy(drawing(), marked()));
}

export function pasteText(text: string, keepOutside = false): boolean {
  const clip = readClip(text);
  if (clip === null || !isOpen()) return false;
  pasted = text === pasted.text ? { text, times: pasted.times + 1 } : { text, times: 1 };
  const by = { x: STEP.x * pasted.times, y: STEP.y * pasted.times };
  const { selection: added } = pasteInto(drawing(), clip, { by, keepOutside });
  const edit: Edit = (document) => pasteInto(document, clip, { by, keepOutside }).document;
  documents.edit('step.paste', edit);
  selection.select(added);
  return true;
}

export const cutMarked = (): void => documents.edit('step.cut', remove(marked()));

async function toClipboard(cut: boolean): Promise<void> {
  const text = copiedText();
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
    if (cut) cutMarked();
  } catch (cause) {
    toast(cause instanceof Error ? cause.message : String(cause), 'error');
  }
}

async function fromClipboard(view: CanvasView | null, keepOutside: boolean): Promise<void> {
  try {
    const text = await navigator.clipboard.readText();
    if (!pasteText(text, keepOutside)) say('canvas.paste.none');
    else reveal(view);
  } catch (cause) {
    toast(cause instanceof Error ? cause.message : String(cause), 'error');
  }
}

function reveal(view: CanvasView | null): void {
  const box = boundsOf(drawing(), marked());
  if (box !== null) view?.reveal(box);
}

function rename(): void {
  const [node] = marked().nodes;
  const [frame] = marked().groups;
  canvas.editName(node ?? frame ?? null);
}

function group(): void {
  const box = boundsOf(drawing(), { nodes: marked().nodes });
  if (box === null) return;
  const id = freshGroupId(drawing());
  const name = textIn(settings.get().locale)('canvas.frame.new');
  const around = { x: box.x - 24, y: box.y - 40, width: box.width + 48, height: box.height + 68 };
  documents.edit('step.group', addGroup(name, around, marked().nodes));
  selection.select({ groups: [id] });
}

/** The frames marked, and those of the marked blocks. */
const framesMarked = () => [
  ...new Set([
    ...marked().groups,
    ...marked().nodes.flatMap((id) => {
      const frame = find(drawing().nodes, id)?.group ?? null;
      return frame === null ? [] : [frame];
    }),
  ]),
];

const ungroup = (): void => documents.edit('step.ungroup', remove({ ...NOTHING, groups: framesMarked() }));

async function arrangeBlocks(view: CanvasView | null): Promise<void> {
  const { nodes } = marked();
  const before = drawing();
  try {
    const { arrange } = await import('./auto-layout.ts');
    const positions = await arrange(before, nodes.length > 1 ? nodes : null);
    // Meanwhile somebody went on drawing: their blocks count, not the layout of what was.
    if (drawing() !== before) return;
    canvas.settle(true);
    documents.edit('step.arrange', layout(positions));
    if (nodes.length <= 1 || nodes.length === Object.keys(before.nodes).length) view?.fit(drawing());
    setTimeout(() => canvas.settle(false), 320);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    toast(textIn(settings.get().locale)('canvas.arrange.failed', { message }), 'error');
  }
}

/** Asks for a block to put at a place of the canvas. */
export function pickBlockAt(view: CanvasView | null, at: Point): void {
  if (view === null) return;
  canvas.pick({ is: 'block', at, screen: view.inside(at), from: null, splice: null });
}

export function pickWireFrom(view: CanvasView | null, node: NodeId): void {
  const box = boundsOf(drawing(), { nodes: [node] });
  if (view === null || box === null) return;
  canvas.pick({ is: 'wire', node, screen: view.inside({ x: box.x + box.width, y: box.y }) });
}

/** Puts a note on the canvas and begins to write it. */
export function addNoteAt(at: Point): void {
  const id = freshNoteId(drawing());
  const text = textIn(settings.get().locale)('canvas.note.new');
  documents.edit('step.note', addNote(text, { x: at.x, y: at.y, width: 260, height: 96 }));
  selection.select({ notes: [id] });
  canvas.editName(id);
}

/** Puts an empty frame on the canvas. */
export function addFrameAt(at: Point): void {
  const id = freshGroupId(drawing());
  const name = textIn(settings.get().locale)('canvas.frame.new');
  documents.edit('step.group', addGroup(name, { x: at.x, y: at.y, width: 320, height: 220 }));
  selection.select({ groups: [id] });
  canvas.editName(id);
}
