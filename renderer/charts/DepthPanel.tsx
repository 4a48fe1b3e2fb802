import { useState, useSyncExternalStore } from 'react';
import type { PanelProps } from './Charts.tsx';
import { columnAt, COLUMNS, figure, lastOf, mostOf, PanelFrame, SeriesTable } from './Panel.tsx';
import { SmallChart } from './SmallChart.tsx';
import { useAnswer } from './use-answer.ts';

/** How full one channel is: the one chosen on the timeline or here, else the first with room for anything. */
export function DepthPanel({ controller, t, locale, lanes, from, to, moment }: PanelProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const { lane } = useSyncExternalStore(controller.subscribe, controller.getState);
  const channels = lanes.objects.filter(({ kind }) => kind === 'chan');
  const onTimeline = lane?.what === 'object' ? channels.find(({ row }) => row === lane.row) : undefined;
  const channel =
    onTimeline ??
    channels.find(({ row }) => row === chosen) ??
    channels.find(({ capacity }) => capacity > 0) ??
    channels[0];
  const rows = channel === undefined ? [] : [channel.row];
  const ask = { rows, from, to, columns: COLUMNS };
  const answer = useAnswer(controller.client, 'depth', channel === undefined ? null : ask);
  const series = answer?.find(({ row }) => row === channel?.row);
  const capacity = channel?.capacity ?? 0;
  const column = pointed ?? columnAt(series, moment);
  const now = column === null ? lastOf(series?.most) : (series?.most[column] ?? Number.NaN);
  const value = capacity > 0 ? `${figure(now, locale)}/${figure(capacity, locale)}` : figure(now, locale);
  const lines =
    series === undefined ? [] : [{ series, token: '--chart-a', name: `${t('charts.depth')} ${series.name}` }];
  return (
    <PanelFrame
      title={
        <>
          {t('charts.depth')}{' '}
          {channels.length > 1 ? (
            <select
              className="ch-select"
              aria-label={t('charts.choose')}
              value={channel?.row}
              onChange={(event) => {
                setChosen(Number(event.target.value));
                if (onTimeline !== undefined) controller.act({ is: 'choose', lane: null, position: null });
              }}
            >
              {channels.map(({ row, name }) => (
                <option key={row} value={row}>
                  {name}
                </option>
              ))}
            </select>
          ) : (
            <span className="tl-faint">{channel?.name}</span>
          )}
        </>
      }
      value={channel === undefined ? '' : value}
      summary={
        channel === undefined
          ? t('charts.none')
          : t('charts.summary.depth', {
              name: channel.name,
              now: figure(lastOf(series?.mean), locale),
              capacity,
              most: figure(mostOf(series?.most), locale),
            })
      }
      t={t}
      table={() => (
        <SeriesTable
          label={t('charts.depth')}
          lines={lines}
          format={(each) => figure(each, locale)}
          t={t}
          locale={locale}
        />
      )}
    >
      {channel === undefined ? (
        <p className="ch-note">{t('charts.none')}</p>
      ) : (
        <SmallChart
          label={`${t('charts.depth')} ${channel.name}`}
          lines={lines}
          top={capacity > 0 ? capacity : null}
          steps
          filled={false}
          moment={moment}
          onColumn={setPointed}
        />
      )}
    </PanelFrame>
  );
}
