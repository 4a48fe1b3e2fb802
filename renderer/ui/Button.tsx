import type { ComponentPropsWithRef, ReactElement } from 'react';
import { Icon, type IconName } from './icons.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `main`: the one thing most people want here. `ghost`: there when looked for. */
  readonly look?: 'plain' | 'main' | 'ghost';
  readonly size?: 'normal' | 'small';
  readonly icon?: IconName;
}

/** A button says what it does with a verb. */
export const Button = ({
  look = 'plain',
  size = 'normal',
  icon,
  className = '',
  children,
  ...rest
}: ButtonProps) => (
  <button type="button" className={`ui-button ${className}`} data-look={look} data-size={size} {...rest}>
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </button>
);

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  readonly icon: IconName | ReactElement;
  /** What it does: its accessible name and its tool-tip. */
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
}

/** A button with a picture; its words are in the tool-tip. */
export const IconButton = ({
  icon,
  label,
  keys = '',
  look = 'ghost',
  size = 'normal',
  className = '',
  ...rest
}: IconButtonProps) => (
  <Tooltip text={label} keys={keys}>
    <button
      type="button"
      className={`ui-button ${className}`}
      data-look={look}
      data-size={size}
      data-icon=""
      aria-label={label}
      {...rest}
    >
      {typeof icon === 'string' ? <Icon name={icon} /> : icon}
    </button>
  </Tooltip>
);
