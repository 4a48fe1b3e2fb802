import { useStore } from '@xyflow/react';
import { commandKey, commands } from '../app/commands.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { CommandId } from '../../shared/ipc/commands.ts';
import { COMMANDS } from '../../shared/ipc/commands.ts';
import { useLocale } from '../text/text.ts';

/** How near the drawing is, and the ways to change it. */
export const ZoomBar = () => {
  const t = useText();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="cv-zoom" role="group" aria-label={t('canvas.zoom')}>
      <ZoomButton id="view.zoomOut">
        <Icon name="minus" />
      </ZoomButton>
      <ZoomButton id="view.zoomReset">{zoom} %</ZoomButton>
      <ZoomButton id="view.zoomIn">
        <Icon name="plus" />
      </ZoomButton>
      <ZoomButton id="view.fit">{t('canvas.fit')}</ZoomButton>
    </div>
  );
};

const ZoomButton = ({ id, children }: { readonly id: CommandId; readonly children: React.ReactNode }) => {
  const locale = useLocale();
  const platform = useSettings((state) => state.info.platform);
  const label = COMMANDS[id].label[locale];
  return (
    <Tooltip text={label} keys={commandKey(id, platform)} side="top">
      <button type="button" aria-label={label} onClick={() => commands.run(id)}>
        {children}
      </button>
    </Tooltip>
  );
};
