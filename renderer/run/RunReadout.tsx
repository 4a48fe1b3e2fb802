import { useEffect, useRef } from 'react';
import { useRuns } from '../stores/run-store.ts';
import { useText, type Text } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { STATE, STATES, TIMED_STATES } from '../trace/states.ts';
import { backToNow, useInPast } from './now.ts';
import { runView, type RunFrame } from './run-view.ts';
import { useSlowFrame } from './use-frame.ts';

/** The run in one glance: a share of every state, a sentence, and its clock. */
export const RunReadout = () => {
  const t = useText();
  const idle = useRuns((state) => state.tables === null);
  const unit = useRuns((state) =>
    state.settings?.mode === 'parallel' ? 'real' : (state.settings?.clock ?? 'virtual'),
  );
  const reading = useSlowFrame(readReading, sameReading);
  const past = useInPast();
  if (idle) return null;
  return (
    <div className="run-readout">
      {past && (
        <Button size="small" icon="replay" onClick={backToNow}>
          {t('run.toNow')}
        </Button>
      )}
      {reading !== null && (
        <>
          <StateShare counts={reading.counts} />
          <span className="run-sentence ui-dim">{countsText(reading.counts, t)}</span>
        </>
      )}
      <Clock />
      <span className="run-unit ui-small ui-faint">
        {t(unit === 'real' ? 'run.clock.real.unit' : 'run.clock.virtual.unit')}
      </span>
    </div>
  );
};

interface Reading {
  readonly counts: readonly number[];
}

const readReading = (frame: RunFrame | null): Reading | null =>
  frame === null ? null : { counts: [...frame.summary.counts.states] };

const sameReading = (a: Reading | null, b: Reading | null): boolean =>
  a === b || (a !== null && b !== null && a.counts.every((count, i) => count === b.counts[i]));

/** Alive goroutines, and how many run; or how many are stuck when none does. */
export function countsText(counts: readonly number[], t: Text): string {
  const goroutines = counts.slice(0, TIMED_STATES).reduce((sum, count) => sum + count, 0);
  const running = counts[STATE.running] ?? 0;
  if (goroutines === 0)
    return t('run.counts.ended', { goroutines: counts.reduce((sum, count) => sum + count, 0) });
  const blocked = goroutines - running - (counts[STATE.runnable] ?? 0) - (counts[STATE.sleep] ?? 0);
  return running === 0 && goroutines > 0
    ? t('run.counts.blocked', { goroutines, blocked })
    : t('run.counts', { goroutines, running });
}

const StateShare = ({ counts }: { readonly counts: readonly number[] }) => (
  <span className="run-share" aria-hidden="true">
    {STATES.slice(0, TIMED_STATES).map(
      (state, i) =>
        (counts[i] ?? 0) > 0 && <span key={state} data-st={state} style={{ flexGrow: counts[i] }} />,
    )}
  </span>
);

/** Written straight into the page once a frame: a clock is read, not rendered. */
const Clock = () => {
  const t = useText();
  const coarse = useRef<HTMLSpanElement>(null);
  const fine = useRef<HTMLElement>(null);
  const end = useRuns((state) => (state.phase.is === 'ended' ? (state.phase.counts['time'] ?? 0) : 0));
  useEffect(() => {
    const show = (frame: RunFrame | null): void => {
      const clock = frame?.summary.clock ?? 0;
      // A wall clock is sampled now and then: the end is known better than the newest sample.
      const text = clockText(frame?.summary.live === true ? Math.max(clock, end) : clock);
      if (coarse.current !== null) coarse.current.textContent = text.coarse;
      if (fine.current !== null) fine.current.textContent = text.fine;
    };
    show(runView.get());
    return runView.subscribe(show);
  }, [end]);
  return (
    <span className="run-clock" role="timer" aria-label={t('run.time')}>
      <span ref={coarse} />
      <small ref={fine} />
    </span>
  );
};

/** Nanoseconds as `00:02.458` and `900` µs. */
export function clockText(nanoseconds: number): { readonly coarse: string; readonly fine: string } {
  const micros = Math.floor(Math.max(0, nanoseconds) / 1000);
  const pad = (n: number, digits: number): string => String(n).padStart(digits, '0');
  const minutes = Math.floor(micros / 60_000_000);
  const seconds = Math.floor(micros / 1_000_000) % 60;
  const millis = Math.floor(micros / 1000) % 1000;
  return { coarse: `${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(millis, 3)}`, fine: pad(micros % 1000, 3) };
}
