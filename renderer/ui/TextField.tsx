import { useRef, useState, type ComponentPropsWithoutRef, type KeyboardEvent } from 'react';

interface TextFieldProps extends Omit<ComponentPropsWithoutRef<'input'>, 'value' | 'onChange' | 'size'> {
  readonly label: string;
  readonly value: string;
  /** Called with what was typed when it is done: on Enter, or when the focus leaves. Esc takes it back. */
  readonly onCommit: (value: string) => void;
  /** Called with every letter instead, where the rest of the screen follows. */
  readonly onType?: (value: string) => void;
  readonly mono?: boolean;
}

/** A line of text. */
export function TextField({
  label,
  value,
  onCommit,
  onType,
  mono = false,
  className = '',
  ...rest
}: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const taken = useRef(false);

  const commit = (): void => {
    if (draft !== null && draft !== value && !taken.current) onCommit(draft);
    taken.current = false;
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // An input method uses Enter and Esc for its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      taken.current = true;
      event.currentTarget.blur();
    }
  };
  return (
    <input
      {...rest}
      className={`ui-input ${className}`}
      {...(mono ? { 'data-mono': '' } : {})}
      aria-label={label}
      value={draft ?? value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        setDraft(event.target.value);
        onType?.(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
