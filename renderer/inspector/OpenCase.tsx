import { useState } from 'react';
import { CASE_KINDS, type DrawnCase } from '../../shared/blocks/select/cases.ts';
import { parsePort } from '../../shared/blocks/ports.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { findingText } from '../../shared/text/findings.ts';
import { message } from '../../shared/text/format.ts';
import { useDocument } from '../stores/document-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { NumberField } from '../ui/NumberField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AreaField } from './AreaField.tsx';
import { changeCase, changeCaseKind, changeToNewPort, portsFor } from './case-list.ts';
import { editCases } from './edit-cases.ts';
import { CodeEditor } from './editor/CodeEditor.tsx';
import { portFamilies, scopeOf, type NameInScope } from './editor/scope.ts';
import { listedPortsOf } from './port-list.ts';

interface OpenCaseProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly drawn: DrawnCase;
  readonly findings: readonly Finding[];
}

/** A case with its fields and its code. */
export function OpenCase({ node, index, drawn, findings }: OpenCaseProps) {
  const t = useText();
  const locale = useLocale();
  const types = useDocument((document) => document.types);
  const number = index + 1;
  const [typing, setTyping] = useState({});
  const set = (next: DrawnCase): void => editCases(changeCase(node, index, next));
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
          onChange={(on) => editCases(changeCaseKind(node, index, on))}
          width="100%"
        />
        {'port' in drawn && (
          <>
            <span className="in-label">{t('inspector.case.port')}</span>
            <PortChoice
              node={node}
              index={index}
              drawn={drawn}
              onChoose={(port) => set({ ...drawn, port })}
            />
          </>
        )}
        {drawn.on === 'receive' && (
          <>
            <span className="in-label">{t('inspector.case.value')}</span>
            <TextField
              label={t('inspector.case.value')}
              value={drawn.value}
              mono
              onCommit={(value) => set({ ...drawn, value: value.trim() })}
            />
            <span className="in-label">{t('inspector.case.ok')}</span>
            <span className="in-stack">
              <TextField
                label={t('inspector.case.ok')}
                value={drawn.ok}
                mono
                onCommit={(ok) => set({ ...drawn, ok: ok.trim() })}
              />
              <span className="in-hint">{t('inspector.case.ok.hint')}</span>
            </span>
          </>
        )}
        {drawn.on === 'send' && (
          <>
            <span className="in-label">{t('inspector.case.sent')}</span>
            <AreaField
              label={t('inspector.case.sent')}
              value={drawn.value}
              mono
              onCommit={(value) => set({ ...drawn, value })}
            />
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
          options={(['loop', 'stop'] as const).map((next) => ({
            value: next,
            label: message(locale, `case.next.${next}`),
          }))}
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
          onChange={(body) => editCases(changeCase(node, index, { ...drawn, body }), typing)}
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
      onChange={(port) => (port === NEW_PORT ? editCases(changeToNewPort(node, index)) : onChoose(port))}
      width="100%"
    />
  );
}
