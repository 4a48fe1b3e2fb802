import type { GraphNode } from '../../../shared/graph/document.ts';
import { useNumbers, useText } from '../../text/text.ts';
import { MOST_SLOTS, numberOf } from '../geometry.ts';
import type { LiveObject } from '../live-block.ts';
import { WaiterChips } from './WaiterChips.tsx';

/** How full a channel is and who waits on it. The numbers in the slots count messages, from the first one sent. */
export const ChannelFace = ({
  node,
  live,
}: {
  readonly node: GraphNode;
  readonly live: LiveObject | null;
}) => {
  const t = useText();
  const { count } = useNumbers();
  const capacity = live?.capacity ?? numberOf(node, 'capacity');
  const length = live?.length ?? 0;
  return (
    <>
      <div className="cv-say">
        <span className="cv-strong">
          {capacity === 0 ? t('canvas.rendezvous') : `${count(length)}/${count(capacity)}`}
        </span>
        <span className="cv-end">
          {live === null ? null : live.closed ? (
            t('canvas.closed')
          ) : live.waiting > 0 ? (
            <WaiterChips queue={live.queue} waiting={live.waiting} most={1} />
          ) : capacity > 0 && length === capacity ? (
            t('canvas.full')
          ) : (
            t('canvas.nobodyWaits')
          )}
        </span>
      </div>
      {capacity === 0 ? (
        <Rendezvous live={live} />
      ) : capacity <= MOST_SLOTS ? (
        <div className="cv-slots" aria-hidden="true">
          {Array.from({ length: capacity }, (_, i) => (
            <i key={i} data-on={i < length || undefined}>
              {i < length && live !== null ? <span>{slotText(live.received + 1 + i)}</span> : null}
            </i>
          ))}
        </div>
      ) : (
        <div className="cv-slots" aria-hidden="true">
          <span
            className="cv-fill"
            style={{ '--part': `${(100 * length) / capacity}%` } as React.CSSProperties}
          />
        </div>
      )}
    </>
  );
};

/** Both must be there: an open half waits for the other. */
const Rendezvous = ({ live }: { readonly live: LiveObject | null }) => (
  <div className="cv-slots" data-rendezvous="" aria-hidden="true">
    <i {...(live !== null && live.waitingSenders > 0 ? { 'data-st': 'send' } : {})} />
    <i {...(live !== null && live.waitingReceivers > 0 ? { 'data-st': 'recv' } : {})} />
  </div>
);

const slotText = (n: number): string => (n < 10_000 ? String(n) : `…${String(n % 1000).padStart(3, '0')}`);
