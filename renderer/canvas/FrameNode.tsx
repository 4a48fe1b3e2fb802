import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useRef } from 'react';
import { resize, setGroup } from '../../shared/graph/edits.ts';
import { documents } from '../stores/document-store.ts';
import { useText } from '../text/text.ts';
import { canvas, useCanvas } from './canvas-store.ts';
import { NameField } from './NameField.tsx';
import type { FrameNodeData } from './to-flow.ts';

/** A named frame around blocks. It is moved by its head, and its blocks with it. */
export const FrameNode = memo(function FrameNode({ data: { group }, selected }: NodeProps<FrameNodeData>) {
  const t = useText();
  const editing = useCanvas((state) => state.editing === group.id);
  const gesture = useRef<object>({});
  return (
    <section
      className="cv-frame"
      data-selected={selected || undefined}
      aria-label={t('canvas.frame', { name: group.name })}
    >
      <NodeResizer
        isVisible={selected}
        minWidth={96}
        minHeight={64}
        lineClassName="cv-resize-line"
        handleClassName="cv-resize-handle"
        onResizeStart={() => (gesture.current = {})}
        onResize={(_event, box) =>
          documents.edit('step.resize', resize({ group: group.id }, box), { merge: gesture.current })
        }
      />
      <header className="cv-frame-head" onDoubleClick={() => canvas.editName(group.id)}>
        {editing ? (
          <NameField
            label={t('canvas.name')}
            name={group.name}
            onDone={(name) => {
              canvas.editName(null);
              if (name !== null) documents.edit('step.rename', setGroup(group.id, { name: name.trim() }));
            }}
          />
        ) : (
          <b>{group.name}</b>
        )}
      </header>
    </section>
  );
});
