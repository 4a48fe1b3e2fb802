import type { GraphNode } from '../../../shared/graph/document.ts';
import { useNumbers, useText } from '../../text/text.ts';
import { numberOf, shapeOf } from '../geometry.ts';
import type { LiveBlock } from '../live-block.ts';

/** What is left of an object's face from further away: how full it is, or how many wait for it. */
export const CompactFace = ({
  node,
  live,
}: {
  readonly node: GraphNode;
  readonly live: LiveBlock | null;
}) => {
  const object = live?.object ?? null;
  switch (shapeOf(node).face) {
    case 'channel': {
      const capacity = object?.capacity ?? numberOf(node, 'capacity');
      if (capacity === 0) {
        const state = object === null ? null : object.waitingSenders > 0 ? 'send' : 'recv';
        return <Gauge part={0} state={object !== null && object.waiting > 0 ? state : null} />;
      }
      return <Gauge part={(object?.length ?? 0) / capacity} state={null} />;
    }
    case 'lock':
      if (object === null || (object.waiting === 0 && object.holders === 0)) return null;
      return object.waiting > 0 ? <Gauge part={1} state="mutex" /> : <Gauge part={1} state={null} quiet />;
    default:
      return null;
  }
};

const Gauge = ({
  part,
  state,
  quiet = false,
}: {
  readonly part: number;
  readonly state: string | null;
  readonly quiet?: boolean;
}) => (
  <span
    className="cv-gauge"
    aria-hidden="true"
    data-quiet={quiet || undefined}
    {...(state === null ? {} : { 'data-st': state })}
    style={{ '--part': `${Math.round(100 * part)}%` } as React.CSSProperties}
  />
);

/** The count beside the name: 4/4, or 2 in the queue. */
export const Tally = ({ node, live }: { readonly node: GraphNode; readonly live: LiveBlock | null }) => {
  const t = useText();
  const { count } = useNumbers();
  const object = live?.object ?? null;
  switch (shapeOf(node).face) {
    case 'channel': {
      const capacity = object?.capacity ?? numberOf(node, 'capacity');
      return capacity === 0 ? null : `${count(object?.length ?? 0)}/${count(capacity)}`;
    }
    case 'lock':
      return object !== null && object.waiting > 0 ? t('canvas.queued', { count: object.waiting }) : null;
    case 'counter':
      return object !== null && node.kind !== 'variable' && object.length > 0 ? count(object.length) : null;
    default:
      return null;
  }
};
