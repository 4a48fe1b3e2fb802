import type { GraphNote } from '../../shared/graph/document.ts';
import { setNote } from '../../shared/graph/edits.ts';
import { documents } from '../stores/document-store.ts';
import { useText } from '../text/text.ts';
import { AreaField } from './AreaField.tsx';
import { Head } from './Head.tsx';

/** A note: its text. */
export function NoteInspector({ note }: { readonly note: GraphNote }) {
  const t = useText();
  return (
    <>
      <Head
        title={firstWords(note.text) || t('inspector.note.text')}
        kind={t('inspector.note')}
        actions={['edit.duplicate', 'edit.delete']}
      />
      <section className="in-section in-stack">
        <AreaField
          key={note.id}
          label={t('inspector.note.text')}
          value={note.text}
          lines
          least={6}
          onCommit={(text) => documents.edit('step.note', setNote(note.id, { text }))}
        />
        <span className="in-hint">{t('inspector.note.hint')}</span>
      </section>
    </>
  );
}

/** The first line of a note without its marks, short enough for a heading. */
export function firstWords(text: string): string {
  const line = text
    .split('\n')
    .map((each) =>
      each
        .replace(/^\s*(?:#+|[-*]|\d+\.)\s+/, '')
        .replace(/[*_`]/g, '')
        .trim(),
    )
    .find((each) => each !== '');
  return line === undefined ? '' : line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
