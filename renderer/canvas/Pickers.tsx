import { useState } from 'react';
import { nodeId } from '../../shared/base/ids.ts';
import { BLOCKS, blockOf } from '../../shared/blocks/catalogue.ts';
import { PORT_LOOK, printPortType } from '../../shared/blocks/ports.ts';
import { portsOf } from '../../shared/blocks/wiring.ts';
import type { EdgeEnd } from '../../shared/graph/document.ts';
import { find, newNode } from '../../shared/graph/edits.ts';
import { wiresOfPort } from '../../shared/graph/query.ts';
import { messageOr, LOCALES } from '../../shared/text/format.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { PortMark } from '../ui/icons.tsx';
import { canvas, useCanvas, type Picker } from './canvas-store.ts';
import { addWired, fittingPorts, joinEdit, spliceInto, targetsOf } from './connecting.ts';
import { shapeOf } from './geometry.ts';
import { PickList, type Choice } from './PickList.tsx';

/** What the canvas asks at a place: which block to add, or which two ports to join. */
export const Pickers = ({ onClosed }: { readonly onClosed: () => void }) => {
  const picker = useCanvas((state) => state.picker);
  const close = (): void => {
    canvas.pick(null);
    onClosed();
  };
  if (picker === null) return null;
  return picker.is === 'block' ? (
    <BlockPicker picker={picker} onClose={close} />
  ) : (
    <WirePicker key={picker.node} picker={picker} onClose={close} />
  );
};

interface BlockPickerProps {
  readonly picker: Extract<Picker, { is: 'block' }>;
  readonly onClose: () => void;
}

const BlockPicker = ({ picker, onClose }: BlockPickerProps) => {
  const t = useText();
  const locale = useLocale();
  const { from, splice, at } = picker;
  const { document } = documents.get();
  const choices = BLOCKS.filter(({ kind }) => {
    if (from === null && splice === null) return true;
    const probe = newNode(document, { kind, name: kind, x: 0, y: 0 });
    if (from !== null) {
      const added = { ...document, nodes: { ...document.nodes, [probe.id]: probe } };
      return fittingPorts(added, from, probe).length > 0;
    }
    const spliced = splice === null ? document : spliceInto(probe, splice)(document);
    return splice !== null && !Object.hasOwn(spliced.edges, splice);
  }).map(({ kind }): Choice => ({
    id: kind,
    label: messageOr(locale, `block.${kind}`, kind),
    note: messageOr(locale, `line.${kind}`, ''),
    icon: <BlockIcon kind={kind} />,
    words: [kind, ...LOCALES.map((each) => messageOr(each, `block.${kind}`, ''))].join(' '),
  }));
  const onPick = (kind: string): void => {
    onClose();
    addBlock(kind, at, { from, splice });
  };
  return (
    <PickList
      title={
        splice !== null
          ? t('canvas.pick.block.splice')
          : from !== null
            ? t('canvas.pick.block.from', { port: from.port })
            : t('canvas.pick.block')
      }
      find={t('canvas.pick.find')}
      none={from === null && splice === null ? t('canvas.pick.none') : t('canvas.pick.none.fits')}
      choices={choices}
      at={picker.screen}
      onPick={onPick}
      onClose={onClose}
    />
  );
};

interface AddOptions {
  readonly from?: EdgeEnd | null;
  readonly splice?: string | null;
  /** The point is the block's middle, not its corner. */
  readonly centred?: boolean;
}

/** Adds a block of a kind at a point and marks it. */
export function addBlock(
  kind: string,
  at: { readonly x: number; readonly y: number },
  { from = null, splice = null, centred = false }: AddOptions = {},
): void {
  const { document, open } = documents.get();
  const block = blockOf(kind);
  if (block === null || !open) return;
  const node = newNode(document, { kind, name: block.defaultName, x: at.x, y: at.y });
  const { width, height } = shapeOf(node);
  const moved = centred
    ? { ...node, x: Math.round(at.x - width / 2), y: Math.round(at.y - height / 2) }
    : node;
  documents.edit('step.add', splice === null ? addWired(moved, from) : spliceInto(moved, splice));
  selection.select({ nodes: [moved.id] });
}

interface WirePickerProps {
  readonly picker: Extract<Picker, { is: 'wire' }>;
  readonly onClose: () => void;
}

const WirePicker = ({ picker, onClose }: WirePickerProps) => {
  const t = useText();
  const [from, setFrom] = useState<EdgeEnd | null>(null);
  const document = useDocument((each) => each);
  const node = find(document.nodes, picker.node);
  if (node === null) return null;

  if (from === null) {
    const choices = portsOf(node).map((spec): Choice => ({
      id: spec.name,
      label: spec.name,
      note: [
        printPortType(spec.type),
        ...(wiresOfPort(document, { node: node.id, port: spec.name }).length > 0
          ? [t('canvas.pick.wired')]
          : []),
      ].join(', '),
      icon: <PortMark {...PORT_LOOK[spec.type.is]} />,
    }));
    return (
      <PickList
        key="from"
        title={t('canvas.pick.port', { block: node.name })}
        find={t('canvas.pick.port.find')}
        none={t('canvas.pick.port.none')}
        choices={choices}
        at={picker.screen}
        onPick={(port) => setFrom({ node: node.id, port })}
        onClose={onClose}
      />
    );
  }
  const targets = targetsOf(document, from);
  const choices = targets.map((end, i): Choice => {
    const other = find(document.nodes, end.node)!;
    const spec = portsOf(other).find((each) => each.name === end.port)!;
    return {
      id: String(i),
      label: `${other.name}.${end.port}`,
      note: printPortType(spec.type),
      icon: <PortMark {...PORT_LOOK[spec.type.is]} />,
    };
  });
  const onPick = (index: string): void => {
    const to = targets[Number(index)];
    onClose();
    if (to === undefined) return;
    const edit = joinEdit(document, from, to);
    if (edit === null) return;
    documents.edit('step.connect', edit);
    const named = (end: EdgeEnd): string =>
      `${find(document.nodes, nodeId(end.node))?.name ?? end.node}.${end.port}`;
    canvas.say(t('canvas.said.connected', { from: named(from), to: named(to) }));
  };
  return (
    <PickList
      key="to"
      title={t('canvas.pick.target', { port: from.port })}
      find={t('canvas.pick.port.find')}
      none={t('canvas.pick.port.none')}
      choices={choices}
      at={picker.screen}
      onPick={onPick}
      onClose={onClose}
    />
  );
};
