import { documents } from '../stores/document-store.ts';
import { useScreens } from '../stores/screens-store.ts';
import { useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { Icon } from '../ui/icons.tsx';

/** The connection is gone: what can still be done, over everything else but without hiding the drawing. */
export const Lost = () => {
  const t = useText();
  const lost = useScreens((state) => state.lost);
  return (
    lost && (
      <div className="app-lost" role="alert">
        <Icon name="warning" />
        <div className="ui-grow">
          <p className="ui-strong">{t('app.lost.title')}</p>
          <p className="ui-small ui-dim">{t('app.lost.text')}</p>
        </div>
        <Button size="small" onClick={() => void copyText(documents.text(), t('app.copied'))}>
          {t('app.lost.copy')}
        </Button>
        <Button size="small" look="main" onClick={() => location.reload()}>
          {t('app.lost.reload')}
        </Button>
      </div>
    )
  );
};
