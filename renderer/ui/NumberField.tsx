import { useState, type KeyboardEvent } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onCommit: (value: number) => void;
  readonly disabled?: boolean;
  readonly width?: string;
  readonly id?: string;
  /** Fractions are allowed. */
  readonly fractions?: boolean;
  readonly placeholder?: string;
}

/** A number within limits. What does not fit is not taken; the arrow keys count. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, onCommit, disabled = false, width = '4rem', id, fractions = false } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const current = draft ?? String(value);
  const parsed = readNumber(current, min, max, fractions);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1);
    onCommit(Math.min(max, Math.max(min, (parsed ?? value) + by)));
    setDraft(null);
  };
  return (
    <input
      className="ui-input"
      data-mono=""
      style={{ width }}
      id={id}
      aria-label={label}
      aria-invalid={parsed === null}
      inputMode={fractions ? 'decimal' : 'numeric'}
      disabled={disabled}
      placeholder={props.placeholder}
      value={current}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== null && parsed !== null && parsed !== value) onCommit(parsed);
        setDraft(null);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** The number a person typed, or null when it is none or out of its limits. */
export function readNumber(text: string, min: number, max: number, fractions: boolean): number | null {
  const trimmed = text.trim().replaceAll('−', '-');
  if (!/^-?\d+(?:\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  if (value < min || value > max || (!fractions && !Number.isInteger(value))) return null;
  return value;
}
