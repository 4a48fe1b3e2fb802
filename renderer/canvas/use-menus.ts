import { useMemo, useRef, type MouseEvent, type RefObject } from 'react';
import type { EdgeId } from '../../shared/base/ids.ts';
import { disconnect, type Point } from '../../shared/graph/edits.ts';
import { connected, downstream, upstream } from '../../shared/graph/query.ts';
import { COMMANDS, type CommandId } from '../../shared/ipc/commands.ts';
import { commandKey, commands } from '../app/commands.ts';
import { documents } from '../stores/document-store.ts';
import { isMarked, selection } from '../stores/selection-store.ts';
import { settings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import type { MenuEntry, MenuGroups } from '../ui/Menu.tsx';
import { canvas } from './canvas-store.ts';
import { selectionOf } from './to-flow.ts';
import { addNoteAt, pickBlockAt } from './use-canvas-commands.ts';
import type { CanvasView } from './view.ts';

interface Menus {
  readonly groups: () => MenuGroups;
  /** Before the menu opens: what is under the pointer is marked, as it is what the menu speaks of. */
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The menus of a right click: on a block, on a wire, on the bare canvas. */
export function useMenus(view: RefObject<CanvasView | null>): Menus {
  const at = useRef<Point>({ x: 0, y: 0 });
  const on = useRef<'block' | 'wire' | 'canvas'>('canvas');
  return useMemo(
    () => ({
      onContextMenu(event) {
        at.current = view.current?.at({ x: event.clientX, y: event.clientY }) ?? { x: 0, y: 0 };
        const target = event.target instanceof Element ? event.target : null;
        const node = target?.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
        const edge = target?.closest<HTMLElement>('.react-flow__edge')?.dataset['id'];
        const id = node ?? edge;
        on.current = node !== undefined ? 'block' : edge !== undefined ? 'wire' : 'canvas';
        if (id === undefined) return;
        const part = selectionOf(documents.get().document, [id]);
        const [first] = [...part.nodes, ...part.edges, ...part.groups, ...part.notes];
        if (first !== undefined && !isMarked(selection.get().selection, first)) selection.select(part);
      },
      groups: () => groupsFor(on.current, at.current, view.current),
    }),
    [view],
  );
}

function groupsFor(on: 'block' | 'wire' | 'canvas', at: Point, view: CanvasView | null): MenuGroups {
  const { locale } = settings.get();
  const t = textIn(locale);
  const { document } = documents.get();
  const marked = selection.get().selection;
  switch (on) {
    case 'canvas':
      return [
        [
          {
            id: 'add',
            label: t('canvas.pick.block'),
            keys: keyOf('edit.addBlock'),
            onPick: () => soon(() => pickBlockAt(view, at)),
          },
          { id: 'note', label: t('canvas.note.add'), onPick: () => soon(() => addNoteAt(at)) },
        ],
        [command('edit.paste'), command('edit.pasteWired'), command('edit.selectAll')],
        [command('edit.arrange'), command('view.fit')],
      ];
    case 'wire': {
      const [edge] = marked.edges;
      return [
        [
          {
            id: 'splice',
            label: t('canvas.wire.splice'),
            disabled: edge === undefined,
            onPick: () =>
              soon(() => {
                if (edge === undefined || view === null) return;
                canvas.pick({ is: 'block', at, screen: view.inside(at), from: null, splice: edge });
              }),
          },
        ],
        [
          {
            id: 'disconnect',
            label: COMMANDS['edit.delete'].label[locale],
            keys: keyOf('edit.delete'),
            onPick: () => documents.edit('step.disconnect', disconnect(marked.edges as readonly EdgeId[])),
          },
        ],
      ];
    }
    case 'block': {
      const { nodes } = marked;
      const also = (ids: readonly (typeof nodes)[number][]): void =>
        selection.select({ nodes: [...new Set([...nodes, ...ids])] });
      return [
        nodes.length === 1
          ? [
              { id: 'open', label: t('canvas.open'), onPick: () => selection.show({ node: nodes[0]! }) },
              command('edit.rename'),
              command('edit.connect'),
            ]
          : marked.notes.length === 1
            ? [
                {
                  id: 'write',
                  label: t('canvas.note.edit'),
                  onPick: () => soon(() => canvas.editName(marked.notes[0]!)),
                },
              ]
            : [],
        [command('edit.cut'), command('edit.copy'), command('edit.duplicate'), command('edit.delete')],
        [command('edit.group'), command('edit.ungroup'), command('edit.arrange')],
        nodes.length === 0
          ? []
          : [
              { id: 'up', label: t('canvas.selectUp'), onPick: () => also(upstream(document, nodes)) },
              { id: 'down', label: t('canvas.selectDown'), onPick: () => also(downstream(document, nodes)) },
              {
                id: 'around',
                label: t('canvas.selectAround'),
                onPick: () => also(connected(document, nodes)),
              },
            ],
      ];
    }
  }
}

const keyOf = (id: CommandId): string => commandKey(id, settings.get().info.platform);

const command = (id: CommandId): MenuEntry => ({
  id,
  label: COMMANDS[id].label[settings.get().locale],
  keys: keyOf(id),
  disabled: !commands.can(id),
  onPick: () => soon(() => commands.run(id)),
});

/** After the menu has closed and given the focus back. */
const soon = (act: () => void): void => void setTimeout(act, 0);
