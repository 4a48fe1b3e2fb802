import { useMemo } from 'react';
import { nodeId } from '../../shared/base/ids.ts';
import type { Frame, GoroutineReport, Outcome as End, PanicLine } from '../../shared/ir/outcome.ts';
import { explainOutcome } from '../../shared/text/explain.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import { runAgain, runNextSeed } from '../run/actions.ts';
import type { RunFrame } from '../run/run-view.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { runs, useRuns, type RunPhase } from '../stores/run-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection, useSelection } from '../stores/selection-store.ts';
import { formatDuration, useLocale, useNumbers, useText, type Text, type TextId } from '../text/text.ts';
import type { TimelineController } from '../timeline/controller.ts';
import type { StateName } from '../trace/states.ts';
import type { Summary } from '../trace/summary.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { Icon } from '../ui/icons.tsx';
import { drawnOutcome, drawnReport } from '../trace/drawn-names.ts';
import { areLocks, lastChance, turnOf, type Chance } from './lock-circle.ts';
import { useHeld } from './use-held.ts';
import { circle, lastToWait, whoWaits, type Wait, type Waiter } from './who-waits.ts';
import { isBad, reportsOf } from './ends.ts';
import { useReasons } from './use-reasons.ts';
import { useWaits } from './use-waits.ts';
import './outcome.css';

type Ended = Extract<RunPhase, { is: 'ended' }>;

/** How the run ended, in plain words: who waits for whom, since when, why nobody helps, and how to see it again. */
export const Outcome = ({ timeline }: { readonly timeline: TimelineController }) => {
  const phase = useRuns((state) => state.phase);
  return phase.is === 'ended' ? <Report phase={phase} timeline={timeline} /> : null;
};

const Report = ({ phase, timeline }: { readonly phase: Ended; readonly timeline: TimelineController }) => {
  const named = useRuns((state) => state.named);
  const outcome = useMemo(
    () => (named === null ? phase.outcome : drawnOutcome(phase.outcome, named.tables, named.names)),
    [phase.outcome, named],
  );
  const t = useText();
  const locale = useLocale();
  const summary = useLastSummary();
  const waiters = whoWaits(reportsOf(phase.outcome), summary, timeline.client.lanes.goroutines, (report) =>
    named === null ? report : drawnReport(report, named.tables, named.names),
  );
  const round = outcome.end === 'deadlock' ? circle(waiters) : [];
  const waits = useWaits(timeline.client, waiters, summary);
  const last = outcome.end === 'deadlock' ? lastToWait(waiters, waits) : null;
  const locks = round.map(({ report }) => report.waitingOn?.object ?? -1);
  const chance = lastChance(round, useHeld(timeline.client, locks, summary?.at ?? null));
  const go = printOutcome(phase.outcome);
  const reasons = useReasons(phase.outcome, runs.get().document, locale);
  // Of a circle that takes in everybody, the list above has said it all.
  const closed = round.length > 0 && round.length === waiters.length;
  const [sentence = ''] = explainOutcome(outcome, locale).split('\n');

  return (
    <div className="out">
      <header className="out-head" data-st={stateOfEnd(outcome)}>
        <span className="out-selvedge" />
        <div className="ui-row out-title">
          {isBad(outcome) ? <Icon name="error" /> : <Icon name="check" />}
          <h2>{t(`outcome.end.${outcome.end}`)}</h2>
          <span className="ui-grow" />
          <span className="ui-mono ui-small ui-dim">{formatDuration(phase.counts['time'] ?? 0)}</span>
        </div>
        {go !== '' && <p className="ui-mono ui-micro ui-dim out-go">{go.split('\n')[0]}</p>}
        <p className="out-sentence">
          {round.length === 0
            ? sentence
            : t(closed && areLocks(round) ? 'outcome.circle.locks' : 'outcome.circle', {
                count: round.length,
              })}
        </p>
      </header>

      {outcome.end === 'out-of-memory' && (
        <p className="out-section ui-small ui-dim">{t('outcome.memory')}</p>
      )}
      {outcome.end === 'panic' && <Chain chain={outcome.chain} />}
      {waiters.length > 0 && <Waiters waiters={waiters} waits={waits} />}
      {reasons.length > 0 && !closed && (
        <section className="out-section">
          <h3>{t('outcome.why')}</h3>
          <ul className="out-reasons">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      )}
      {chance === null && last !== null && <LastStep {...last} timeline={timeline} />}
      {chance !== null && <LastChance chance={chance} timeline={timeline} />}
      {areLocks(round) && <WaysOut round={round} />}
      {(outcome.end === 'panic' || outcome.end === 'fatal') &&
        reportsOf(outcome)
          .slice(0, 1)
          .map((report) => <Frames key={report.id} report={report} />)}
      {!isBad(outcome) && <Counts counts={phase.counts} />}
      <Reproduce phase={phase} go={go} />
    </div>
  );
};

/** Rows shown one by one; the rest is a number. */
const MOST_ROWS = 200;

const Waiters = (props: {
  readonly waiters: readonly Waiter[];
  readonly waits: ReadonlyMap<number, Wait>;
}) => {
  const t = useText();
  const marked = useSelection((state) => state.selection.nodes);
  const { waiters, waits } = props;
  return (
    <section className="out-section">
      <h3>
        <span>{t('outcome.waits')}</span>
        <span>{t('outcome.since')}</span>
      </h3>
      <ul>
        {waiters.slice(0, MOST_ROWS).map((waiter) => (
          <li key={`${waiter.report.path} ${waiter.report.id}`}>
            <button
              type="button"
              className="out-row"
              data-marked={marked.some((id) => id === waiter.report.node)}
              disabled={waiter.report.node === null}
              onClick={() => showReport(waiter.report)}
            >
              <span className="out-mark" data-st={waiter.state} aria-hidden="true" />
              <span className="ui-strong ui-cut">{waiter.report.name}</span>
              <span className="ui-mono ui-micro ui-faint">{waitText(waits.get(waiter.row), t)}</span>
              <span className="ui-mono ui-micro ui-faint out-line">
                {waiter.site === null ? '' : `:${waiter.site.line}`}
              </span>
              <span className="out-why ui-dim">
                {t(`state.${waiter.state}`)}
                {waiter.report.waitingOn !== null && (
                  <>
                    {' '}
                    <span className="ui-mono">{waiter.report.waitingOn.name}</span>
                  </>
                )}
                {waiter.heldBy.length > 0 && t('outcome.heldBy', { names: waiter.heldBy.join(', ') })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {waiters.length > MOST_ROWS && (
        <p className="ui-small ui-dim">{t('outcome.more', { count: waiters.length - MOST_ROWS })}</p>
      )}
    </section>
  );
};

/** On a virtual clock a wait may take no time; it still took steps. */
function waitText(wait: Wait | undefined, t: Text): string {
  if (wait === undefined) return '';
  return wait.lasted > 0 ? formatDuration(wait.lasted) : t('outcome.waited.steps', { steps: wait.steps });
}

interface LastStepProps {
  readonly waiter: Waiter;
  readonly wait: Wait;
  readonly timeline: TimelineController;
}

const LastStep = ({ waiter, wait, timeline }: LastStepProps) => {
  const t = useText();
  return (
    <section className="out-section">
      <h3>
        <span>{t('outcome.last')}</span>
        <span className="ui-mono">{formatDuration(wait.since)}</span>
      </h3>
      <div className="out-card">
        <p className="ui-strong">
          {t('outcome.last.text', {
            goroutine: waiter.report.name,
            object: waiter.report.waitingOn?.name ?? t(`state.${waiter.state}`),
          })}
        </p>
        <p className="ui-small ui-dim">{t('outcome.last.why')}</p>
        <Button
          size="small"
          onClick={() =>
            timeline.act({ is: 'visit', lane: { what: 'goroutine', row: waiter.row }, position: wait.from })
          }
        >
          {t('outcome.go')}
        </Button>
      </div>
    </section>
  );
};

const LastChance = ({
  chance,
  timeline,
}: {
  readonly chance: Chance;
  readonly timeline: TimelineController;
}) => {
  const t = useText();
  const { by, row, object, waiter, from, since } = chance;
  return (
    <section className="out-section">
      <h3>
        <span>{t('outcome.chance')}</span>
        <span className="ui-mono">{formatDuration(since)}</span>
      </h3>
      <div className="out-card">
        <p className="ui-strong">{t('outcome.chance.text', { goroutine: by, object })}</p>
        <p className="ui-small ui-dim">{t('outcome.chance.why', { object, waiter })}</p>
        <Button
          size="small"
          onClick={() =>
            timeline.act({
              is: 'visit',
              lane: { what: 'goroutine', row },
              position: from,
              note: t('outcome.chance.flag', { goroutine: by, object }),
            })
          }
        >
          {t('outcome.chance.go')}
        </Button>
      </div>
    </section>
  );
};

const WaysOut = ({ round }: { readonly round: readonly Waiter[] }) => {
  const t = useText();
  const turn = turnOf(round);
  return (
    <section className="out-section">
      <h3>{t('outcome.ways')}</h3>
      <ol className="out-ways">
        {turn !== null && <li>{t('outcome.ways.order', { ...turn })}</li>}
        <li>{t('outcome.ways.seats', { count: round.length - 1 })}</li>
      </ol>
    </section>
  );
};

const Chain = ({ chain }: { readonly chain: readonly PanicLine[] }) => {
  const t = useText();
  if (chain.length < 2) return null;
  return (
    <section className="out-section">
      <h3>{t('outcome.chain')}</h3>
      <ol className="ui-mono ui-small">
        {chain.map((line, i) => (
          <li key={`${i} ${line.text}`}>
            {line.text} {line.recovered && <span className="ui-faint">[{t('outcome.recovered')}]</span>}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Frames = ({ report }: { readonly report: GoroutineReport }) => {
  const t = useText();
  if (report.frames.length === 0) return null;
  return (
    <section className="out-section">
      <h3>{t('outcome.frames')}</h3>
      <ul>
        {report.frames.map((frame, i) => (
          <li key={`${i} ${frame.func}`}>
            <button
              type="button"
              className="out-frame"
              disabled={frame.origin === null}
              onClick={() => showFrame(frame)}
            >
              <span className="ui-mono ui-cut">{frame.func}</span>
              <span className="ui-faint ui-micro">
                {frame.origin === null ? '' : t('outcome.line', { line: frame.origin.line })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const COUNTS: readonly (readonly [key: string, text: TextId])[] = [
  ['steps', 'outcome.steps'],
  ['goroutines', 'outcome.goroutines'],
  ['sends', 'outcome.sends'],
  ['receives', 'outcome.receives'],
  ['events', 'outcome.events'],
  ['dropped', 'outcome.lost'],
];

const Counts = ({ counts }: { readonly counts: Readonly<Record<string, number>> }) => {
  const t = useText();
  const { count } = useNumbers();
  return (
    <section className="out-section">
      <h3>{t('outcome.counts')}</h3>
      <dl className="out-counts">
        {COUNTS.map(([key, text]) => (
          <div key={key}>
            <dt>{t(text)}</dt>
            <dd>{count(counts[key] ?? 0)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('outcome.wall')}</dt>
          <dd>{formatDuration(counts['wall'] ?? 0)}</dd>
        </div>
      </dl>
    </section>
  );
};

const Reproduce = ({ phase, go }: { readonly phase: Ended; readonly go: string }) => {
  const t = useText();
  const { schedule } = phase;
  return (
    <section className="out-section">
      <h3>{t('outcome.reproduce')}</h3>
      {schedule !== null && (
        <div className="out-schedule">
          <span className="ui-mono ui-small ui-cut">{schedule}</span>
          <IconButton
            icon="copy"
            size="small"
            label={t('schedule.copy')}
            onClick={() => void copyText(schedule, t('app.copied'))}
          />
        </div>
      )}
      <div className="out-buttons">
        {schedule !== null && (
          <Button look="main" icon="run" onClick={() => void runAgain()}>
            {t('schedule.replay')}
          </Button>
        )}
        {schedule !== null && <Button onClick={() => void runNextSeed()}>{t('outcome.nextSeed')}</Button>}
        {go !== '' && (
          <Button
            look={schedule === null ? 'plain' : 'ghost'}
            onClick={() => void copyText(go, t('app.copied'))}
          >
            {t('outcome.copy')}
          </Button>
        )}
      </div>
      <p className="ui-micro ui-faint">
        {t(schedule === null ? 'outcome.parallel.hint' : 'outcome.reproduce.hint')}
      </p>
    </section>
  );
};

/** The newest summary of a run that follows now: looking at the past changes nothing about how it ended. */
const useLastSummary = (): Summary | null => useSlowFrame(readLive, sameLive);

const readLive = (frame: RunFrame | null): Summary | null =>
  frame?.summary.live === true ? frame.summary : null;

const sameLive = (before: Summary | null, next: Summary | null): boolean => next === null || next === before;

const stateOfEnd = (outcome: End): StateName => (isBad(outcome) ? 'panic' : 'done');

function showReport(report: GoroutineReport): void {
  if (report.node === null) return;
  const origin = report.frames.find((frame) => frame.origin?.node === report.node)?.origin;
  selection.show({
    node: nodeId(report.node),
    ...(origin ? { param: origin.param, line: origin.line, column: origin.column } : {}),
  });
}

function showFrame({ origin }: Frame): void {
  if (origin === null) return;
  screens.turnTo('inspector');
  selection.show({
    node: nodeId(origin.node),
    param: origin.param,
    line: origin.line,
    column: origin.column,
  });
}
