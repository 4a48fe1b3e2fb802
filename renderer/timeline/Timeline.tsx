import { useEffect, useId, useRef, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { STATES, type StateName } from '../trace/states.ts';
import type { Summary } from '../trace/summary.ts';
import { attachGestures } from './gestures.ts';
import { actForKey } from './keys.ts';
import type { Translate } from '../trace/messages.ts';
import { DetailStrip } from './DetailStrip.tsx';
import { readTheme, watchTheme } from './theme.ts';
import type { TimelineController } from './controller.ts';
import { TimelineSearch } from './TimelineSearch.tsx';
import { TimelineTable } from './TimelineTable.tsx';
import { stateMessage, summaryWords } from '../trace/words.ts';
import '../trace/trace.css';
import './timeline.css';

export interface TimelineProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
  /** The tables of the run shown; null: nothing ran yet. */
  readonly tables: RunTables | null;
  /** Starts a run: the one button of the empty state. */
  readonly onRun: () => void;
  /** A person wants to see a line: an index into `tables.sites`. */
  readonly onSite: (site: number) => void;
}

/** The timeline: lanes drawn by the data worker, what is chosen in words, and the same as a table. */
export function Timeline({ controller, t, locale, tables, onRun, onSite }: TimelineProps) {
  const state = useSyncExternalStore(controller.subscribe, controller.getState);
  const section = useRef<HTMLElement>(null);
  const wasTable = useRef(state.table);
  useEffect(() => {
    if (wasTable.current === state.table) return;
    wasTable.current = state.table;
    // What had the focus is gone: its twin takes it, and the keyboard goes on where it was.
    if (document.activeElement !== document.body) return;
    section.current?.querySelector<HTMLElement>('.tl-picture, .tl-table')?.focus();
  }, [state.table]);
  if (tables === null) {
    return (
      <div className="tl-empty">
        <p>{t('timeline.empty')}</p>
        <button type="button" className="tl-button" onClick={onRun}>
          {t('timeline.run')}
        </button>
      </div>
    );
  }
  return (
    <section
      ref={section}
      className="tl"
      aria-label={t('timeline.label')}
      onKeyDown={(event) => {
        // The key that brought the table takes it away.
        if (!state.table || !isTableKey(event)) return;
        event.preventDefault();
        controller.set({ table: false });
      }}
    >
      {state.searching && <TimelineSearch controller={controller} t={t} locale={locale} />}
      {state.table ? (
        <TimelineTable controller={controller} t={t} locale={locale} tables={tables} onSite={onSite} />
      ) : (
        <Picture controller={controller} t={t} locale={locale} />
      )}
      <DetailStrip controller={controller} t={t} locale={locale} tables={tables} onSite={onSite} />
    </section>
  );
}

interface PictureProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
}

/** The canvas: handed to the worker, which draws on it whatever the page is busy with. */
function Picture({ controller, t, locale }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const summaryId = useId();

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    // A canvas can be handed over once: every mount has its own.
    const canvas = document.createElement('canvas');
    canvas.className = 'tl-canvas';
    element.append(canvas);
    const offscreen = canvas.transferControlToOffscreen();
    const size = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      controller.send({ type: 'timeline-size', width, height, ratio: devicePixelRatio });
    };
    size();
    controller.send({ type: 'timeline-canvas', canvas: offscreen }, [offscreen]);
    controller.send({ type: 'timeline-shown', shown: true });
    const observer = new ResizeObserver(size);
    observer.observe(element);
    const detach = attachGestures(
      element,
      () => controller.getState().drag,
      () => controller.getState().shown?.laneHeight ?? 18,
      (act) => controller.act(act),
    );
    return () => {
      detach();
      observer.disconnect();
      controller.send({ type: 'timeline-shown', shown: false });
      canvas.remove();
    };
  }, [controller]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const look = (): void =>
      controller.send({
        type: 'timeline-look',
        theme: readTheme(element),
        locale,
        texts: {
          deadlock: t('timeline.deadlock'),
          fatal: t('timeline.fatal'),
          full: t('timeline.mark.full', { name: '{name}' }),
          inState: t('timeline.mark.state', { name: '{name}', state: '{state}' }),
          states: stateTexts(t),
        },
      });
    look();
    // A font that arrives late changes every width.
    void document.fonts.ready.then(look);
    return watchTheme(look);
  }, [controller, t, locale]);

  return (
    <div
      ref={host}
      className="tl-picture"
      role="application"
      aria-label={t('timeline.label')}
      aria-describedby={summaryId}
      tabIndex={0}
      onKeyDown={(event) => onKey(event, controller)}
    >
      <RunSummary id={summaryId} controller={controller} t={t} locale={locale} />
    </div>
  );
}

const isTableKey = (event: KeyboardEvent): boolean =>
  !(event.target instanceof HTMLInputElement) && actForKey(event)?.is === 'table';

const stateTexts = (t: Translate): Readonly<Record<StateName, string>> =>
  Object.fromEntries(STATES.map((state) => [state, t(stateMessage(state))])) as Record<StateName, string>;

/** Keys of a focused timeline; others pass on to the window. */
function onKey(event: KeyboardEvent, controller: TimelineController): void {
  const act = actForKey(event);
  if (act === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (act.is === 'search') controller.set({ searching: true });
  else if (act.is === 'table') controller.set({ table: true });
  else controller.act(act);
}

/** Milliseconds between two readings of the summary for screen readers. */
const READ_EVERY = 1000;

/** The run in a sentence, for those who do not see the picture. Written straight into the page, once a second. */
function RunSummary({ id, controller, t, locale }: PictureProps & { readonly id: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    let written = Number.NEGATIVE_INFINITY;
    const write = (summary: Summary): void => {
      const now = performance.now();
      if (text.current === null || now - written < READ_EVERY) return;
      written = now;
      text.current.textContent = `${summaryWords(summary, t, locale)} ${t('timeline.summary.keys')}`;
    };
    if (controller.client.summary !== null) write(controller.client.summary);
    return controller.client.onSummary(write);
  }, [controller, t, locale]);
  return <p ref={text} id={id} className="tl-unseen" />;
}
