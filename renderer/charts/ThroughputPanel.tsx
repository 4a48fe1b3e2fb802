import { useState } from 'react';
import type { PanelProps } from './Charts.tsx';
import { columnAt, COLUMNS, figure, lastOf, mostOf, PanelFrame, SeriesTable } from './Panel.tsx';
import { SmallChart } from './SmallChart.tsx';
import { useAnswer } from './use-answer.ts';

/** Messages per second over all channels: sent in full ink, received in less. */
export function ThroughputPanel({ controller, t, locale, from, to, moment }: PanelProps) {
  const ask = { rows: null, from, to, columns: COLUMNS };
  const answer = useAnswer(controller.client, 'throughput', ask);
  const [pointed, setPointed] = useState<number | null>(null);
  const sent = answer?.sent[0];
  const received = answer?.received[0];
  const still = sent !== undefined && Number.isNaN(lastOf(sent.mean));
  const column = pointed ?? columnAt(sent, moment);
  const value = column === null ? lastOf(sent?.mean) : (sent?.mean[column] ?? Number.NaN);
  const lines =
    sent === undefined || received === undefined
      ? []
      : [
          { series: received, token: '--chart-b', name: t('charts.received') },
          { series: sent, token: '--chart-a', name: t('charts.sent') },
        ];
  return (
    <PanelFrame
      title={t('charts.throughput')}
      value={figure(value, locale)}
      summary={t('charts.summary.throughput', {
        now: figure(lastOf(sent?.mean), locale),
        most: figure(mostOf(sent?.mean), locale),
      })}
      t={t}
      table={() => (
        <SeriesTable
          label={t('charts.throughput')}
          lines={lines}
          format={(each) => figure(each, locale)}
          t={t}
          locale={locale}
        />
      )}
    >
      {still ? (
        <p className="ch-note">{t('charts.throughput.still')}</p>
      ) : (
        <SmallChart
          label={t('charts.throughput')}
          lines={lines}
          top={null}
          steps={false}
          filled={false}
          moment={moment}
          onColumn={setPointed}
        />
      )}
    </PanelFrame>
  );
}
