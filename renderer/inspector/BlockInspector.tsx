import { useEffect, useMemo, useState } from 'react';
import type { Block } from '../../shared/blocks/block.ts';
import { blockOf } from '../../shared/blocks/catalogue.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { rename } from '../../shared/graph/edits.ts';
import { messageOr } from '../../shared/text/format.ts';
import { documents } from '../stores/document-store.ts';
import { useFindings } from '../stores/findings-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { useBlockDocs } from '../ui/block-docs.ts';
import { Icon } from '../ui/icons.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import { TextField } from '../ui/TextField.tsx';
import { BodySection } from './BodySection.tsx';
import { CaseList } from './CaseList.tsx';
import { fieldsOf, specOf } from './fields.ts';
import { Findings } from './Findings.tsx';
import { Head } from './Head.tsx';
import type { LiveGoroutines } from './live.ts';
import { GoroutinesNow, ObjectNow, useLive } from './Now.tsx';
import { fieldId, ParamField } from './ParamField.tsx';
import { listedPortsOf } from './port-list.ts';
import { PortList } from './PortList.tsx';

/** Everything about one block: what it does now, its parameters, ports and code, and what is wrong with it. */
export function BlockInspector({ node }: { readonly node: GraphNode }) {
  const t = useText();
  const locale = useLocale();
  const block = blockOf(node.kind);
  const kindName = messageOr(locale, `block.${node.kind}`, node.kind);
  const { goroutines, object } = useLive(node);
  const all = useFindings((state) => state.findings);
  const findings = useMemo(() => all.filter(({ place }) => place.node === node.id), [all, node.id]);
  useShownField(node);

  const fields = fieldsOf(node);
  const body = specOf(node, 'body');
  const cases = specOf(node, 'cases');
  const ofParam = (name: string) =>
    findings.filter(({ place }) => place.param === name && place.edge === undefined);
  const listed = new Set(listedPortsOf(node)?.map(({ name }) => name));
  const named = new Set([...fields.map(({ name }) => name), ...(body === null ? [] : [body.name])]);
  // What no field shows beside itself stands at the end.
  const rest = findings.filter(
    ({ place, code }) =>
      !named.has(place.param ?? '') &&
      !(cases !== null && (place.param ?? '').startsWith('cases')) &&
      !(listed.has(place.port ?? '') && (place.param === undefined || place.param === 'ports')) &&
      code !== 'name-taken',
  );
  const one = goroutines?.one ?? null;
  const replicas = Number(node.params['replicas'] ?? 1);
  return (
    <>
      <Head
        title={node.name}
        kind={kindName}
        strip={goroutines?.states ?? (isGoroutine(block) ? NOT_STARTED : [])}
        actions={['edit.rename', 'edit.duplicate', 'edit.connect', 'edit.delete']}
      >
        {goroutines !== null && <GoroutinesNow live={goroutines} />}
        {object !== null && <ObjectNow live={object} />}
      </Head>
      {block === null && (
        <p className="in-section in-hint">{t('inspector.unknownKind', { kind: node.kind })}</p>
      )}
      <section className="in-section" aria-label={t('inspector.settings')}>
        <div className="in-form">
          <label htmlFor={fieldId('name')} className="in-label">
            {t('inspector.name')}
          </label>
          <div className="in-field">
            <TextField
              id={fieldId('name')}
              label={t('inspector.name')}
              value={node.name}
              onCommit={(name) =>
                name.trim() !== '' && documents.edit('step.rename', rename(node.id, name.trim()))
              }
            />
            <NameFindings node={node} />
          </div>
          {fields.map((spec) => (
            <ParamField key={spec.name} node={node} spec={spec} findings={ofParam(spec.name)} />
          ))}
        </div>
      </section>
      <PortList node={node} findings={findings} />
      {cases !== null && (
        <CaseList
          node={node}
          findings={findings.filter(({ place }) => (place.param ?? '').startsWith('cases'))}
        />
      )}
      {body !== null && (
        <BodySection
          node={node}
          spec={body}
          findings={ofParam(body.name)}
          replicas={Number.isInteger(replicas) ? replicas : 1}
          at={one?.at != null && one.at.param === body.name ? { line: one.at.line, state: one.state } : null}
        />
      )}
      <Findings findings={rest} />
      <About kind={node.kind} name={kindName} />
    </>
  );
}

/** Blocks that run wear the strip before they do. */
const isGoroutine = (block: Block | null): boolean =>
  block !== null && ['goroutine', 'select', 'ready-made'].includes(block.family);

const NOT_STARTED: LiveGoroutines['states'] = [['new', 1]];

function NameFindings({ node }: { readonly node: GraphNode }) {
  const all = useFindings((state) => state.findings);
  return (
    <Findings findings={all.filter(({ code, place }) => code === 'name-taken' && place.node === node.id)} />
  );
}

/** Goes to the field that was asked for. A line of a body is shown by its editor. */
function useShownField(node: GraphNode): void {
  const shown = useSelection((state) => state.shown);
  useEffect(() => {
    const place = shown?.place;
    if (place?.node !== node.id || place.param === undefined) return;
    const field = document.getElementById(fieldId(place.param));
    field?.scrollIntoView({ block: 'nearest' });
    if (place.line === undefined) field?.focus();
  }, [shown, node.id]);
}

/** The page of the kind, folded away until it is asked for. */
function About({ kind, name }: { readonly kind: string; readonly name: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const page = useBlockDocs(open ? kind : null);
  if (blockOf(kind) === null) return null;
  return (
    <section className="in-section in-about">
      <button type="button" className="in-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'down' : 'right'} />
        {t('inspector.about', { name })}
      </button>
      {page !== null && <Markdown text={page} />}
    </section>
  );
}
