import { settings } from '../stores/settings-store.ts';
import { useDocuments } from '../stores/document-store.ts';
import { runs, useRuns } from '../stores/run-store.ts';
import { useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { files } from './files.ts';

/** What must be known before anything else: a document from elsewhere, a run that did not start. */
export const Notices = () => {
  const t = useText();
  const restricted = useDocuments((state) => state.file.restricted);
  const phase = useRuns((state) => state.phase);
  return (
    <>
      {restricted && (
        <div className="app-notice" role="note">
          <Icon name="lock" />
          <p className="ui-grow">{t('restricted.text')}</p>
          <Button size="small" onClick={() => void files.trust()}>
            {t('restricted.confirm')}
          </Button>
        </div>
      )}
      {phase.is === 'refused' && phase.findings.length > 0 && (
        <div className="app-notice" role="alert">
          <Icon name="error" />
          <p className="ui-grow">
            {t('run.findings', { errors: phase.findings.filter((each) => each.severity === 'error').length })}
          </p>
          <Button size="small" onClick={() => settings.arrange({ bottom: true, mainTab: 'problems' })}>
            {t('run.problems')}
          </Button>
          <IconButton icon="close" size="small" label={t('app.close')} onClick={() => runs.dismiss()} />
        </div>
      )}
      {phase.is === 'failed' && (
        <div className="app-notice" role="alert">
          <Icon name="error" />
          <p className="ui-grow">{t('run.failed', { message: phase.message })}</p>
          <IconButton icon="close" size="small" label={t('app.close')} onClick={() => runs.dismiss()} />
        </div>
      )}
    </>
  );
};
