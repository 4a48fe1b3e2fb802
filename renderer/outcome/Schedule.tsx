import { useState } from 'react';
import { parseSchedule } from '../../shared/schedule/schedule.ts';
import { runAgain, startRun } from '../run/actions.ts';
import { isBusy, useRuns } from '../stores/run-store.ts';
import { useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import './outcome.css';

/** The choices the last run made, as a short string, and a place for one from somebody else. */
export const Schedule = () => {
  const t = useText();
  const phase = useRuns((state) => state.phase);
  const parallel = useRuns((state) => state.settings?.mode === 'parallel');
  const schedule = phase.is === 'ended' ? phase.schedule : null;
  const parsed = schedule === null ? null : parseSchedule(schedule);
  return (
    <div className="out-pane">
      {schedule === null ? (
        <p className="ui-small ui-dim">
          {t(isBusy(phase) ? 'schedule.running' : parallel ? 'schedule.parallel' : 'schedule.none')}
        </p>
      ) : (
        <section>
          <h3>
            <span>{t('schedule.text')}</span>
            {parsed?.ok === true && parsed.value.taken !== null && (
              <span>{t('schedule.decisions', { count: parsed.value.taken.count })}</span>
            )}
          </h3>
          <div className="out-schedule">
            <span className="ui-mono ui-small ui-cut">{schedule}</span>
            <IconButton
              icon="copy"
              size="small"
              label={t('schedule.copy')}
              onClick={() => void copyText(schedule, t('app.copied'))}
            />
          </div>
          <div className="out-buttons">
            <Button size="small" icon="run" onClick={() => void runAgain()}>
              {t('schedule.replay')}
            </Button>
          </div>
          <p className="ui-micro ui-faint">{t('schedule.same')}</p>
        </section>
      )}
      <Paste />
    </div>
  );
};

const Paste = () => {
  const t = useText();
  const [text, setText] = useState('');
  const parsed = text.trim() === '' ? null : parseSchedule(text);
  return (
    <section>
      <h3>{t('schedule.paste')}</h3>
      <form
        className="out-paste"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed?.ok === true) void startRun({ schedule: text.trim() });
        }}
      >
        <input
          className="ui-input"
          data-mono=""
          aria-label={t('schedule.paste.field')}
          aria-invalid={parsed?.ok === false}
          placeholder="w1.…"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={parsed?.ok !== true}>
          {t('schedule.replay')}
        </Button>
      </form>
      {parsed?.ok === false && (
        <p className="ui-small out-wrong" role="alert">
          {t(`schedule.bad.${parsed.error.code}`)}
        </p>
      )}
    </section>
  );
};
