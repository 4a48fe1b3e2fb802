import type { GraphNode } from '../../../shared/graph/document.ts';
import { useNumbers, useText } from '../../text/text.ts';
import { numberOf } from '../geometry.ts';
import type { LiveObject } from '../live-block.ts';
import { WaiterChips } from './WaiterChips.tsx';

/** Who holds a lock, and who is next. */
export const LockFace = ({ node, live }: { readonly node: GraphNode; readonly live: LiveObject | null }) => {
  const t = useText();
  const { count } = useNumbers();
  const size = node.kind === 'semaphore' ? numberOf(node, 'size') : 0;
  return (
    <>
      <div className="cv-say cv-fact">
        <span className="cv-fact-name">{t(size > 0 ? 'canvas.permits' : 'canvas.heldBy')}</span>
        {size > 0 ? (
          <span className="cv-strong">
            {count(live?.length ?? 0)}/{count(size)}
          </span>
        ) : live?.owner != null ? (
          <span className="cv-chip" data-st={live.owner.state}>
            <span className="cv-cut">{live.owner.name}</span>
          </span>
        ) : live !== null && live.holders > 0 ? (
          <span className="cv-strong">{t('canvas.readers', { count: live.holders })}</span>
        ) : (
          <span>{t('canvas.nobody')}</span>
        )}
      </div>
      <div className="cv-say cv-fact">
        <span className="cv-fact-name">{t('canvas.queue')}</span>
        {live !== null && live.waiting > 0 ? (
          <WaiterChips queue={live.queue} waiting={live.waiting} most={1} numbered />
        ) : (
          <span>{t('canvas.nobody')}</span>
        )}
      </div>
    </>
  );
};
