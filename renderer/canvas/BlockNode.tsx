import type { NodeProps } from '@xyflow/react';
import { memo, useCallback } from 'react';
import type { GraphNode } from '../../shared/graph/document.ts';
import { rename } from '../../shared/graph/edits.ts';
import { findingText } from '../../shared/text/findings.ts';
import { message, messageOr, type Locale } from '../../shared/text/format.ts';

import { useSlowFrame } from '../run/use-frame.ts';
import type { RunFrame } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { useFindings, worstOfNode } from '../stores/findings-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { formatDuration, useLocale, useText } from '../text/text.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { Icon } from '../ui/icons.tsx';
import { CancelButton } from './CancelButton.tsx';
import { canvas, useCanvas } from './canvas-store.ts';
import { mayEndAt } from './connecting.ts';
import { ChannelFace } from './faces/ChannelFace.tsx';
import { CompactFace, Tally } from './faces/CompactFace.tsx';
import { CounterFace } from './faces/CounterFace.tsx';
import { GoroutineFace } from './faces/GoroutineFace.tsx';
import { LockFace } from './faces/LockFace.tsx';
import { SelectCases } from './faces/SelectFace.tsx';
import { numberOf, replicasOf, shapeOf, textOf, type BlockShape } from './geometry.ts';
import { NameField } from './NameField.tsx';
import { readLiveBlock, sameLive, type LiveBlock } from './live-block.ts';
import { PortHandle } from './PortHandle.tsx';
import { Selvedge } from './Selvedge.tsx';
import { isWired, type BlockNodeData } from './to-flow.ts';

/** A block on the canvas: what it is, its ports, and what it does while a program runs. */
export const BlockNode = memo(function BlockNode({
  data: { node, wired },
  selected,
}: NodeProps<BlockNodeData>) {
  const locale = useLocale();
  const t = useText();
  const read = useCallback((frame: RunFrame | null) => readLiveBlock(frame, node), [node]);
  const live = useSlowFrame(read, sameLive);
  const shape = shapeOf(node);
  const pointed = useSelection((state) => state.pointed === node.id);
  const editing = useCanvas((state) => state.editing === node.id);
  const wiring = useCanvas((state) => state.wiring);
  const compact = useCanvas(({ detail }) => detail === 'compact' || detail === 'small');
  const finding = useFindings((state) => worstOfNode(state.findings, node.id));
  const found = useFindings((state) => state.findings.filter(({ place }) => place.node === node.id).length);

  return (
    <section
      className="cv-block"
      data-face={shape.face}
      data-kind={node.kind}
      data-selvedge={shape.selvedge || undefined}
      data-selected={selected || undefined}
      data-pointed={pointed || undefined}
      data-finding={finding?.severity}
      aria-label={t('canvas.block', {
        name: node.name,
        kind: messageOr(locale, `block.${node.kind}`, node.kind),
      })}
    >
      {shape.selvedge && <Selvedge segments={live?.segments ?? []} />}
      <header>
        <BlockIcon kind={node.kind} />
        {editing ? (
          <NameField
            label={t('canvas.name')}
            name={node.name}
            onDone={(name) => {
              canvas.editName(null);
              if (name !== null && name.trim() !== '')
                documents.edit('step.rename', rename(node.id, name.trim()));
            }}
          />
        ) : (
          <b>{node.name}</b>
        )}
        <span className="cv-kind">
          {live !== null && !compact && <CancelButton node={node} live={live} />}
          {compact ? <Tally node={node} live={live} /> : noteOf(node, locale, live)}
        </span>
      </header>
      {compact ? <CompactFace node={node} live={live} /> : <Body node={node} shape={shape} live={live} />}
      {finding !== null && (
        <span className="cv-badge" data-severity={finding.severity}>
          <Icon
            name={
              finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'info'
            }
          />
          {(finding.severity !== 'error' || found > 1) && <span className="cv-badge-count">{found}</span>}
          <span className="cv-badge-text">{findingText(finding, locale)}</span>
        </span>
      )}
      {shape.ports.map((port) => (
        <PortHandle
          key={port.spec.name}
          port={port}
          wired={isWired(wired, port.spec.name)}
          fits={
            wiring === null
              ? null
              : mayEndAt(documents.get().document, wiring, { node: node.id, port: port.spec.name })
          }
        />
      ))}
    </section>
  );
});

const Body = ({ node, shape, live }: { node: GraphNode; shape: BlockShape; live: LiveBlock | null }) => {
  switch (shape.face) {
    case 'goroutine':
    case 'unknown':
      return <GoroutineFace node={node} live={live} />;
    case 'select':
      return (
        <>
          <GoroutineFace node={node} live={live} />
          <SelectCases node={node} />
        </>
      );
    case 'channel':
      return <ChannelFace node={node} live={live?.object ?? null} />;
    case 'lock':
      return <LockFace node={node} live={live?.object ?? null} />;
    case 'counter':
      return <CounterFace node={node} live={live?.object ?? null} />;
    case 'line':
      return null;
  }
};

/** The short note at the end of the head: replicas, an element type, a time. */
function noteOf(node: GraphNode, locale: Locale, live: LiveBlock | null): React.ReactNode {
  switch (shapeOf(node).face) {
    case 'goroutine': {
      const replicas = replicasOf(node);
      const started = live?.started ?? 0;
      return `${replicas > 1 ? `×${replicas}` : ''}${started > 0 ? ` +${started}` : ''}`;
    }
    case 'channel':
      return <span className="cv-mono">{textOf(node, 'elem')}</span>;
    case 'line':
      return timeOf(node, locale);
    case 'unknown':
      return node.kind;
    case 'select':
    case 'lock':
    case 'counter':
      return messageOr(locale, `block.${node.kind}`, node.kind);
  }
}

function timeOf(node: GraphNode, locale: Locale): string {
  switch (node.kind) {
    case 'timer':
      return formatDuration(numberOf(node, 'delay') * 1e6);
    case 'ticker':
      return formatDuration(numberOf(node, 'period') * 1e6);
    case 'context': {
      const form = textOf(node, 'form');
      const word = messageOr(locale, `option.context.form.${form}`, form);
      if (form === 'timeout') return `${word} ${formatDuration(numberOf(node, 'after') * 1e6)}`;
      if (form === 'deadline') return `${word} ${formatDuration(numberOf(node, 'at') * 1e6)}`;
      return form === 'value' ? `${textOf(node, 'key')}` : word;
    }
    default:
      return message(locale, 'block.timer');
  }
}
