import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useFindings, worstOfEdge } from '../stores/findings-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import type { Side } from './geometry.ts';
import type { WireEdge as Wire } from './to-flow.ts';
import { pathOf, routeOf } from './wire.ts';

/** A wire. Data runs on a curve; a reference takes a square route, and is a stub until one of its ends is marked. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<Wire>) {
  const { id, data, selected, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const finding = useFindings((state) =>
    data === undefined ? null : worstOfEdge(state.findings, data.edge.id),
  );
  const edge = data?.edge;
  const near = useSelection(
    ({ selection, pointed }) =>
      edge !== undefined &&
      (pointed === edge.from.node ||
        pointed === edge.to.node ||
        selection.nodes.includes(edge.from.node) ||
        selection.nodes.includes(edge.to.node)),
  );
  const stub = data?.reference === true && selected !== true && !near && finding === null;
  const route = routeOf(
    { x: sourceX, y: sourceY, side: sourcePosition as Side },
    { x: targetX, y: targetY, side: targetPosition as Side },
  );
  const channel = data?.edge.channel ?? null;
  const middle = { x: (sourceX + targetX) / 2, y: (sourceY + targetY) / 2 };
  const label =
    channel === null
      ? ''
      : [channel.name, channel.capacity > 0 ? String(channel.capacity) : ''].join(' ').trim();
  return (
    <g
      className="cv-wire"
      data-reference={data?.reference || undefined}
      data-selected={selected || undefined}
      data-finding={finding?.severity}
    >
      {stub ? (
        <path className="cv-stub" d={`M${sourceX} ${sourceY}v7M${targetX} ${targetY}v-7`} />
      ) : (
        <BaseEdge id={id} path={pathOf(route)} interactionWidth={16} />
      )}
      {label !== '' && (
        <text className="cv-wire-name" x={middle.x} y={middle.y + 16} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
});
