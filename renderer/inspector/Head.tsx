import type { ReactNode } from 'react';
import { commands } from '../app/commands.ts';
import { commandSpec, type CommandId } from '../../shared/ipc/commands.ts';
import { useLocale, useText } from '../text/text.ts';
import type { StateName } from '../trace/states.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, type MenuGroups } from '../ui/Menu.tsx';

interface HeadProps {
  readonly title: string;
  /** What kind of thing it is. */
  readonly kind: string;
  /** The states on the strip at the edge, in shares; none while nothing runs. */
  readonly strip?: readonly (readonly [state: StateName, count: number])[];
  /** What can be done with it, besides what stands below. */
  readonly actions?: readonly CommandId[];
  readonly children?: ReactNode;
}

/** What the inspector speaks of, and what it does at this moment. */
export function Head({ title, kind, strip = [], actions = [], children }: HeadProps) {
  const t = useText();
  const locale = useLocale();
  const groups = (): MenuGroups => [
    actions.map((id) => ({
      id,
      label: commandSpec(id).label[locale],
      disabled: !commands.can(id),
      onPick: () => void commands.run(id),
    })),
  ];
  return (
    <header className="in-head">
      {strip.length > 0 && (
        <span className="in-strip" aria-hidden="true">
          {strip.map(([state, count]) => (
            <span key={state} data-st={state} style={{ flexGrow: count }} />
          ))}
        </span>
      )}
      <div className="in-title">
        <h2>{title}</h2>
        <span className="ui-faint ui-small">{kind}</span>
        <span className="ui-grow" />
        {actions.length > 0 && (
          <Menu
            align="end"
            trigger={<IconButton icon="more" label={t('app.more')} size="small" />}
            groups={groups}
          />
        )}
      </div>
      {children}
    </header>
  );
}
