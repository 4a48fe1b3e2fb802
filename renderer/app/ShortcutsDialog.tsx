import { COMMAND_IDS, commandSpec, type CommandScope } from '../../shared/ipc/commands.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useLocale, useText, type TextId } from '../text/text.ts';
import { TIMELINE_KEYS } from '../timeline/keys.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { keyText } from './commands.ts';

const SCOPES: readonly (readonly [CommandScope, TextId])[] = [
  ['window', 'shortcuts.window'],
  ['canvas', 'shortcuts.canvas'],
];

/** Every key there is, from the table that binds them. */
export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const locale = useLocale();
  const platform = useSettings((state) => state.info.platform);
  return (
    <Dialog open title={t('shortcuts.title')} onClose={onClose} width="54rem">
      <div className="app-keys">
        {SCOPES.map(([scope, title]) => (
          <section key={scope}>
            <h3>{t(title)}</h3>
            <dl>
              {COMMAND_IDS.filter(
                (id) => commandSpec(id).scope === scope && commandSpec(id).keys.length > 0,
              ).map((id) => (
                <div key={id}>
                  <dt>{commandSpec(id).label[locale]}</dt>
                  <dd>
                    {commandSpec(id).keys.map((keys) => (
                      <Kbd key={keys}>{keyText(keys, platform)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('shortcuts.timeline')}</h3>
          <dl>
            {TIMELINE_KEYS.map(({ keys, does }) => (
              <div key={keys.join()}>
                <dt>{t(does)}</dt>
                <dd>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
};
