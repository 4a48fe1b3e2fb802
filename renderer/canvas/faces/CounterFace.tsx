import type { GraphNode } from '../../../shared/graph/document.ts';
import { useNumbers, useText } from '../../text/text.ts';
import { numberOf, paramOf, textOf } from '../geometry.ts';
import type { LiveObject } from '../live-block.ts';
import { WaiterChips } from './WaiterChips.tsx';

/** Counters, memory and what else goroutines share: its value, and who waits on it. */
export const CounterFace = ({
  node,
  live,
}: {
  readonly node: GraphNode;
  readonly live: LiveObject | null;
}) => {
  const t = useText();
  const { count } = useNumbers();
  const waits =
    live !== null && live.waiting > 0 ? (
      <WaiterChips queue={live.queue} waiting={live.waiting} most={1} />
    ) : null;
  switch (node.kind) {
    case 'waitgroup':
      return (
        <Line name={t('canvas.toGo')} value={count(live?.length ?? numberOf(node, 'count'))} end={waits} />
      );
    case 'atomic':
      return (
        <Line name={t('canvas.value')} value={count(live?.length ?? numberOf(node, 'initial'))} end={waits} />
      );
    case 'variable':
      return (
        <Line
          name={t('canvas.startsAs')}
          value={JSON.stringify(paramOf(node, 'initial'))}
          end={waits}
          mono={textOf(node, 'type')}
        />
      );
    default:
      return <Line name={t('canvas.waiting')} value={count(live?.waiting ?? 0)} end={waits} />;
  }
};

interface LineProps {
  readonly name: string;
  readonly value: string;
  readonly end: React.ReactNode;
  readonly mono?: string;
}

const Line = ({ name, value, end, mono }: LineProps) => (
  <div className="cv-say cv-fact">
    <span>{name}</span>
    <span className="cv-strong cv-cut">{value}</span>
    <span className="cv-end">
      {end ?? (mono === undefined ? null : <span className="cv-mono">{mono}</span>)}
    </span>
  </div>
);
