import type { Place } from '../../shared/compile/findings.ts';
import { selection } from '../stores/selection-store.ts';
import { useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import type { TypeNote } from './editor/CodeEditor.tsx';

/** Listed at most; the rest is marked in the text. */
const MOST = 4;

interface TypeNotesProps {
  readonly notes: readonly TypeNote[];
  readonly at: Pick<Place, 'node' | 'param'>;
}

/** What TypeScript says of the types of a text, in its own words. A program with such a note still runs. */
export function TypeNotes({ notes, at }: TypeNotesProps) {
  const t = useText();
  if (notes.length === 0) return null;
  return (
    <ul className="in-findings" aria-label={t('inspector.typeNotes')}>
      {notes.slice(0, MOST).map(({ line, column, message }, i) => (
        <li key={i} data-severity="info">
          <Icon name="info" />
          <p>
            <span lang="en">{message.endsWith('.') ? message : `${message}.`}</span>{' '}
            <button
              type="button"
              className="in-link"
              aria-label={t('inspector.toLine', { line })}
              onClick={() => selection.show({ ...at, line, column })}
            >
              {t('inspector.line', { line })}
            </button>
          </p>
        </li>
      ))}
    </ul>
  );
}
