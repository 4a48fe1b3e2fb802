import { useRuns } from '../stores/run-store.ts';
import { useText } from '../text/text.ts';
import { IconButton } from '../ui/Button.tsx';
import { Rows } from '../ui/Rows.tsx';
import { copyText } from '../ui/copy-text.ts';
import './log.css';

/** What the program printed, as a terminal would show it. */
export const Output = () => {
  const t = useText();
  const printed = useRuns((state) => state.printed);
  const ran = useRuns((state) => state.tables !== null);
  const lines = printed.at(-1) === '' ? printed.slice(0, -1) : printed;
  if (lines.length === 0) return <p className="ui-empty">{t(ran ? 'output.none' : 'log.none.ran')}</p>;
  return (
    <div className="log">
      <div className="log-head">
        <span className="ui-grow" />
        <IconButton
          icon="copy"
          size="small"
          label={t('log.copy')}
          onClick={() => void copyText(`${lines.join('\n')}\n`, t('app.copied'))}
        />
      </div>
      <Rows
        label={t('output.list')}
        className="log-rows"
        count={lines.length}
        height={20}
        follow
        row={(index) => (
          <pre key={index} className="log-printed" role="listitem">
            {lines[index]}
          </pre>
        )}
      />
    </div>
  );
};
