import { useEffect, useState } from 'react';
import { useDocuments } from '../stores/document-store.ts';
import { useFindings } from '../stores/findings-store.ts';
import { useRuns } from '../stores/run-store.ts';
import { settings } from '../stores/settings-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useNumbers, useText } from '../text/text.ts';
import { STATES, TIMED_STATES, type StateName } from '../trace/states.ts';
import { Swatch } from '../ui/icons.tsx';
import type { RunFrame } from '../run/run-view.ts';
import { useSlowFrame } from '../run/use-frame.ts';

/** The legend of the run's states, and the numbers that keep everything honest. */
export const StatusBar = () => {
  const t = useText();
  return (
    <footer className="app-status" aria-label={t('app.status')}>
      <States />
      <span className="ui-grow" />
      <Selected />
      <Events />
      <Problems />
      <SavedState />
    </footer>
  );
};

/** States that are worth a place in the legend: those that last, and a panic. */
const LEGEND: readonly StateName[] = [...STATES.slice(0, TIMED_STATES), 'panic'];

const States = () => {
  const t = useText();
  const nothing = useRuns((state) => state.tables === null);
  const counts = useSlowFrame(readStates, (a, b) => a.every((count, i) => count === b[i]));
  if (nothing) return <span>{t('status.nothing')}</span>;
  return LEGEND.map((state) => {
    const count = counts[STATES.indexOf(state)] ?? 0;
    return (
      count > 0 && (
        <span key={state}>
          <Swatch state={state} />
          {t(`state.${state}`)} <b>{count}</b>
        </span>
      )
    );
  });
};

const readStates = (frame: RunFrame | null): readonly number[] =>
  frame === null ? STATES.map(() => 0) : [...frame.summary.counts.states];

const Events = () => {
  const t = useText();
  const { count } = useNumbers();
  const nothing = useRuns((state) => state.tables === null);
  const [events, dropped, damaged] = useSlowFrame(readEvents, (a, b) => a.every((n, i) => n === b[i]));
  if (nothing) return null;
  return (
    <span>
      {t('status.events', { events: events ?? 0, count: count(events ?? 0), dropped: count(dropped ?? 0) })}
      {(damaged ?? 0) > 0 && `, ${t('status.damaged', { count: count(damaged ?? 0) })}`}
    </span>
  );
};

const readEvents = (frame: RunFrame | null): readonly number[] => {
  const counts = frame?.summary.counts;
  return counts === undefined ? [0, 0, 0] : [counts.events, counts.dropped, counts.damaged];
};

const Selected = () => {
  const t = useText();
  const blocks = useDocuments((state) => Object.keys(state.document.nodes).length);
  const marked = useSelection(
    ({ selection: { nodes, edges, groups, notes } }) =>
      nodes.length + edges.length + groups.length + notes.length,
  );
  return (
    <span>
      {marked > 1 ? t('status.selected', { count: marked }) : t('status.blocks', { count: blocks })}
    </span>
  );
};

const Problems = () => {
  const t = useText();
  const errors = useFindings((state) => state.errors);
  const warnings = useFindings((state) => state.warnings);
  return (
    <button type="button" onClick={() => settings.arrange({ bottom: true, mainTab: 'problems' })}>
      {t('problems.counts', { errors, warnings })}
    </button>
  );
};

const SavedState = () => {
  const t = useText();
  const { ago } = useNumbers();
  const file = useDocuments((state) => state.file);
  const dirty = useDocuments((state) => state.dirty);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  if (dirty) return <span>{t('status.unsaved')}</span>;
  if (file.savedAt === null) return file.id === null ? <span>{t('status.new')}</span> : null;
  return <span>{t('status.saved', { ago: ago(file.savedAt, Math.max(now, file.savedAt)) })}</span>;
};
