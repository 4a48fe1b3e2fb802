import { useSyncExternalStore } from 'react';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { TimelineController } from './controller.ts';
import type { Translate } from '../trace/messages.ts';
import { durationText, timeText } from '../trace/time-text.ts';
import { detailWords, number } from '../trace/words.ts';

interface DetailStripProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
  readonly tables: RunTables;
  readonly onSite: (site: number) => void;
}

/** One line under the lanes: what is chosen or pointed at, in words, and the way to its line of code. */
export function DetailStrip({ controller, t, locale, tables, onSite }: DetailStripProps) {
  const {
    details: chosen,
    hovered,
    area,
    moment,
    hoverClock,
  } = useSyncExternalStore(controller.subscribe, controller.getState);
  const details = chosen ?? hovered;
  const site = details?.what === 'goroutine' ? details.site : 0;
  const line = tables.sites[site]?.line;
  return (
    <div className="tl-strip" aria-live={chosen === null ? 'off' : 'polite'}>
      {details === null ? (
        <span className="tl-faint">{moment === null ? t('timeline.hint') : t('timeline.scrub')}</span>
      ) : (
        detailWords(details, t, locale).map(({ text, strong, state }, i) => (
          <span
            key={i}
            className={strong === true ? 'tl-strong' : ''}
            {...(state === undefined ? {} : { style: { color: `var(--tx-${state})` } })}
          >
            {text}
          </span>
        ))
      )}
      {line !== undefined && (
        <button type="button" className="tl-link" onClick={() => onSite(site)}>
          {t('timeline.goto', { line })}
        </button>
      )}
      <span className="tl-grow" />
      {area !== null && (
        <span>
          {area.duration > 0
            ? t('timeline.area', { duration: durationText(area.duration, locale) })
            : t('timeline.area.steps', { steps: number(area.steps, locale) })}
        </span>
      )}
      {hoverClock !== null && (
        <span className="tl-mono tl-faint">
          {t('timeline.at', { time: timeText(hoverClock, 1000, locale) })}
        </span>
      )}
    </div>
  );
}
