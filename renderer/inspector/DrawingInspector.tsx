import { useMemo, useState } from 'react';
import { renameDocument, setTypes } from '../../shared/graph/edits.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { useFindings } from '../stores/findings-store.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useText } from '../text/text.ts';
import { TextField } from '../ui/TextField.tsx';
import { CodeEditor } from './editor/CodeEditor.tsx';
import { scopeOf } from './editor/scope.ts';
import { Findings } from './Findings.tsx';
import { Head } from './Head.tsx';

/** The drawing as a whole, while nothing in it is marked: its name and its types. */
export function DrawingInspector() {
  const t = useText();
  const name = useDocument((document) => document.name);
  const blocks = useDocument((document) => Object.keys(document.nodes).length);
  const wires = useDocument((document) => Object.keys(document.edges).length);
  const all = useFindings((state) => state.findings);
  const findings = useMemo(
    () => all.filter(({ place }) => place.node === undefined && place.edge === undefined),
    [all],
  );
  return (
    <>
      <Head title={name || t('app.untitled')} kind={t('inspector.drawing')}>
        <p className="ui-small ui-dim">{t('inspector.contents', { blocks, wires })}</p>
      </Head>
      <section className="in-section">
        <div className="in-form">
          <label className="in-label" htmlFor="in-document-name">
            {t('inspector.name')}
          </label>
          <TextField
            id="in-document-name"
            label={t('inspector.name')}
            value={name}
            onCommit={(text) =>
              text.trim() !== '' && documents.edit('step.rename', renameDocument(text.trim()))
            }
          />
        </div>
      </section>
      <Types />
      <Findings findings={findings} />
      <p className="in-section in-hint">{t('inspector.drawing.hint')}</p>
    </>
  );
}

const EXAMPLE = 'type Job = { id: number };';

/** The types that bodies and ports may name. */
function Types() {
  const t = useText();
  const types = useDocument((document) => document.types);
  const [typing, setTyping] = useState({});
  const all = useFindings((state) => state.findings);
  const findings = useMemo(() => all.filter(({ place }) => place.path === 'types'), [all]);
  const shown = useSelection((state) => state.shown);
  const show = useMemo(() => {
    const place = shown?.place;
    return place?.path !== 'types' || place.line === undefined
      ? null
      : { line: place.line, column: place.column ?? 1 };
  }, [shown]);
  // Its own names are declared in the text itself.
  const scope = useMemo(() => scopeOf(null, ''), []);
  return (
    <section className="in-body" aria-labelledby="in-types" tabIndex={-1} data-after-code="">
      <div className="in-section-head">
        <h3 id="in-types">{t('inspector.types')}</h3>
      </div>
      <CodeEditor
        label={t('inspector.types')}
        value={types}
        scope={scope}
        findings={findings}
        show={show}
        lines={[4, 20]}
        placeholder={EXAMPLE}
        onFocus={() => setTyping({})}
        onChange={(text) => documents.edit('step.types', setTypes(text), { merge: typing })}
      />
      <p className="in-hint in-body-hint">{t('inspector.types.hint')}</p>
    </section>
  );
}
