import { useEffect, useMemo, useState } from 'react';
import { readParam } from '../../shared/blocks/params.ts';
import type { ParamSpec } from '../../shared/blocks/block.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { setParam } from '../../shared/graph/edits.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { screens, useScreens } from '../stores/screens-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useText } from '../text/text.ts';
import type { StateName } from '../trace/states.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { CodeEditor, type CodeEditorProps, type TypeNote } from './editor/CodeEditor.tsx';
import { portFamilies, scopeOf } from './editor/scope.ts';
import { Findings } from './Findings.tsx';
import { TypeNotes } from './TypeNotes.tsx';
import { fieldId } from './ParamField.tsx';

interface BodySectionProps {
  readonly node: GraphNode;
  readonly spec: ParamSpec;
  readonly findings: readonly Finding[];
  readonly replicas: number;
  /** Where its only goroutine stands. */
  readonly at: { readonly line: number; readonly state: StateName } | null;
}

/** The TypeScript of a block, here and in a larger room. */
export function BodySection({ node, spec, findings, replicas, at }: BodySectionProps) {
  const t = useText();
  const types = useDocument((document) => document.types);
  const [large, setLarge] = useState(false);
  const [typing, setTyping] = useState({});
  const [notes, setNotes] = useState<readonly TypeNote[]>([]);
  const shown = useSelection((state) => state.shown);

  const { params } = node;
  const scope = useMemo(() => scopeOf(node, types), [node, types]);
  const ports = useMemo(() => portFamilies(node), [node]);
  const show = useMemo(() => {
    const place = shown?.place;
    return place?.node !== node.id || place.param !== spec.name || place.line === undefined
      ? null
      : { line: place.line, column: place.column ?? 1 };
  }, [shown, node.id, spec.name]);

  const wanted = useScreens((state) => state.body === node.id);
  useEffect(() => {
    if (!wanted) return;
    screens.bodyOpened();
    // The same key opens and closes.
    setLarge((before) => !before);
  }, [wanted]);

  const title = replicas > 1 ? t('inspector.body.replicas', { count: replicas }) : t('inspector.body');
  const common: CodeEditorProps = {
    label: `${title}: ${node.name}`,
    value: String(readParam(spec, params)),
    scope,
    ports,
    findings,
    at,
    show,
    onFocus: () => setTyping({}),
    // Typing without leaving the editor is one step back.
    onChange: (text) => documents.edit('step.body', setParam(node.id, spec.name, text), { merge: typing }),
  };
  return (
    <section
      className="in-body"
      aria-labelledby="in-body"
      tabIndex={-1}
      data-after-code=""
      id={fieldId(spec.name)}
    >
      <div className="in-section-head">
        <h3 id="in-body">{title}</h3>
        <Button size="small" look="ghost" onClick={() => setLarge(true)}>
          {t('inspector.open')} <Kbd>F12</Kbd>
        </Button>
      </div>
      <CodeEditor {...common} lines={[5, 24]} onTypes={setNotes} />
      <Findings findings={findings} />
      <TypeNotes notes={notes} at={{ node: node.id, param: spec.name }} />
      <Dialog open={large} onClose={() => setLarge(false)} title={`${node.name} – ${title}`} width="60rem">
        <div className="in-large" tabIndex={-1} data-after-code="">
          <CodeEditor {...common} lines="fill" />
        </div>
        <Findings findings={findings} />
        <TypeNotes notes={notes} at={{ node: node.id, param: spec.name }} />
      </Dialog>
    </section>
  );
}
