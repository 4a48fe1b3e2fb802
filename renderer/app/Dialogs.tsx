import { lazy, Suspense } from 'react';
import { findingText, placeText } from '../../shared/text/findings.ts';
import { screens, useScreens, type DialogState } from '../stores/screens-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon, WeftMark } from '../ui/icons.tsx';

const SettingsDialog = lazy(async () => ({
  default: (await import('../settings/SettingsDialog.tsx')).SettingsDialog,
}));
const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
}));
const GuideDialog = lazy(async () => ({ default: (await import('./GuideDialog.tsx')).GuideDialog }));

const close = (): void => screens.close();

/** What lies over the window; at most one at a time. */
export const Dialogs = () => {
  const dialog = useScreens((state) => state.dialog);
  return <Suspense>{dialog !== null && <Shown dialog={dialog} />}</Suspense>;
};

const Shown = ({ dialog }: { readonly dialog: DialogState }) => {
  switch (dialog.is) {
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    case 'palette':
      return <CommandPalette onClose={close} />;
    case 'guide':
      return <GuideDialog onClose={close} />;
    case 'about':
      return <About />;
    case 'restricted':
      return <Restricted dialog={dialog} />;
    case 'unsaved':
      return <Unsaved dialog={dialog} />;
    case 'unreadable':
      return <Unreadable dialog={dialog} />;
  }
};

const Restricted = ({ dialog }: { readonly dialog: Extract<DialogState, { is: 'restricted' }> }) => {
  const t = useText();
  return (
    <Dialog
      open
      onClose={close}
      title={t('restricted.title', { name: dialog.name })}
      foot={
        <>
          <Button data-first="" onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button
            look="main"
            onClick={() => {
              screens.answered();
              dialog.answer(true);
            }}
          >
            {t('restricted.run')}
          </Button>
        </>
      }
    >
      <p className="ui-text">{t('restricted.why')}</p>
    </Dialog>
  );
};

const Unsaved = ({ dialog }: { readonly dialog: Extract<DialogState, { is: 'unsaved' }> }) => {
  const t = useText();
  const answer = (what: 'save' | 'discard'): void => {
    screens.answered();
    dialog.answer(what);
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('file.discard.title', { name: dialog.name })}
      foot={
        <>
          <Button look="ghost" onClick={() => answer('discard')}>
            {t('file.discard.no')}
          </Button>
          <span className="ui-grow" />
          <Button onClick={close}>{t('app.cancel')}</Button>
          <Button look="main" onClick={() => answer('save')}>
            {t('file.discard.save')}
          </Button>
        </>
      }
    >
      <p className="ui-text">{t('file.discard.text')}</p>
    </Dialog>
  );
};

const Unreadable = ({ dialog }: { readonly dialog: Extract<DialogState, { is: 'unreadable' }> }) => {
  const t = useText();
  const locale = useLocale();
  return (
    <Dialog
      open
      onClose={close}
      title={t('file.unreadable', { name: dialog.name })}
      foot={
        <Button look="main" onClick={close}>
          {t('app.close')}
        </Button>
      }
    >
      <p className="ui-text">{t('file.unreadable.text')}</p>
      <ul className="app-findings">
        {dialog.findings.map((finding, i) => (
          <li key={i}>
            <Icon name={finding.severity === 'error' ? 'error' : 'warning'} />
            <span>
              {findingText(finding, locale)}{' '}
              <span className="ui-faint">{placeText(finding, null, locale)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};

const About = () => {
  const t = useText();
  const info = useSettings((state) => state.info);
  return (
    <Dialog open onClose={close} title={t('about.title')} width="24rem">
      <div className="app-about">
        <WeftMark size="3rem" />
        <div>
          <p className="ui-strong">
            {t('app.name')} {t('about.version', { version: info.version })}
          </p>
          <p className="ui-text">{t('about.text')}</p>
          <p className="ui-small ui-faint">{t(`about.shell.${info.shell}`)}</p>
        </div>
      </div>
    </Dialog>
  );
};
