import { memo } from 'react';
import type { GraphDocument } from '../../shared/graph/document.ts';
import type { TemplateInfo } from '../../shared/ipc/contract.ts';
import type { Locale } from '../../shared/text/format.ts';
import { useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import type { PreviewBox, PreviewOf } from './preview.ts';
import { SLOT } from './slot.ts';

export interface CardTemplate {
  readonly info: TemplateInfo;
  readonly document: GraphDocument;
}

interface TemplateCardProps {
  readonly template: CardTemplate;
  readonly locale: Locale;
  /** Draws a template; null until the catalogue is there. */
  readonly preview: PreviewOf | null;
  readonly onOpen: () => void;
}

const NOTHING = { boxes: [], lines: [] };
const FRAME = { width: 268, height: 136 };

/** A template: how it looks, what it asks, and whether it goes wrong on purpose. */
export const TemplateCard = memo(
  ({ template: { info, document }, locale, preview, onOpen }: TemplateCardProps) => {
    const t = useText();
    const { boxes, lines } = preview?.(document, FRAME) ?? NOTHING;
    return (
      <button type="button" className="gal-card" onClick={onOpen}>
        <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} aria-hidden="true">
          {lines.map((line, i) => (
            <path key={i} d={line.path} className={line.reference ? 'gal-reference' : 'gal-wire'} />
          ))}
          {boxes.map((box, i) => (
            <Box key={i} box={box} />
          ))}
        </svg>
        <span className="gal-text">
          <strong>{info.title[locale]}</strong>
          <span className="ui-small ui-dim">{info.line[locale]}</span>
        </span>
        <span className="gal-foot ui-micro">
          <span className="ui-faint">
            {t('welcome.blocks', { count: Object.keys(document.nodes).length })}
          </span>
          {info.broken && (
            <span className="gal-broken">
              <Icon name="warning" />
              {t('welcome.breaks')}
            </span>
          )}
        </span>
      </button>
    );
  },
);

const Box = ({ box }: { readonly box: PreviewBox }) => {
  const { x, y, width, height, look, slots, replicas } = box;
  if (look === 'channel') {
    return Array.from({ length: Math.max(1, slots) }, (_, i) => (
      <rect
        key={i}
        className={i < slots - 1 ? 'gal-slot-full' : 'gal-slot'}
        x={x + i * SLOT + 1}
        y={y}
        width={SLOT - 2}
        height={height}
        rx={slots === 0 ? 4 : 2}
      />
    ));
  }
  if (look === 'object')
    return <rect className="gal-block" x={x} y={y} width={width} height={height} rx="3" />;
  const gap = 1.2;
  const each = replicas > 0 ? (height - gap * (replicas - 1)) / replicas : 0;
  return (
    <>
      <rect className="gal-block" x={x} y={y} width={width} height={height} rx="3" />
      {Array.from({ length: replicas }, (_, i) => (
        <rect
          key={i}
          className="gal-selvedge"
          x={x}
          y={y + i * (each + gap)}
          width="4"
          height={each}
          rx="1.2"
        />
      ))}
      {width > 30 && (
        <path
          className="gal-words"
          d={`M${x + 9} ${y + height * 0.33}h${width * 0.38}M${x + 9} ${y + height * 0.55}h${width * 0.24}`}
        />
      )}
    </>
  );
};
