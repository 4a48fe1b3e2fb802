import { useCallback, useMemo } from 'react';
import { PORT_LOOK, printPortType } from '../../shared/blocks/ports.ts';
import { portAt } from '../../shared/blocks/wiring.ts';
import type { EdgeEnd, GraphDocument, GraphEdge, WireChannel } from '../../shared/graph/document.ts';
import { disconnect, find, setWireChannel } from '../../shared/graph/edits.ts';
import { message } from '../../shared/text/format.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { useFindings } from '../stores/findings-store.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale, useNumbers, useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { PortMark } from '../ui/icons.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Findings } from './Findings.tsx';
import { Head } from './Head.tsx';
import { readObjectOfEdge, sameReading } from './live.ts';
import { ObjectNow } from './Now.tsx';

/** One wire: what it joins, what it carries, and the channel on it where it has one of its own. */
export function WireInspector({ edge }: { readonly edge: GraphEdge }) {
  const t = useText();
  const document = useDocument((state) => state);
  const all = useFindings((state) => state.findings);
  const findings = useMemo(() => all.filter(({ place }) => place.edge === edge.id), [all, edge.id]);
  const read = useCallback(
    (frame: Parameters<typeof readObjectOfEdge>[0]) =>
      readObjectOfEdge(frame, edge, documents.get().document),
    [edge],
  );
  const live = useSlowFrame(read, sameReading);

  const [from, to] = [portAt(document, edge.from), portAt(document, edge.to)];
  const type = from?.type ?? to?.type ?? null;
  const carries = type !== null && 'elem' in type ? type.elem : null;
  const isData = type?.is === 'send' || type?.is === 'recv';
  const names = { from: nameOf(document, edge.from), to: nameOf(document, edge.to) };
  return (
    <>
      <Head title={`${names.from} → ${names.to}`} kind={t('inspector.wire')}>
        {live !== null && <ObjectNow live={live} />}
      </Head>
      <section className="in-section" aria-label={t('inspector.wire')}>
        <div className="in-form">
          <End label={t('inspector.wire.from')} end={edge.from} document={document} />
          <End label={t('inspector.wire.to')} end={edge.to} document={document} />
          {isData && carries !== null && (
            <>
              <span className="in-label">{t('inspector.wire.elem')}</span>
              <code className="in-code-text">{carries}</code>
            </>
          )}
        </div>
        {!isData && <p className="in-hint">{t('inspector.wire.reference', names)}</p>}
        {isData && edge.channel === null && <p className="in-hint">{t('inspector.wire.data')}</p>}
      </section>
      {edge.channel !== null && <Channel edge={edge} channel={edge.channel} />}
      <Findings findings={findings} />
      <section className="in-section">
        <Button
          size="small"
          icon="trash"
          onClick={() => documents.edit('step.disconnect', disconnect([edge.id]))}
        >
          {t('inspector.wire.delete')}
        </Button>
      </section>
    </>
  );
}

const nameOf = (document: GraphDocument, end: EdgeEnd): string =>
  find(document.nodes, end.node)?.name ?? end.node;

interface EndProps {
  readonly label: string;
  readonly end: EdgeEnd;
  readonly document: GraphDocument;
}

const End = ({ label, end, document }: EndProps) => {
  const t = useText();
  const port = portAt(document, end);
  const name = nameOf(document, end);
  return (
    <>
      <span className="in-label">{label}</span>
      <button
        type="button"
        className="in-end"
        aria-label={t('inspector.wire.show', { name })}
        onClick={() => selection.show({ node: end.node })}
      >
        {port !== null && <PortMark {...PORT_LOOK[port.type.is]} />}
        <span className="ui-cut">
          <span className="ui-strong">{name}</span> <span className="ui-dim">{end.port}</span>
        </span>
        {port !== null && <code className="ui-cut">{printPortType(port.type)}</code>}
      </button>
    </>
  );
};

/** The channel on a wire drawn straight between two goroutines. */
const Channel = ({ edge, channel }: { readonly edge: GraphEdge; readonly channel: WireChannel }) => {
  const t = useText();
  const locale = useLocale();
  const numbers = useNumbers();
  const set = (change: Partial<WireChannel>): void =>
    documents.edit('step.channel', setWireChannel(edge.id, change));
  return (
    <section className="in-section" aria-labelledby="in-channel">
      <div className="in-section-head">
        <h3 id="in-channel">{t('inspector.wire.channel')}</h3>
      </div>
      <div className="in-form">
        <label className="in-label" htmlFor="in-channel-name">
          {t('inspector.name')}
        </label>
        <TextField
          id="in-channel-name"
          label={t('inspector.name')}
          value={channel.name}
          placeholder={t('inspector.wire.unnamed')}
          onCommit={(name) => set({ name: name.trim() })}
        />
        <label className="in-label" htmlFor="in-channel-capacity">
          {message(locale, 'param.channel.capacity')}
        </label>
        <span className="in-beside">
          <NumberField
            id="in-channel-capacity"
            label={message(locale, 'param.channel.capacity')}
            value={channel.capacity}
            min={0}
            max={MOST_CAPACITY}
            width="5rem"
            onCommit={(capacity) => set({ capacity })}
          />
          <span className="in-hint">
            {t('inspector.range', { min: 0, max: numbers.count(MOST_CAPACITY) })}
          </span>
        </span>
        <label className="in-label" htmlFor="in-channel-closes">
          {message(locale, 'param.channel.closes')}
        </label>
        <span className="in-beside">
          <Switch
            id="in-channel-closes"
            label={message(locale, 'param.channel.closes')}
            checked={channel.closes}
            onChange={(closes) => set({ closes })}
          />
          <span className="in-hint">{message(locale, 'hint.channel.closes')}</span>
        </span>
      </div>
      <p className="in-hint">{t('inspector.wire.channel.hint')}</p>
    </section>
  );
};

const MOST_CAPACITY = 1_000_000;
