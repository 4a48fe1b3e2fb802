import { useState, useSyncExternalStore } from 'react';
import type { PanelProps } from './Charts.tsx';
import { COLUMNS, PanelFrame, SeriesTable } from './Panel.tsx';
import { SmallChart } from './SmallChart.tsx';
import { useAnswer } from './use-answer.ts';

const LOCKS: ReadonlySet<string> = new Set(['mutex', 'rwmutex', 'semaphore', 'once']);

/** How much of the time somebody waited for a lock: the chosen one, else the one waited for most. */
export function BlockedPanel({ controller, t, locale, lanes, from, to, moment }: PanelProps) {
  const [column, setColumn] = useState<number | null>(null);
  const { lane } = useSyncExternalStore(controller.subscribe, controller.getState);
  const locks = lanes.objects.filter(({ kind }) => LOCKS.has(kind));
  const rows = locks.map(({ row }) => row);
  const ask = { rows, from, to, columns: COLUMNS };
  const answer = useAnswer(controller.client, 'blocked', rows.length === 0 ? null : ask);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const ranked = [...(answer ?? [])].sort((one, other) => meanOf(other.mean) - meanOf(one.mean));
  const chosen = lane?.what === 'object' ? ranked.find(({ row }) => row === lane.row) : undefined;
  const series = chosen ?? ranked[0];
  const waited = series !== undefined && series.points > 0;
  const share = series === undefined ? 0 : column === null ? meanOf(series.mean) : (series.mean[column] ?? 0);
  const name = series?.name ?? '';
  const lines = series === undefined ? [] : [{ series, token: '--st-mutex', name }];
  return (
    <PanelFrame
      title={
        <>
          {t('charts.blocked')} <span className="tl-mono">{name}</span>
        </>
      }
      value={waited ? percent.format(share) : ''}
      summary={
        waited ? t('charts.summary.blocked', { share: percent.format(share), name }) : t('charts.nolock')
      }
      t={t}
      table={() => (
        <SeriesTable
          label={t('charts.blocked')}
          lines={lines}
          format={(each) => percent.format(each)}
          t={t}
          locale={locale}
        />
      )}
    >
      {waited ? (
        <SmallChart
          label={t('charts.blocked')}
          lines={lines}
          top={1}
          steps={false}
          filled
          moment={moment}
          onColumn={setColumn}
        />
      ) : (
        <p className="ch-note">{t('charts.nolock')}</p>
      )}
    </PanelFrame>
  );
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
