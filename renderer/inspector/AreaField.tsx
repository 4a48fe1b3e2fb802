import { useRef, useState, type KeyboardEvent } from 'react';

interface AreaFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called with what was typed when the focus leaves, or on Enter where that ends no line. Esc takes it back. */
  readonly onCommit: (value: string) => void;
  readonly mono?: boolean;
  readonly wrong?: boolean;
  /** Enter begins a line; Ctrl Enter is done. */
  readonly lines?: boolean;
  readonly id?: string;
  readonly least?: number;
}

/** A text that grows with what is typed. */
export function AreaField(props: AreaFieldProps) {
  const {
    label,
    value,
    onCommit,
    mono = false,
    wrong = false,
    lines = false,
    id,
    least = lines ? 3 : 1,
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const taken = useRef(false);
  const text = draft ?? value;

  const commit = (): void => {
    if (draft !== null && draft !== value && !taken.current) onCommit(draft);
    taken.current = false;
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (!lines || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      taken.current = true;
      event.currentTarget.blur();
    }
  };
  return (
    <textarea
      className="ui-input in-area"
      {...(mono ? { 'data-mono': '' } : {})}
      id={id}
      aria-label={label}
      aria-invalid={wrong}
      value={text}
      rows={Math.min(12, Math.max(least, text.split('\n').length))}
      spellCheck={!mono}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
