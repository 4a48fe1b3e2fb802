import { useSyncExternalStore } from 'react';
import type { TimelineController } from './controller.ts';
import type { Translate } from '../trace/messages.ts';
import { STEP_WIDTH } from '../trace/axis.ts';
import type { Shown } from './protocol.ts';
import { durationText } from '../trace/time-text.ts';
import { number } from '../trace/words.ts';
import '../trace/trace.css';
import './timeline.css';

interface TimelineToolsProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
}

/** What stands beside the timeline's tab: whose flows, how much is shown, and whether it follows. */
export function TimelineTools({ controller, t, locale }: TimelineToolsProps) {
  const { shown, lane, drag, table, moment } = useSyncExternalStore(
    controller.subscribe,
    controller.getState,
  );
  if (shown === null) return null;
  const name = lane?.what === 'goroutine' ? controller.client.lanes.goroutines[lane.row]?.name : undefined;
  return (
    <div className="tl-tools">
      {name !== undefined && !table && (
        <span>{t(shown.moreFlows ? 'timeline.flows.more' : 'timeline.flows', { name })}</span>
      )}
      <span>{shownWords(shown, t, locale)}</span>
      <button type="button" className="tl-tool" onClick={() => controller.act({ is: 'fit-all' })}>
        {t('timeline.fit')}
      </button>
      <button
        type="button"
        className="tl-tool"
        title={t('timeline.drag.hint')}
        onClick={() => controller.set({ drag: drag === 'select' ? 'pan' : 'select' })}
      >
        {t(drag === 'select' ? 'timeline.drag.select' : 'timeline.drag.pan')}
      </button>
      <button
        type="button"
        className="tl-tool"
        aria-pressed={table}
        onClick={() => controller.set({ table: !table })}
      >
        {t('timeline.table')}
      </button>
      {!shown.ended && (
        <button
          type="button"
          className="tl-tool tl-live"
          aria-pressed={shown.following && moment === null}
          title={t(shown.following ? 'timeline.live.on' : 'timeline.live.off')}
          onClick={() => controller.act({ is: 'follow', on: !shown.following })}
        >
          <span className="tl-dot" aria-hidden="true" /> {t('timeline.live')}
        </button>
      )}
      {shown.ended && moment !== null && (
        <button type="button" className="tl-tool" onClick={() => controller.act({ is: 'moment', x: null })}>
          {t('timeline.end')}
        </button>
      )}
    </div>
  );
}

/** How much is shown: time, or, where a virtual clock hardly moved, steps. */
function shownWords({ shown, steps }: Shown, t: Translate, locale: string): string {
  if (steps === null || shown > (steps.to - steps.from) * STEP_WIDTH) {
    return t('timeline.shown', { duration: durationText(shown, locale) });
  }
  return t('timeline.shown.steps', { from: number(steps.from, locale), to: number(steps.to, locale) });
}
