import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { Icon } from './icons.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  /** At the end of the field, such as the key that leads here. */
  readonly children?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** A text that narrows a list. Esc empties it. */
export const SearchField = ({
  label,
  placeholder,
  value,
  onType,
  children,
  inputRef,
  onKeyDown,
}: SearchFieldProps) => (
  <label className="ui-search">
    <Icon name="search" />
    <input
      ref={inputRef}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.stopPropagation();
          onType('');
        }
        onKeyDown?.(event);
      }}
    />
    {value === '' && children}
  </label>
);
