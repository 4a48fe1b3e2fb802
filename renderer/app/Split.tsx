import { Fragment, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { settings, useSettings } from '../stores/settings-store.ts';
import { useText } from '../text/text.ts';

export interface SplitPart {
  readonly id: string;
  /** CSS lengths; the part without a size takes what is left. */
  readonly size?: string;
  readonly min: string;
  readonly content: ReactNode;
}

interface SplitProps {
  /** Its sizes are remembered under this name. */
  readonly name: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly parts: readonly SplitPart[];
}

/** Panels side by side that a person can resize, with the mouse or the arrow keys. */
export const Split = ({ name, orientation, parts }: SplitProps) => {
  const t = useText();
  // Which panels there are decides what a size means.
  const key = `${name}:${parts.map((part) => part.id).join('+')}`;
  const kept = useSettings((state) => state.layout.sizes[key]);
  return (
    <Group
      key={key}
      className="app-split"
      orientation={orientation}
      {...(kept === undefined || parts.some((part) => kept[`${name}-${part.id}`] === undefined)
        ? {}
        : { defaultLayout: { ...kept } })}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction) return;
        settings.arrange({ sizes: { ...settings.get().layout.sizes, [key]: layout } });
      }}
    >
      {parts.map((part, i) => (
        <Fragment key={part.id}>
          {i > 0 && <Separator className="app-separator" aria-label={t('dock.resize')} />}
          <Panel
            // It becomes the element's id: one of the page, not only of the group.
            id={`${name}-${part.id}`}
            minSize={part.min}
            className="app-panel"
            {...(part.size === undefined
              ? {}
              : { defaultSize: part.size, groupResizeBehavior: 'preserve-pixel-size' })}
          >
            {part.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
};
