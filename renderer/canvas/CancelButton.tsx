import type { GraphNode } from '../../shared/graph/document.ts';
import { isLive, runs, useRuns } from '../stores/run-store.ts';
import { useText } from '../text/text.ts';
import { textOf } from './geometry.ts';
import type { LiveBlock } from './live-block.ts';

/** The button of a context that can be cancelled, there while its program runs. */
export const CancelButton = ({ node, live }: { readonly node: GraphNode; readonly live: LiveBlock }) => {
  const t = useText();
  const running = useRuns((state) => isLive(state.phase));
  const { object } = live;
  const can = node.kind === 'context' && ['cancel', 'timeout', 'deadline'].includes(textOf(node, 'form'));
  if (!running || !can || object === null || object.closed) return null;
  return (
    <button
      type="button"
      className="cv-cancel nodrag nopan"
      aria-label={t('canvas.cancel.named', { name: node.name })}
      onClick={() => runs.signal(object.row)}
    >
      {t('canvas.cancel')}
    </button>
  );
};
