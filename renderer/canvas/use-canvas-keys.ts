import { useLayoutEffect, type RefObject } from 'react';
import type { NodeId } from '../../shared/base/ids.ts';
import { find, move } from '../../shared/graph/edits.ts';
import { downstream, upstream, wiresOf } from '../../shared/graph/query.ts';
import { messageOr } from '../../shared/text/format.ts';
import { runView } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { isNothing, selection } from '../stores/selection-store.ts';
import { settings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import { canvas } from './canvas-store.ts';
import { GRID } from './geometry.ts';
import { readLiveBlock } from './live-block.ts';
import { boundsOf, type CanvasView } from './view.ts';
import { ARROWS, neighbour, type Direction } from './walk.ts';

/** Keys of the canvas that are no commands: arrows, Enter, Esc. The rest is in the table of commands. */
export function useCanvasKeys(box: RefObject<HTMLElement | null>, view: RefObject<CanvasView | null>): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    let nudges: object = {};
    let last: Direction | null = null;

    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.target !== element) return;
      const direction = ARROWS[event.key];
      const mod = event.ctrlKey || event.metaKey;
      if (direction !== undefined && !event.altKey) {
        event.preventDefault();
        if (mod) {
          if (direction !== last) nudges = {};
          last = direction;
          nudge(direction, event.shiftKey ? 10 * GRID : 2 * GRID, nudges);
          return;
        }
        if (event.shiftKey) selectAlong(direction);
        else walk(direction, view.current);
      } else if (event.key === 'Enter' && !mod) {
        event.preventDefault();
        open();
      } else if (event.key === 'Escape') {
        // The first Esc closes, the next lets go.
        if (canvas.get().picker !== null) canvas.pick(null);
        else selection.clear();
      }
      last = null;
    };
    element.addEventListener('keydown', onKeyDown);
    return () => element.removeEventListener('keydown', onKeyDown);
  }, [box, view]);
}

function walk(direction: Direction, view: CanvasView | null): void {
  const { document } = documents.get();
  const [from] = selection.get().selection.nodes;
  const to = neighbour(document, from ?? null, direction);
  if (to === null) return;
  selection.select({ nodes: [to] });
  const box = boundsOf(document, { nodes: [to] });
  if (box !== null) view?.reveal(box);
  canvas.say(describe(to));
}

function nudge(direction: Direction, by: number, merge: object): void {
  const marked = selection.get().selection;
  if (isNothing(marked)) return;
  const [x, y] = { left: [-by, 0], right: [by, 0], up: [0, -by], down: [0, by] }[direction] as [
    number,
    number,
  ];
  documents.edit('step.move', move(marked, { x, y }), { merge });
  const [first] = marked.nodes;
  const node = first === undefined ? null : find(documents.get().document.nodes, first);
  if (node !== null) canvas.say(textIn(settings.get().locale)('canvas.said.moved', { x: node.x, y: node.y }));
}

/** Left and up take in what leads here, right and down what follows. */
function selectAlong(direction: Direction): void {
  const { document } = documents.get();
  const { nodes } = selection.get().selection;
  const more =
    direction === 'left' || direction === 'up' ? upstream(document, nodes) : downstream(document, nodes);
  selection.select({ nodes: [...nodes, ...more] });
}

function open(): void {
  const marked = selection.get().selection;
  canvas.editName(marked.notes[0] ?? marked.nodes[0] ?? marked.groups[0] ?? null);
}

/** A block in a sentence: its name, what it is, what it does, how many wires it has. */
function describe(id: NodeId): string {
  const { locale } = settings.get();
  const t = textIn(locale);
  const { document } = documents.get();
  const node = find(document.nodes, id);
  if (node === null) return t('canvas.said.nothing');
  const live = readLiveBlock(runView.get(), node);
  const state = live?.states[0]?.[0];
  return t('canvas.said.walk', {
    name: node.name,
    kind: messageOr(locale, `block.${node.kind}`, node.kind),
    state: state === undefined ? '' : `${t(`state.${state}`)}${locale === 'zh-CN' ? '。' : '.'}`,
    wires: wiresOf(document, id).length,
  });
}
