import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useRef, useState } from 'react';
import { compareText } from '../../shared/graph/ids.ts';
import { COMMAND_IDS, commandSpec } from '../../shared/ipc/commands.ts';
import { messageOr } from '../../shared/text/format.ts';
import { documents } from '../stores/document-store.ts';
import { runView } from '../run/run-view.ts';
import { lanesOf } from '../run/lanes.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import { commandKey, commands } from './commands.ts';
import { rankOf } from './palette-rank.ts';

/** Goroutines listed at most: of ten thousand, the letters typed find the rest in the timeline's own search. */
const MOST_GOROUTINES = 200;

/** One field that leads to every command, block and goroutine. */
export const CommandPalette = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const locale = useLocale();
  const platform = useSettings((state) => state.info.platform);
  const [wanted, setWanted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Where a person was, also inside the code editor.
  const [before] = useState(() => window.document.activeElement);
  const { document, open } = documents.get();
  const nodes = open ? Object.values(document.nodes).sort((a, b) => compareText(a.name, b.name)) : [];

  const pick = (act: () => void) => (): void => {
    onClose();
    // The focus is back where it was before the command looks at it.
    requestAnimationFrame(act);
  };
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="ui-backdrop" />
        <Base.Popup
          className="ui-dialog app-palette"
          data-place="top"
          aria-label={t('app.find')}
          initialFocus={field}
          finalFocus={() => (before instanceof HTMLElement && before.isConnected ? before : true)}
        >
          <Command label={t('app.find')} loop filter={(_value, typed, names) => rankOf(typed, names ?? [])}>
            <div className="app-palette-field">
              <Icon name="search" />
              <Command.Input
                value={wanted}
                onValueChange={setWanted}
                placeholder={t('palette.placeholder')}
                ref={field}
                // At once, not in the next frame: what is typed right after the key is typed here.
                autoFocus
              />
            </div>
            <Command.List>
              <Command.Empty className="ui-empty">{t('palette.none', { text: wanted })}</Command.Empty>
              <Command.Group heading={t('palette.commands')}>
                {COMMAND_IDS.filter((id) => id !== 'view.palette' && commands.can(id)).map((id) => (
                  <Command.Item
                    key={id}
                    className="ui-item"
                    value={`command ${id}`}
                    keywords={[commandSpec(id).label.en, commandSpec(id).label['zh-CN']]}
                    onSelect={pick(() => commands.run(id))}
                  >
                    <span className="ui-item-mark">{commands.isChecked(id) && <Icon name="check" />}</span>
                    {commandSpec(id).label[locale]}
                    <span className="ui-item-key">{commandKey(id, platform)}</span>
                  </Command.Item>
                ))}
              </Command.Group>
              {nodes.length > 0 && (
                <Command.Group heading={t('palette.blocks')}>
                  {nodes.map((node) => (
                    <Command.Item
                      key={node.id}
                      className="ui-item"
                      value={`block ${node.id}`}
                      keywords={[node.name, node.kind]}
                      onSelect={pick(() => {
                        screens.show('work');
                        selection.show({ node: node.id });
                      })}
                    >
                      <span className="ui-item-mark" />
                      {node.name}
                      <span className="ui-item-key">
                        {messageOr(locale, `block.${node.kind}`, node.kind)}
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              <Goroutines pick={pick} />
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};

const Goroutines = ({ pick }: { readonly pick: (act: () => void) => () => void }) => {
  const t = useText();
  const frame = runView.get();
  const lanes = lanesOf();
  if (frame === null || lanes.length === 0) return null;
  return (
    <Command.Group heading={t('palette.goroutines')}>
      {lanes.slice(0, MOST_GOROUTINES).map((lane) => {
        const node = frame.rows.nodeOfGoroutine(frame.summary, lane.row);
        return (
          node !== null && (
            <Command.Item
              key={lane.row}
              className="ui-item"
              value={`goroutine ${lane.row}`}
              keywords={[lane.name]}
              onSelect={pick(() => {
                screens.show('work');
                selection.show({ node });
              })}
            >
              <span className="ui-item-mark" />
              {lane.name}
            </Command.Item>
          )
        );
      })}
    </Command.Group>
  );
};
