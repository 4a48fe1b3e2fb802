import { useEffect, useRef } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** Null: the person took it back. */
  readonly onDone: (name: string | null) => void;
}

/** A name being edited in its place. Enter keeps it, Esc takes it back. */
export function NameField({ label, name, onDone }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (text: string | null): void => {
    if (done.current) return;
    done.current = true;
    // The keys go on where they were.
    field.current?.closest<HTMLElement>('[data-scope="canvas"]')?.focus({ preventScroll: true });
    onDone(text);
  };
  return (
    <input
      ref={field}
      className="cv-name nodrag nopan nowheel"
      aria-label={label}
      defaultValue={name}
      spellCheck={false}
      autoComplete="off"
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
