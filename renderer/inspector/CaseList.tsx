import { useEffect, useState } from 'react';
import { CASE_KINDS, type DrawnCase } from '../../shared/blocks/select/cases.ts';
import { parsePort } from '../../shared/blocks/ports.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import type { Edit } from '../../shared/graph/edits.ts';
import { findingText } from '../../shared/text/findings.ts';
import { message } from '../../shared/text/format.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AreaField } from './AreaField.tsx';
import {
  addCase,
  caseHead,
  casesOf,
  changeCase,
  changeCaseKind,
  changeToNewPort,
  deleteCase,
  firstLine,
  moveCase,
  portsFor,
} from './case-list.ts';
import { CodeEditor } from './editor/CodeEditor.tsx';
import { portFamilies, scopeOf, type NameInScope } from './editor/scope.ts';
import { listedPortsOf } from './port-list.ts';

interface CaseListProps {
  readonly node: GraphNode;
  readonly findings: readonly Finding[];
}

const edit = (change: Edit, merge: unknown = null): void => documents.edit('step.cases', change, { merge });

/** The drawn cases of a select. One is open at a time: its code is edited with its own names in scope. */
export function CaseList({ node, findings }: CaseListProps) {
  const t = useText();
  const locale = useLocale();
  const cases = casesOf(node);
  const [open, setOpen] = useState<number | null>(null);
  const asked = useSelection(({ shown }) => (shown?.place?.node === node.id ? caseOf(shown.place.param) : null));

  useEffect(() => {
    if (asked !== null) setOpen(asked);
  }, [asked]);

  return (
    <section className="in-section" aria-labelledby="in-cases">
      <div className="in-section-head">
        <h3 id="in-cases">{t('inspector.cases')}</h3>
      </div>
      {cases.length === 0 && <p className="in-hint">{t('inspector.cases.none')}</p>}
      <ol className="in-cases">
        {cases.map(({ drawn }, i) => (
          <li key={i} data-open={open === i ? '' : undefined}>
            {drawn === null ? (
              <Broken node={node} index={i} />
            ) : (
              <Case
                node={node}
                index={i}
                drawn={drawn}
                open={open === i}
                last={i === cases.length - 1}
                findings={findings.filter(({ place, values }) => caseOf(place.param) === i || values['case'] === i + 1)}
                onOpen={() => setOpen(open === i ? null : i)}
                onMove={(by) => {
                  edit(moveCase(node, i, by));
                  if (open === i) setOpen(i + by);
                }}
                onDelete={() => {
                  edit(deleteCase(node, i));
                  setOpen(null);
                }}
              />
            )}
          </li>
        ))}
      </ol>
      <Menu
        trigger={
          <Button size="small" look="ghost" icon="plus" className="in-add">
            {t('inspector.cases.add')}
          </Button>
        }
        groups={() => [
          CASE_KINDS.map((on) => ({
            id: on,
            label: message(locale, `case.${on}`),
            disabled: on === 'default' && cases.some(({ drawn }) => drawn?.on === 'default'),
            onPick: () => {
              edit(addCase(node, on));
              setOpen(cases.length);
            },
          })),
        ]}
      />
    </section>
  );
}

/** `cases.2.body` is about case 2. */
function caseOf(param: string | undefined): number | null {
  const match = /^cases\.(\d+)/.exec(param ?? '');
  return match === null ? null : Number(match[1]);
}

function Broken({ node, index }: { readonly node: GraphNode; readonly index: number }) {
  const t = useText();
  const number = index + 1;
  return (
    <div className="in-case-head">
      <p className="in-wrong ui-grow">{t('inspector.case.broken', { number })}</p>
      <IconButton
        icon="trash"
        size="small"
        label={t('inspector.case.delete', { number })}
        onClick={() => edit(deleteCase(node, index))}
      />
    </div>
  );
}

interface CaseProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly drawn: DrawnCase;
  readonly open: boolean;
  readonly last: boolean;
  readonly findings: readonly Finding[];
  readonly onOpen: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onDelete: () => void;
}

function Case({ node, index, drawn, open, last, findings, onOpen, onMove, onDelete }: CaseProps) {
  const t = useText();
  const locale = useLocale();
  const number = index + 1;
  const wrong = findings.some(({ severity }) => severity === 'error');
  return (
    <>
      <div className="in-case-head">
        <button
          type="button"
          className="in-case-toggle"
          aria-expanded={open}
          aria-label={t('inspector.case.open', { number })}
          onClick={onOpen}
        >
          <Icon name={open ? 'down' : 'right'} />
          <span className="ui-dim">{message(locale, `case.${drawn.on}`)}</span>
          {drawn.on !== 'default' && <code className="ui-cut">{caseHead(drawn)}</code>}
          {!open && <span className="in-case-line ui-cut">{firstLine(drawn) || t('inspector.case.nothing')}</span>}
          {wrong && <Icon name="error" />}
        </button>
        {open && (
          <>
            <IconButton icon="up" size="small" disabled={index === 0} label={t('inspector.case.up', { number })} onClick={() => onMove(-1)} />
            <IconButton icon="down" size="small" disabled={last} label={t('inspector.case.down', { number })} onClick={() => onMove(1)} />
            <IconButton icon="trash" size="small" label={t('inspector.case.delete', { number })} onClick={onDelete} />
          </>
        )}
      </div>
      {open && <OpenCase node={node} index={index} drawn={drawn} findings={findings} />}
    </>
  );
}

interface OpenCaseProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly drawn: DrawnCase;
  readonly findings: readonly Finding[];
}

function OpenCase({ node, index, drawn, findings }: OpenCaseProps) {
  const t = useText();
  const locale = useLocale();
  const types = useDocument((document) => document.types);
  const number = index + 1;
  const [typing, setTyping] = useState({});
  const set = (next: DrawnCase): void => edit(changeCase(node, index, next));
  const inBody = findings.filter(({ place }) => place.param === `cases.${index}.body`);
  const others = findings.filter(({ place }) => place.param !== `cases.${index}.body`);
  return (
    <div className="in-case-open">
      <div className="in-form">
        <span className="in-label">{t('inspector.case.of', { number })}</span>
        <Select
          label={t('inspector.case.on', { number })}
          value={drawn.on}
          options={CASE_KINDS.map((on) => ({ value: on, label: message(locale, `case.${on}`) }))}
          onChange={(on) => edit(changeCaseKind(node, index, on))}
          width="100%"
        />
        {'port' in drawn && (
          <>
            <span className="in-label">{t('inspector.case.port')}</span>
            <PortChoice node={node} index={index} drawn={drawn} onChoose={(port) => set({ ...drawn, port })} />
          </>
        )}
        {drawn.on === 'receive' && (
          <>
            <span className="in-label">{t('inspector.case.value')}</span>
            <TextField label={t('inspector.case.value')} value={drawn.value} mono onCommit={(value) => set({ ...drawn, value: value.trim() })} />
            <span className="in-label">{t('inspector.case.ok')}</span>
            <span className="in-stack">
              <TextField label={t('inspector.case.ok')} value={drawn.ok} mono onCommit={(ok) => set({ ...drawn, ok: ok.trim() })} />
              <span className="in-hint">{t('inspector.case.ok.hint')}</span>
            </span>
          </>
        )}
        {drawn.on === 'send' && (
          <>
            <span className="in-label">{t('inspector.case.sent')}</span>
            <AreaField label={t('inspector.case.sent')} value={drawn.value} mono onCommit={(value) => set({ ...drawn, value })} />
          </>
        )}
        {drawn.on === 'after' && (
          <>
            <span className="in-label">{t('inspector.case.after')}</span>
            <span className="in-beside">
              <NumberField
                label={t('inspector.case.after')}
                value={drawn.after}
                min={0}
                max={86_400_000}
                fractions
                width="5rem"
                onCommit={(after) => set({ ...drawn, after })}
              />
              <span className="ui-dim">{t('inspector.ms')}</span>
            </span>
          </>
        )}
        <span className="in-label">{t('inspector.case.then')}</span>
        <Segmented
          label={t('inspector.case.then')}
          value={drawn.next}
          options={(['loop', 'stop'] as const).map((next) => ({ value: next, label: message(locale, `case.next.${next}`) }))}
          onChange={(next) => set({ ...drawn, next })}
        />
      </div>
      {others.map((finding, i) => (
        <p key={i} className="in-wrong" data-severity={finding.severity}>
          {findingText(finding, locale)}
        </p>
      ))}
      <div className="in-case-code" tabIndex={-1} data-after-code="">
        <CodeEditor
          label={`${t('inspector.case.of', { number })}: ${t('inspector.case.body')}`}
          value={drawn.body}
          scope={scopeOf(node, types, namesOf(node, drawn))}
          ports={portFamilies(node)}
          findings={inBody}
          lines={[3, 14]}
          placeholder={t('inspector.case.nothing')}
          onFocus={() => setTyping({})}
          onChange={(body) => edit(changeCase(node, index, { ...drawn, body }), typing)}
        />
      </div>
      {inBody.map((finding, i) => (
        <p key={i} className="in-wrong" data-severity={finding.severity}>
          {findingText(finding, locale)}
        </p>
      ))}
    </div>
  );
}

/** What arrives, and whether a send delivered it, under the names the case gives them. */
function namesOf(node: GraphNode, drawn: DrawnCase): readonly NameInScope[] {
  if (drawn.on !== 'receive') return [];
  const type = parsePort(listedPortsOf(node)?.find(({ name }) => name === drawn.port)?.type ?? '')?.type;
  const elem = type !== undefined && 'elem' in type ? type.elem : 'unknown';
  return [
    { name: drawn.value, type: elem },
    { name: drawn.ok, type: 'boolean' },
  ];
}

const NEW_PORT = '';

interface PortChoiceProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly drawn: DrawnCase & { readonly port: string };
  readonly onChoose: (port: string) => void;
}

function PortChoice({ node, index, drawn, onChoose }: PortChoiceProps) {
  const t = useText();
  const ports = portsFor(node, drawn.on);
  const shown = ports.includes(drawn.port) ? ports : [drawn.port, ...ports];
  return (
    <Select
      label={t('inspector.case.port')}
      value={drawn.port}
      mono
      options={[
        ...shown.map((port) => ({ value: port, label: port })),
        { value: NEW_PORT, label: t('inspector.case.port.new') },
      ]}
      onChange={(port) => (port === NEW_PORT ? edit(changeToNewPort(node, index)) : onChoose(port))}
      width="100%"
    />
  );
}
