import { LongTable } from '../trace/LongTable.tsx';
import { durationText } from '../trace/time-text.ts';
import type { Translate } from '../trace/messages.ts';
import { number, stateMessage } from '../trace/words.ts';
import { STEP_WIDTH } from '../trace/axis.ts';
import { STATES, TIMED_STATES, type StateName } from '../trace/states.ts';
import type { PanelProps } from './Charts.tsx';
import { PanelFrame } from './Panel.tsx';
import { useAnswer } from './use-answer.ts';

const NAMES = STATES.slice(0, TIMED_STATES);
/** Bars drawn; the table has all. */
const MOST_BARS = 200;

/** How each goroutine spent the stretch shown: one bar each, a piece per state. */
export function StatesPanel({ controller, t, locale, lanes, from, to }: PanelProps) {
  const rows = lanes.goroutines.slice(0, MOST_BARS).map(({ row }) => row);
  const answer = useAnswer(controller.client, 'times', rows.length === 0 ? null : { rows, from, to });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const totals = NAMES.map((_, state) => sumOf(answer?.times, state));
  const all = totals.reduce((sum, each) => sum + each, 0);
  const said = NAMES.flatMap((name, state) => {
    const share = all > 0 ? (totals[state] ?? 0) / all : 0;
    return share >= 0.005 ? [`${t(stateMessage(name))} ${percent.format(share)}`] : [];
  });
  return (
    <PanelFrame
      title={t('charts.time')}
      value={answer === null ? '' : spanWords(answer, t, locale)}
      summary={t('charts.summary.time', { states: said.join(locale.startsWith('zh') ? '，' : ', ') })}
      t={t}
      table={() => (
        <LongTable
          label={t('charts.time')}
          columns={[t('timeline.table.name'), ...NAMES.map((name) => t(stateMessage(name)))]}
          count={answer?.rows.length ?? 0}
          selected={-1}
          onSelect={(index) => choose(answer?.rows[index])}
          row={(index) => [
            lanes.goroutines[answer?.rows[index] ?? -1]?.name ?? '',
            ...NAMES.map((_, state) =>
              percent.format(timeOf(answer?.times, index, state) / Math.max(1, answer?.span ?? 1)),
            ),
          ]}
        />
      )}
    >
      {answer === null ? (
        <p className="ch-note">{rows.length === 0 ? t('charts.noone') : ''}</p>
      ) : (
        <div className="ch-bars" role="img" aria-label={t('charts.time')}>
          {answer.rows.map((row, index) => (
            <div key={row} className="ch-bar" onClick={() => choose(row)}>
              <span className="ch-who">{lanes.goroutines[row]?.name}</span>
              <span className="ch-track">
                {NAMES.map((name, state) => (
                  <Piece
                    key={name}
                    name={name}
                    share={timeOf(answer.times, index, state) / Math.max(1, answer.span)}
                  />
                ))}
              </span>
            </div>
          ))}
        </div>
      )}
    </PanelFrame>
  );

  function choose(row: number | undefined): void {
    if (row !== undefined) controller.act({ is: 'choose', lane: { what: 'goroutine', row }, position: null });
  }
}

function Piece({ name, share }: { readonly name: StateName; readonly share: number }) {
  if (share < 0.002) return null;
  return <span className="ch-piece" data-tl-state={name} style={{ width: `${share * 100}%` }} />;
}

const timeOf = (times: Float64Array | undefined, index: number, state: number): number =>
  times?.[index * TIMED_STATES + state] ?? 0;

function sumOf(times: Float64Array | undefined, state: number): number {
  let sum = 0;
  for (let i = state; i < (times?.length ?? 0); i += TIMED_STATES) sum += times?.[i] ?? 0;
  return sum;
}

/** How long the stretch is: time, or steps where a virtual clock hardly moved. */
const spanWords = (
  { clock, steps }: { readonly clock: number; readonly steps: number },
  t: Translate,
  locale: string,
): string =>
  clock > (steps * STEP_WIDTH) / 10
    ? durationText(clock, locale)
    : t('charts.steps', { steps: number(steps, locale) });
