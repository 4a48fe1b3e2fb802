import { useCallback } from 'react';
import type { GraphNode } from '../../shared/graph/document.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { documents } from '../stores/document-store.ts';
import { isLive, runs, useRuns } from '../stores/run-store.ts';
import { useNumbers, useText, type Text } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { StateGlyph } from '../ui/icons.tsx';
import {
  readGoroutines,
  readObjectOfNode,
  sameReading,
  type LiveGoroutine,
  type LiveGoroutines,
  type LiveObject,
} from './live.ts';

/** What a run shows of a block, a few times a second. */
export function useLive(node: GraphNode): {
  readonly goroutines: LiveGoroutines | null;
  readonly object: LiveObject | null;
} {
  const read = useCallback(
    (frame: Parameters<typeof readGoroutines>[0]) => {
      const { document } = documents.get();
      return {
        goroutines: readGoroutines(frame, node, document),
        object: readObjectOfNode(frame, node, document),
      };
    },
    [node],
  );
  return useSlowFrame(read, sameReading);
}

/** What a goroutine does: its state, since when and where; then what it waits for, and who has that. */
export function GoroutinesNow({ live }: { readonly live: LiveGoroutines }) {
  const t = useText();
  const numbers = useNumbers();
  const { one } = live;
  return (
    <>
      {one === null ? (
        <ul className="in-states" aria-label={t('inspector.states')}>
          {live.states.map(([state, count]) => (
            <li key={state} data-st={state}>
              <StateGlyph state={state} />
              <span className="ui-state-word">{t(`state.${state}`)}</span> {numbers.count(count)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="in-say" data-st={one.state}>
          <StateGlyph state={one.state} />
          <span className="ui-state-word">{t(`state.${one.state}`)}</span>
          <span className="ui-dim">{sinceText(one, t, numbers.duration)}</span>
        </p>
      )}
      {one !== null && one.on !== null && <p className="ui-small ui-dim">{reasonText(one, t)}</p>}
      {live.started > 0 && (
        <p className="ui-small ui-dim">{t('inspector.started', { count: live.started })}</p>
      )}
    </>
  );
}

function sinceText(
  { waited, at }: LiveGoroutine,
  t: Text,
  duration: (nanoseconds: number) => string,
): string {
  if (waited > 0 && at !== null) return t('inspector.forAt', { duration: duration(waited), line: at.line });
  if (waited > 0) return t('inspector.for', { duration: duration(waited) });
  return at === null ? '' : t('inspector.at', { line: at.line });
}

function reasonText({ on, owner, readers, place, queue }: LiveGoroutine, t: Text): string {
  const object = on ?? '';
  if (owner !== null && place > 0 && queue > 1) return t('inspector.place', { object, owner, place, queue });
  if (owner !== null) return t('inspector.heldBy', { object, owner });
  return readers > 0
    ? t('inspector.heldByReaders', { object, count: readers })
    : t('inspector.on', { object });
}

/** What an object holds, who has it and who waits for it. */
export function ObjectNow({ live }: { readonly live: LiveObject }) {
  const t = useText();
  const numbers = useNumbers();
  const waits = waitText(live, t);
  switch (live.kind) {
    case 'chan':
    case 'timer':
    case 'ticker':
      return (
        <>
          <p className="in-say">
            <span className="ui-strong">
              {live.capacity === 0
                ? t('inspector.rendezvous')
                : t('inspector.occupancy', { length: live.length, capacity: live.capacity })}
            </span>
            <span className="ui-dim">{live.closed ? t('inspector.closed') : waits}</span>
          </p>
          <p className="ui-small ui-dim">
            {t('inspector.passed', {
              sent: numbers.count(live.sent),
              received: numbers.count(live.received),
            })}
          </p>
        </>
      );
    case 'mutex':
    case 'rwmutex':
      return (
        <p className="in-say">
          <span className="ui-strong">
            {live.owner !== null
              ? t('inspector.holder', { owner: live.owner })
              : live.holders > 0
                ? t('inspector.readers', { count: live.holders })
                : t('inspector.free')}
          </span>
          <span className="ui-dim">
            {live.waiting > 0 ? t('inspector.queued', { count: live.waiting }) : ''}
          </span>
        </p>
      );
    case 'waitgroup':
    case 'semaphore':
    case 'atomic':
      return (
        <p className="in-say">
          <span className="ui-strong">{t('inspector.value', { value: numbers.count(live.length) })}</span>
          <span className="ui-dim">
            {live.waiting > 0 ? t('inspector.queued', { count: live.waiting }) : ''}
          </span>
        </p>
      );
    case 'context':
      return <Signal live={live} />;
    default:
      return live.waiting > 0 ? (
        <p className="ui-small ui-dim">{t('inspector.queued', { count: live.waiting })}</p>
      ) : null;
  }
}

function waitText({ waitingSenders, waitingReceivers }: LiveObject, t: Text): string {
  const parts = [
    ...(waitingSenders > 0 ? [t('inspector.sendersWait', { count: waitingSenders })] : []),
    ...(waitingReceivers > 0 ? [t('inspector.receiversWait', { count: waitingReceivers })] : []),
  ];
  return parts.length === 0 ? t('inspector.nobodyWaits') : parts.join(', ');
}

/** A context that a person may cancel while the program runs. */
function Signal({ live }: { readonly live: LiveObject }) {
  const t = useText();
  const going = useRuns(({ phase }) => isLive(phase));
  const cancellable = useRuns(({ tables }) => {
    const object = tables?.objects[live.row];
    return object?.kind === 'context' && object.form.is !== 'background' && object.form.is !== 'value';
  });
  if (!cancellable) return null;
  return (
    <div className="in-beside">
      <Button size="small" disabled={!going} onClick={() => runs.signal(live.row)}>
        {t('inspector.signal')}
      </Button>
      <span className="in-hint">{t('inspector.signal.hint')}</span>
    </div>
  );
}
