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

const NOTHING = { boxes: [], lines: [], tokens: [] };
const FRAME = { width: 268, height: 136 };

/** A template: how it looks, what it asks, and whether it goes wrong on purpose. */
export const TemplateCard = memo(
  ({ template: { info, document }, locale, preview, onOpen }: TemplateCardProps) => {
    const t = useText();
    const { boxes, lines, tokens } = preview?.(document, FRAME, info.breaks) ?? NOTHING;
    return (
      <button type="button" className="gal-card" onClick={onOpen}>
        <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} aria-hidden="true">
          {lines.map((line, i) => (
            <path key={i} d={line.path} className="gal-wire" data-look={line.look} />
          ))}
          {boxes.map((box, i) => (
            <Box key={i} box={box} />
          ))}
          {tokens.map(({ x, y, piled }, i) => (
            <rect
              key={i}
              className="gal-token"
              data-piled={piled || undefined}
              x={x - 3.5}
              y={y - 2.5}
              width="7"
              height="5"
              rx="1.5"
            />
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
              {t(info.breaks === null ? 'welcome.breaks' : `welcome.breaks.${info.breaks}`)}
            </span>
          )}
        </span>
      </button>
    );
  },
);

const Box = ({ box }: { readonly box: PreviewBox }) => {
  const { x, y, width, height, look, slots, replicas, trouble } = box;
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
  const block = (
    <rect
      className="gal-block"
      data-trouble={trouble ?? undefined}
      x={x}
      y={y}
      width={width}
      height={height}
      rx={look === 'memory' ? height / 2 : 3}
    />
  );
  if (trouble === 'gone') return block;
  if (look === 'lock') {
    return (
      <>
        {block}
        <path
          className="gal-lock"
          transform={`translate(${x + width / 2} ${y + height / 2}) scale(${Math.min(1, width / 16)})`}
          d="M-3.5 -.5h7v4.5h-7zM-2 -.5v-1.7a2 2 0 0 1 4 0V-.5"
        />
      </>
    );
  }
  if (look !== 'goroutine') return block;
  const gap = 1.2;
  const each = replicas > 0 ? (height - gap * (replicas - 1)) / replicas : 0;
  return (
    <>
      {block}
      {Array.from({ length: replicas }, (_, i) => (
        <rect
          key={i}
          className="gal-selvedge"
          data-trouble={trouble ?? undefined}
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
