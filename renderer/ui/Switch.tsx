import { Switch as Base } from '@base-ui/react/switch';

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly id?: string;
}

/** On or off, at once. */
export const Switch = ({ label, checked, onChange, disabled = false, id }: SwitchProps) => (
  <Base.Root
    className="ui-switch"
    aria-label={label}
    checked={checked}
    disabled={disabled}
    onCheckedChange={(next) => onChange(next)}
    {...(id === undefined ? {} : { id })}
  >
    <Base.Thumb className="ui-switch-knob" />
  </Base.Root>
);
