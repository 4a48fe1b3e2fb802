import { useState, type ReactNode } from 'react';
import type { Series } from '../trace/chart-data.ts';
import { LongTable } from '../trace/LongTable.tsx';
import type { Translate } from '../trace/messages.ts';
import { timeText } from '../trace/time-text.ts';

export interface PanelFrameProps {
  readonly title: ReactNode;
  /** The number beside the picture. */
  readonly value: string;
  /** The panel in a sentence. */
  readonly summary: string;
  readonly t: Translate;
  readonly children: ReactNode;
  /** The same as a table. */
  readonly table: () => ReactNode;
}

/** A chart's frame: title, number, and a switch between picture and table. */
export function PanelFrame({ title, value, summary, t, children, table }: PanelFrameProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="ch-panel">
      <figcaption className="ch-title">
        <span className="ch-name">{title}</span>
        <button
          type="button"
          className="tl-tool ch-switch"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t(asTable ? 'charts.chart' : 'charts.table')}
        </button>
        <b>{value}</b>
      </figcaption>
      <p className="tl-unseen">{summary}</p>
      {asTable ? table() : children}
    </figure>
  );
}

/** The columns of a chart as rows. */
export function SeriesTable({
  label,
  lines,
  format,
  t,
  locale,
}: {
  readonly label: string;
  readonly lines: readonly { readonly name: string; readonly series: Series }[];
  readonly format: (value: number) => string;
  readonly t: Translate;
  readonly locale: string;
}) {
  const at = lines[0]?.series;
  const width = at === undefined ? 0 : ((at.seconds[1] ?? 0) - (at.seconds[0] ?? 0)) * 1e9;
  return (
    <LongTable
      label={label}
      columns={[t('charts.at'), ...lines.map(({ name }) => name)]}
      count={at?.mean.length ?? 0}
      selected={-1}
      onSelect={() => undefined}
      row={(index) => [
        timeText((at?.seconds[index] ?? 0) * 1e9, Math.max(1, width / 10), locale),
        ...lines.map(({ series }) => format(series.mean[index] ?? Number.NaN)),
      ]}
    />
  );
}

/** Columns a small chart is asked for: about one per two pixels. */
export const COLUMNS = 180;

/** The column of a series that a position falls into; null where it has none. */
export function columnAt(series: Series | undefined, position: number | null): number | null {
  if (series === undefined || position === null || position < (series.at[0] ?? Infinity)) return null;
  const column = series.at.findLastIndex((at) => at <= position);
  const width = (series.at[1] ?? 0) - (series.at[0] ?? 0);
  return position <= (series.at[column] ?? 0) + width ? column : null;
}

/** The last number of a series that is one. */
export function lastOf(values: ArrayLike<number> | undefined): number {
  for (let i = (values?.length ?? 0) - 1; i >= 0; i--) {
    const value = values?.[i] as number;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

export function mostOf(values: ArrayLike<number> | undefined): number {
  let most = 0;
  for (let i = 0; i < (values?.length ?? 0); i++) {
    const value = values?.[i] as number;
    if (value > most) most = value;
  }
  return most;
}

/** A number to three figures; a dash where there is none. */
export const figure = (value: number, locale: string): string =>
  Number.isNaN(value) ? '–' : new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
