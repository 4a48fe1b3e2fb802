import { PreviewCard } from '@base-ui/react/preview-card';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import { PORT_LOOK, printPortType } from '../../shared/blocks/ports.ts';
import { useText } from '../text/text.ts';
import { useBlockDocs } from '../ui/block-docs.ts';
import { PortMark } from '../ui/icons.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import type { Kind } from './kinds.ts';

/** What a kind of block is, beside the palette while it is pointed at. */
export const KindCard = ({ card }: { readonly card: PreviewCard.Handle<Kind> }) => (
  <PreviewCard.Root handle={card}>
    {({ payload }) => (
      <PreviewCard.Portal>
        <PreviewCard.Positioner
          className="ui-positioner"
          side="right"
          align="start"
          sideOffset={12}
          collisionPadding={12}
        >
          <PreviewCard.Popup className="pl-card">
            {payload !== undefined && <About kind={payload} />}
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    )}
  </PreviewCard.Root>
);

const About = ({ kind }: { readonly kind: Kind }) => {
  const t = useText();
  const page = useBlockDocs(kind.kind);
  const ports = blockOf(kind.kind)?.ports({}) ?? [];
  return (
    <>
      <h2>{kind.name}</h2>
      {ports.length > 0 && (
        <ul className="pl-ports" aria-label={t('blocks.ports')}>
          {ports.map((port) => (
            <li key={port.name}>
              <PortMark {...PORT_LOOK[port.type.is]} />
              {port.name}
              <code>{printPortType(port.type)}</code>
            </li>
          ))}
        </ul>
      )}
      {page === null ? <p className="ui-text">{kind.line}</p> : <Markdown text={page} />}
      <p className="ui-faint ui-micro">{t('blocks.hint')}</p>
    </>
  );
};
