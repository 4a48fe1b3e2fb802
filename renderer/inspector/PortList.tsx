import { useCallback } from 'react';
import { PORT_KINDS, PORT_LOOK, parsePort, printPortType, type PortKind } from '../../shared/blocks/ports.ts';
import { portsOf } from '../../shared/blocks/wiring.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import type { Edit } from '../../shared/graph/edits.ts';
import { wiredTo, wiresOfPort } from '../../shared/graph/query.ts';
import { findingText } from '../../shared/text/findings.ts';
import { message } from '../../shared/text/format.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale, useNumbers, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { PortMark } from '../ui/icons.tsx';
import { Menu, type MenuGroups } from '../ui/Menu.tsx';
import { TextField } from '../ui/TextField.tsx';
import { sameReading } from './live.ts';
import {
  addPort,
  changePortKind,
  deletePort,
  listedPortsOf,
  movePort,
  renameListed,
  retypePort,
  tidyPortType,
} from './port-list.ts';
import { portWord, readPort } from './port-now.ts';

interface PortListProps {
  readonly node: GraphNode;
  readonly findings: readonly Finding[];
}

const edit = (change: Edit): void => documents.edit('step.ports', change);

/** The ports of a block: those a person lists can be changed, the others follow from its parameters. */
export function PortList({ node, findings }: PortListProps) {
  const t = useText();
  const listed = listedPortsOf(node);
  const wired = useDocument(
    (document) =>
      Object.values(document.edges).filter(({ from, to }) => from.node === node.id || to.node === node.id)
        .length,
  );
  const ports = portsOf(node);
  if (listed === null && ports.length === 0) return null;
  const names = listed?.map(({ name }) => name) ?? ports.map(({ name }) => name);
  return (
    <section className="in-section" aria-labelledby="in-ports">
      <div className="in-section-head">
        <h3 id="in-ports">{t('inspector.ports')}</h3>
        <span className="ui-micro ui-faint">{t('inspector.ports.wired', { count: wired })}</span>
      </div>
      {names.length === 0 && <p className="in-hint">{t('inspector.ports.none')}</p>}
      <ul className="in-ports">
        {listed === null
          ? ports.map((port) => (
              <li key={port.name} className="in-port-row">
                <span className="in-port-mark">
                  <PortMark {...PORT_LOOK[port.type.is]} />
                </span>
                <span className="ui-cut">{port.name}</span>
                <code className="ui-cut">{`${printPortType(port.type)}${port.many && port.role === 'uses' ? '[]' : ''}`}</code>
                <PortNow node={node} port={port.name} />
              </li>
            ))
          : listed.map((row, i) => (
              <PortRow
                key={i}
                node={node}
                index={i}
                name={row.name}
                type={row.type}
                last={i === listed.length - 1}
                findings={findings.filter((finding) => concerns(finding, row.name, i))}
              />
            ))}
      </ul>
      {listed !== null && <AddPort node={node} />}
    </section>
  );
}

const concerns = ({ place }: Finding, name: string, index: number): boolean =>
  (place.path === undefined ||
    !place.path.startsWith('params.ports.') ||
    place.path === `params.ports.${index}`) &&
  place.port === name;

interface PortRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly last: boolean;
  readonly findings: readonly Finding[];
}

function PortRow({ node, index, name, type, last, findings }: PortRowProps) {
  const t = useText();
  const locale = useLocale();
  const look = PORT_LOOK[parsePort(type)?.type.is ?? 'signal'];
  const wrong = findings.some(({ severity }) => severity === 'error');
  const wires = useDocument((document) => wiresOfPort(document, { node: node.id, port: name }).length);

  const more = (): MenuGroups => [
    [
      {
        id: 'show',
        label: t('inspector.port.show'),
        disabled: wires === 0,
        onPick: () => {
          const ends = wiredTo(documents.get().document, { node: node.id, port: name });
          selection.fit([node.id, ...ends.map((end) => end.node)]);
        },
      },
    ],
    [
      {
        id: 'up',
        label: t('inspector.port.up'),
        disabled: index === 0,
        onPick: () => edit(movePort(node, index, -1)),
      },
      {
        id: 'down',
        label: t('inspector.port.down'),
        disabled: last,
        onPick: () => edit(movePort(node, index, 1)),
      },
    ],
    [{ id: 'delete', label: t('inspector.port.delete'), onPick: () => edit(deletePort(node, index)) }],
  ];
  return (
    <li>
      <div className="in-port-row" data-edit="">
        <Menu
          trigger={
            <button
              type="button"
              className="in-port-mark"
              aria-label={t('inspector.port.kind', { name })}
              title={t('inspector.port.kind', { name })}
            >
              <PortMark {...look} />
            </button>
          }
          groups={() => kindGroups(locale, (kind) => edit(changePortKind(node, index, kind)))}
        />
        <TextField
          className="in-bare"
          label={t('inspector.port.name', { name })}
          value={name}
          aria-invalid={wrong}
          onCommit={(text) => edit(renameListed(node, index, text.trim()))}
        />
        <TextField
          className="in-bare"
          label={t('inspector.port.type', { name })}
          value={type}
          mono
          aria-invalid={wrong}
          onCommit={(text) => edit(retypePort(node, index, tidyPortType(text)))}
        />
        <PortNow node={node} port={name} />
        <Menu
          align="end"
          trigger={<IconButton icon="more" label={t('inspector.port.more', { name })} size="small" />}
          groups={more}
        />
      </div>
      {findings.map((finding, i) => (
        <p key={i} className="in-wrong" data-severity={finding.severity}>
          {findingText(finding, locale)}
        </p>
      ))}
    </li>
  );
}

/** What goes on at the other end while a program runs; otherwise whether there is an other end. */
function PortNow({ node, port }: { readonly node: GraphNode; readonly port: string }) {
  const t = useText();
  const numbers = useNumbers();
  const wired = useDocument((document) => wiresOfPort(document, { node: node.id, port }).length > 0);
  const read = useCallback(
    (frame: Parameters<typeof readPort>[0]) => readPort(frame, node, port, documents.get().document),
    [node, port],
  );
  const live = useSlowFrame(read, sameReading);
  const word = !wired ? t('inspector.port.open') : live === null ? '' : portWord(live, t, numbers);
  return <span className="in-port-now">{word}</span>;
}

function AddPort({ node }: { readonly node: GraphNode }) {
  const t = useText();
  const locale = useLocale();
  return (
    <Menu
      trigger={
        <Button size="small" look="ghost" icon="plus" className="in-add">
          {t('inspector.ports.add')}
        </Button>
      }
      groups={() => kindGroups(locale, (kind) => edit(addPort(node, kind).edit))}
    />
  );
}

/** The kinds of port, those of one family together. */
function kindGroups(locale: Parameters<typeof message>[0], pick: (kind: PortKind) => void): MenuGroups {
  const families = [...new Set(PORT_KINDS.map((kind) => PORT_LOOK[kind].family))];
  return families.map((family) =>
    PORT_KINDS.filter((kind) => PORT_LOOK[kind].family === family).map((kind) => ({
      id: kind,
      label: PORT_LOOK[kind].generic ? `${kind}<T>` : kind,
      mark: <PortMark {...PORT_LOOK[kind]} />,
      keys: kind === firstOf(family) ? message(locale, `port-family.${family}`) : '',
      onPick: () => pick(kind),
    })),
  );
}

const firstOf = (family: (typeof PORT_LOOK)[PortKind]['family']): PortKind | undefined =>
  PORT_KINDS.find((kind) => PORT_LOOK[kind].family === family);
