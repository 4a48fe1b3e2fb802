import { Select as Base } from '@base-ui/react/select';
import { Icon } from './icons.tsx';

export interface Option<T extends string | number> {
  readonly value: T;
  readonly label: string;
}

interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly width?: string;
  readonly mono?: boolean;
  readonly id?: string;
}

/** One of a list. For a few short choices `Segmented` shows them all at once. */
export function Select<T extends string | number>(props: SelectProps<T>) {
  const { label, value, options, onChange, disabled = false, width, mono = false, id } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        className="ui-input ui-select"
        aria-label={label}
        {...(mono ? { 'data-mono': '' } : {})}
        {...(id === undefined ? {} : { id })}
        style={{ width }}
      >
        <Base.Value className="ui-cut" />
        <Base.Icon render={<Icon name="down" />} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="ui-positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="ui-popup" style={{ minWidth: 'var(--anchor-width)' }}>
            {options.map((option) => (
              <Base.Item key={option.value} className="ui-item" value={option.value}>
                <span className="ui-item-mark">
                  <Base.ItemIndicator>
                    <Icon name="check" />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
