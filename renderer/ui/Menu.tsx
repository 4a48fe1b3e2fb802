import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Menubar as BaseBar } from '@base-ui/react/menubar';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Icon } from './icons.tsx';

/** One line of a menu. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  /** On or off; absent: something to do. */
  readonly checked?: boolean;
  readonly mark?: ReactNode;
  readonly onPick: () => void;
}

/** Lines that belong together; a line is drawn between groups. */
export type MenuGroups = readonly (readonly MenuEntry[])[];

export const Menubar = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <BaseBar className="ui-menubar" aria-label={label}>
    {children}
  </BaseBar>
);

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Asked for when the menu opens. */
  readonly groups: () => MenuGroups;
  readonly align?: 'start' | 'end';
}

export const Menu = ({ trigger, groups, align = 'start' }: MenuProps) => (
  <Base.Root modal={false}>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner className="ui-positioner" sideOffset={4} align={align}>
        <Base.Popup className="ui-popup">
          <Entries groups={groups} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

interface ContextMenuProps {
  readonly groups: () => MenuGroups;
  readonly onOpenChange?: (open: boolean) => void;
  /** The area a right click counts in: one element. */
  readonly children: ReactElement;
}

export const ContextMenu = ({ groups, onOpenChange, children }: ContextMenuProps) => (
  <BaseContext.Root
    {...(onOpenChange === undefined ? {} : { onOpenChange: (open: boolean) => onOpenChange(open) })}
  >
    <BaseContext.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner className="ui-positioner">
        <Base.Popup className="ui-popup">
          <Entries groups={groups} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </BaseContext.Root>
);

/** Mounted only while the menu is open, so that what can be done is asked then. */
const Entries = ({ groups }: { readonly groups: () => MenuGroups }) =>
  groups()
    .filter((group) => group.length > 0)
    .map((group, i) => (
      <Fragment key={group[0]?.id}>
        {i > 0 && <Base.Separator className="ui-separator" />}
        {group.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Fragment>
    ));

const Entry = ({ entry }: { readonly entry: MenuEntry }) => {
  const content = (
    <>
      <span className="ui-item-mark">
        {entry.checked === true ? <Icon name="check" /> : entry.checked === undefined ? entry.mark : null}
      </span>
      {entry.label}
      {entry.keys !== undefined && entry.keys !== '' && <span className="ui-item-key">{entry.keys}</span>}
    </>
  );
  return entry.checked === undefined ? (
    <Base.Item className="ui-item" disabled={entry.disabled ?? false} onClick={entry.onPick}>
      {content}
    </Base.Item>
  ) : (
    <Base.CheckboxItem
      className="ui-item"
      checked={entry.checked}
      disabled={entry.disabled ?? false}
      closeOnClick
      onCheckedChange={entry.onPick}
    >
      {content}
    </Base.CheckboxItem>
  );
};
