import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { resize, setNote } from '../../shared/graph/edits.ts';
import type { GraphNote } from '../../shared/graph/document.ts';
import { documents } from '../stores/document-store.ts';
import { useText } from '../text/text.ts';
import { Markdown } from '../ui/Markdown.tsx';
import { canvas, useCanvas } from './canvas-store.ts';
import { isTitled } from './note-size.ts';
import type { NoteNodeData } from './to-flow.ts';

/** Text beside the drawing. Double-click to write; Esc or a click elsewhere is done. */
export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteNodeData>) {
  const t = useText();
  const editing = useCanvas((state) => state.editing === note.id);
  const gesture = useRef<object>({});
  return (
    <section
      className="cv-note"
      data-selected={selected || undefined}
      aria-label={t('canvas.note')}
      onDoubleClick={() => canvas.editName(note.id)}
    >
      <NodeResizer
        isVisible={selected && !editing}
        minWidth={96}
        minHeight={40}
        lineClassName="cv-resize-line"
        handleClassName="cv-resize-handle"
        onResizeStart={() => (gesture.current = {})}
        onResize={(_event, box) =>
          documents.edit('step.resize', resize({ note: note.id }, box), { merge: gesture.current })
        }
      />
      {editing ? (
        <Writing note={note} />
      ) : (
        <Markdown
          text={note.text}
          className={isTitled(note.text) ? 'cv-note-text cv-titled' : 'cv-note-text'}
        />
      )}
    </section>
  );
});

const Writing = ({ note }: { readonly note: GraphNote }) => {
  const t = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const gesture = useRef<object>({});
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <textarea
      ref={field}
      className="cv-note-field nodrag nopan nowheel"
      aria-label={t('canvas.note')}
      value={note.text}
      onChange={(event) =>
        documents.edit('step.note', setNote(note.id, { text: event.target.value }), {
          merge: gesture.current,
        })
      }
      onBlur={() => canvas.editName(null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        field.current?.closest<HTMLElement>('[data-scope="canvas"]')?.focus({ preventScroll: true });
        canvas.editName(null);
      }}
    />
  );
};
