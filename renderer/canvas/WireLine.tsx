import { useStore, ViewportPortal, type ConnectionLineComponentProps } from '@xyflow/react';
import { nodeId } from '../../shared/base/ids.ts';
import { connectText } from '../../shared/text/wiring.ts';
import { documents } from '../stores/document-store.ts';
import { useLocale } from '../text/text.ts';
import { refusalOf } from './connecting.ts';
import type { Side } from './geometry.ts';
import type { FlowNode } from './to-flow.ts';
import { pathOf, routeOf } from './wire.ts';

const OPPOSITE: Readonly<Record<Side, Side>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' };

/** The wire being drawn. Over a port that does not fit it breaks and says why. */
export const WireLine = (props: ConnectionLineComponentProps<FlowNode>) => {
  const { fromX, fromY, toX, toY, fromPosition, fromHandle, fromNode, toHandle, toNode } = props;
  const locale = useLocale();
  const zoom = useStore((state) => state.transform[2]);
  const side = fromPosition as Side;
  const refusal =
    toHandle?.id == null || fromHandle.id == null || toNode === null || toNode.id === fromNode.id
      ? null
      : refusalOf(
          documents.get().document,
          { node: nodeId(fromNode.id), port: fromHandle.id },
          { node: nodeId(toNode.id), port: toHandle.id },
        );
  const route = routeOf(
    { x: fromX, y: fromY, side },
    { x: toX, y: toY, side: (toHandle?.position as Side | undefined) ?? OPPOSITE[side] },
  );
  return (
    <g className="cv-drawing" data-refused={refusal !== null || undefined}>
      <path className="cv-drawing-line" d={pathOf(route)} />
      {refusal !== null && (
        <>
          <path className="cv-drawing-cross" d={`M${toX - 6} ${toY - 6}l12 12m0 -12l-12 12`} />
          <ViewportPortal>
            <div
              className="cv-refusal"
              role="status"
              style={{ transform: `translate(${toX}px, ${toY}px) scale(${1 / zoom}) translate(12px, 14px)` }}
            >
              {connectText(refusal, locale)}
            </div>
          </ViewportPortal>
        </>
      )}
      {toHandle !== null && refusal === null && toNode?.id !== fromNode.id && (
        <circle
          className="cv-drawing-fit"
          cx={toHandle.x + toHandle.width / 2 + (toNode?.internals.positionAbsolute.x ?? 0)}
          cy={toHandle.y + toHandle.height / 2 + (toNode?.internals.positionAbsolute.y ?? 0)}
          r={13}
        />
      )}
    </g>
  );
};
