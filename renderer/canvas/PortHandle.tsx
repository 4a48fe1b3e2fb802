import { Handle, type Position } from '@xyflow/react';
import { PORT_LOOK, printPortType } from '../../shared/blocks/ports.ts';
import { PORT_PATHS } from '../ui/icons.tsx';
import { useText } from '../text/text.ts';
import type { PlacedPort } from './geometry.ts';

interface PortHandleProps {
  readonly port: PlacedPort;
  readonly wired: boolean;
  /** While a wire is drawn: whether it may end here. Null: none is drawn. */
  readonly fits: boolean | null;
}

/** An end on a block. Its shape tells the type, its colour the family; filled when wired. */
export const PortHandle = ({ port, wired, fits }: PortHandleProps) => {
  const t = useText();
  const { spec, side, x, y } = port;
  const { shape, family } = PORT_LOOK[spec.type.is];
  const missing = spec.required && !wired;
  return (
    <Handle
      id={spec.name}
      type="source"
      position={side as Position}
      className="cv-port"
      data-side={side}
      data-wired={wired || undefined}
      data-missing={missing || undefined}
      data-fits={fits ?? undefined}
      style={{ left: x, top: y }}
      title={t('canvas.port', { name: spec.name, type: printPortType(spec.type) + (spec.many ? '[]' : '') })}
    >
      <svg className="cv-port-mark" data-family={family} viewBox="0 0 12 12" aria-hidden="true">
        <path d={PORT_PATHS[shape]} fillRule="evenodd" />
      </svg>
      {port.named && (
        <span className="cv-port-name" aria-hidden="true">
          {spec.name}
        </span>
      )}
    </Handle>
  );
};
