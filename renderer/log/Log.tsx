import { useMemo, useState } from 'react';
import { useRuns } from '../stores/run-store.ts';
import { useText } from '../text/text.ts';
import type { RunFrame } from '../run/run-view.ts';
import { showSite } from '../run/show-site.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { formatSeconds } from '../run/words.ts';
import type { LogLine } from '../trace/search.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import { IconButton } from '../ui/Button.tsx';
import { Rows } from '../ui/Rows.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { copyText } from '../ui/copy-text.ts';
import { useLogLines } from './use-log-lines.ts';
import './log.css';

/** What the bodies logged: when, who, what, and the line it came from. A line leads back to its moment. */
export const Log = ({
  client,
  onVisit,
}: {
  readonly client: TraceClient;
  readonly onVisit: (line: LogLine) => void;
}) => {
  const t = useText();
  const ran = useRuns((state) => state.tables !== null);
  const tables = useRuns((state) => state.tables);
  const lines = useLogLines(client);
  const moment = useSlowFrame(readMoment);
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => filtered(lines, filter), [lines, filter]);

  if (!ran || lines.length === 0) return <p className="ui-empty">{t(ran ? 'log.none' : 'log.none.ran')}</p>;
  return (
    <div className="log">
      <div className="log-head">
        <SearchField
          label={t('log.filter')}
          placeholder={t('log.filter')}
          value={filter}
          onType={setFilter}
        />
        <IconButton
          icon="copy"
          size="small"
          label={t('log.copy')}
          onClick={() =>
            void copyText(shown.map((line) => `${line.name}\t${line.text}`).join('\n'), t('app.copied'))
          }
        />
      </div>
      {shown.length === 0 && <p className="ui-empty">{t('log.nothing', { text: filter })}</p>}
      <Rows
        label={t('log.list')}
        className="log-rows"
        count={shown.length}
        height={20}
        follow
        row={(index) => {
          const line = shown[index]!;
          const origin = tables?.sites[line.site] ?? null;
          return (
            <div
              key={line.index}
              className="log-line"
              role="listitem"
              data-later={(moment !== null && line.position > moment) || undefined}
            >
              <button type="button" className="log-said" title={line.text} onClick={() => onVisit(line)}>
                <span className="log-time">{formatSeconds(line.clock)}</span>
                <span className="ui-cut">{line.name}</span>
                <span className="log-text">{line.text}</span>
              </button>
              {origin === null ? (
                <span />
              ) : (
                <button
                  type="button"
                  className="log-site"
                  aria-label={t('outcome.line', { line: origin.line })}
                  onClick={() => showSite(line.site)}
                >{`:${origin.line}`}</button>
              )}
            </div>
          );
        }}
      />
    </div>
  );
};

/** The moment looked at; null: now. What was said later is drawn fainter. */
const readMoment = (frame: RunFrame | null): number | null =>
  frame === null || frame.summary.live ? null : frame.summary.at;

export function filtered(lines: readonly LogLine[], filter: string): readonly LogLine[] {
  const wanted = filter.trim().toLocaleLowerCase();
  if (wanted === '') return lines;
  return lines.filter(({ name, text }) => `${name} ${text}`.toLocaleLowerCase().includes(wanted));
}
