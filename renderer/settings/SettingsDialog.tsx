import { setSettings } from '../../shared/graph/edits.ts';
import { documents, useDocuments } from '../stores/document-store.ts';
import { DEFAULT_LAYOUT } from '../stores/layout.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { useNumbers, useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Switch } from '../ui/Switch.tsx';
import './settings.css';

const MEMORY = { min: 16, max: 65_536 };

/** How a person likes the window, and how this drawing runs. */
export const SettingsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const { count } = useNumbers();
  const chosen = useSettings((state) => state.chosen);
  const memory = useDocuments((state) => (state.open ? state.document.settings.memory : null));
  return (
    <Dialog open title={t('settings.title')} onClose={onClose} width="34rem">
      <div className="set">
        <section>
          <h3>{t('settings.look')}</h3>
          <div className="set-row">
            <span>{t('settings.language')}</span>
            <Segmented
              label={t('settings.language')}
              value={chosen.locale}
              options={[
                { value: 'system', label: t('settings.language.system') },
                { value: 'en', label: 'English' },
                { value: 'zh-CN', label: '中文' },
              ]}
              onChange={(locale) => settings.choose({ locale })}
            />
          </div>
          <div className="set-row">
            <span>{t('settings.theme')}</span>
            <Segmented
              label={t('settings.theme')}
              value={chosen.theme}
              options={[
                { value: 'system', label: t('settings.theme.system') },
                { value: 'dark', label: t('settings.theme.dark') },
                { value: 'light', label: t('settings.theme.light') },
              ]}
              onChange={(theme) => settings.choose({ theme })}
            />
          </div>
          <div className="set-row">
            <span>{t('settings.contrast')}</span>
            <Segmented
              label={t('settings.contrast')}
              value={chosen.contrast}
              options={[
                { value: 'system', label: t('settings.contrast.system') },
                { value: 'more', label: t('settings.contrast.more') },
              ]}
              onChange={(contrast) => settings.choose({ contrast })}
            />
          </div>
          <div className="set-row">
            <span>{t('settings.motion')}</span>
            <Switch
              label={t('settings.motion')}
              checked={chosen.reducedMotion}
              onChange={(reducedMotion) => settings.choose({ reducedMotion })}
            />
            <span className="ui-micro ui-faint">{t('settings.motion.hint')}</span>
          </div>
          <div className="set-row">
            <span>{t('settings.layout')}</span>
            <Button size="small" onClick={() => settings.arrange(DEFAULT_LAYOUT)}>
              {t('settings.layout.reset')}
            </Button>
          </div>
        </section>
        <section>
          <h3>{t('settings.run')}</h3>
          {memory === null ? (
            <p className="ui-small ui-dim">{t('settings.none')}</p>
          ) : (
            <div className="set-row">
              <span>{t('settings.memory')}</span>
              <NumberField
                label={t('settings.memory')}
                value={memory}
                {...MEMORY}
                width="5.5rem"
                onCommit={(value) =>
                  documents.edit('step.settings', setSettings({ memory: value }), {
                    merge: 'settings.memory',
                  })
                }
              />
              <span className="ui-micro ui-faint">
                {t('settings.memory.hint', { min: count(MEMORY.min), max: count(MEMORY.max) })}
              </span>
            </div>
          )}
        </section>
      </div>
    </Dialog>
  );
};
