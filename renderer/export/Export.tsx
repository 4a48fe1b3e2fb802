import { useEffect, useMemo, useState } from 'react';
import { nodeId, type NodeId } from '../../shared/base/ids.ts';
import { find } from '../../shared/graph/edits.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import type { ExportPreview, LineSpan } from '../../shared/ipc/contract.ts';
import { findingText, placeText } from '../../shared/text/findings.ts';
import { useDocument } from '../stores/document-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';
import { shell } from '../stores/shell.ts';
import { useLocale, useNumbers, useText, type Text } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { Icon } from '../ui/icons.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { toast } from '../ui/toast.tsx';
import { CodePreview } from './CodePreview.tsx';
import { Drawing } from './Drawing.tsx';
import { FileList } from './FileList.tsx';
import { firstToRead, homeOf, lineCount, nodeNeeded } from './files.ts';
import './export.css';

type Shape = 'folder' | 'file';

/** The program a person takes home, beside the drawing it came from. */
export const Export = () => {
  const t = useText();
  const document = useDocument((each) => each);
  const [shape, setShape] = useState<Shape>('folder');
  const [node, setNode] = useState<NodeId | null>(null);
  const [chosen, setChosen] = useState('');
  const state = usePreview(writeDocument(document), shape === 'file');
  const files = state.preview?.files ?? [];
  const file = files.find((each) => each.path === chosen) ?? firstToRead(files);
  const span = node === null ? undefined : file?.nodes.find((each) => each.node === node);
  const shown = new Set(file?.nodes.map((each) => nodeId(each.node)));
  const needed = nodeNeeded(files);

  const save = async (): Promise<void> => {
    try {
      const saved = await shell().invoke('export.write', {
        text: writeDocument(document),
        singleFile: shape === 'file',
        name: document.name,
      });
      if (saved !== null) toast(t('export.saved', saved));
    } catch (cause) {
      toast(t('export.failed', { message: cause instanceof Error ? cause.message : String(cause) }), 'error');
    }
  };
  /** Opens the file that has most of a block's code. */
  const open = (id: NodeId): void => {
    setNode(id);
    const home = homeOf(files, id);
    if (home !== undefined) setChosen(home.path);
  };

  return (
    <>
      <section className="exp-bar" aria-label={t('export.title')}>
        <Button look="ghost" icon="left" onClick={() => screens.show('work')}>
          {t('export.back')}
        </Button>
        <strong>TypeScript</strong>
        <Segmented
          label={t('export.files')}
          value={shape}
          options={[
            { value: 'folder', label: t('export.folder') },
            { value: 'file', label: t('export.file') },
          ]}
          onChange={setShape}
        />
        <span className="ui-grow" />
        <span className="ui-small ui-dim">
          {needed === null ? t('export.needs') : t('export.needs.node', { version: needed })}
        </span>
        <Button
          icon="copy"
          disabled={file === undefined}
          onClick={() => file !== undefined && void copyText(file.text, t('app.copied'))}
        >
          {t('export.copy')}
        </Button>
        <Button look="main" disabled={files.length === 0} onClick={() => void save()}>
          {t('export.save')}
        </Button>
      </section>
      <main className="exp" id="main">
        <section className="exp-drawing" aria-label={t('export.drawing')}>
          <p className="ui-small ui-dim">{t('export.point')}</p>
          <Drawing document={document} shown={shown} pointed={node} onPoint={setNode} onOpen={open} />
          {shape === 'folder' && needed !== null && <HowToRun />}
        </section>
        <section className="exp-code">
          {file === undefined ? (
            <Nothing state={state} />
          ) : (
            <>
              <FileList files={files} current={file.path} pointed={node} onChoose={setChosen} />
              <div className="exp-head">
                <span className="ui-mono ui-strong">{file.path}</span>
                <span className="ui-grow" />
                {span !== undefined && node !== null && (
                  <span>{spanText(span, find(document.nodes, node)?.name ?? node, t)}</span>
                )}
              </div>
              <CodePreview
                key={file.path}
                id="export-file"
                label={t('export.code', { file: file.path })}
                text={file.text}
                spans={file.nodes}
                names={(id) => find(document.nodes, nodeId(id))?.name ?? id}
                pointed={node}
                onPoint={(id) => setNode(id === null ? null : nodeId(id))}
                onPick={(id) => {
                  screens.show('work');
                  selection.show({ node: nodeId(id) });
                }}
              />
            </>
          )}
        </section>
      </main>
      <Status files={files} />
    </>
  );
};

/** The commands of the project's own package.json. */
const HowToRun = () => (
  <div className="exp-run">
    <p className="ui-strong">{useText()('export.run')}</p>
    <pre className="ui-mono ui-small">{'$ npm install\n$ npm start'}</pre>
  </div>
);

const Status = ({ files }: { readonly files: ExportPreview['files'] }) => {
  const t = useText();
  const { count } = useNumbers();
  const lines = files.reduce((sum, file) => sum + lineCount(file.text), 0);
  return (
    <footer className="app-status">
      {files.length > 0 && (
        <span>{t('export.status', { files: files.length, lines, count: count(lines) })}</span>
      )}
      <span className="ui-grow" />
      <span>{t('export.place')}</span>
    </footer>
  );
};

interface PreviewState {
  readonly preview: ExportPreview | null;
  readonly failed: string | null;
}

/** What stands in the way, or that it is being written. */
const Nothing = ({ state }: { readonly state: PreviewState }) => {
  const t = useText();
  const locale = useLocale();
  const document = useDocument((each) => each);
  if (state.failed !== null)
    return <p className="ui-empty">{t('export.failed', { message: state.failed })}</p>;
  if (state.preview === null) return <p className="ui-empty">{t('export.loading')}</p>;
  return (
    <div className="exp-blocked">
      <p className="ui-strong">{t('export.blocked')}</p>
      <ul className="app-findings">
        {state.preview.findings.map((finding, i) => (
          <li key={i}>
            <Icon name={finding.severity === 'error' ? 'error' : 'warning'} />
            <button
              type="button"
              onClick={() => {
                screens.show('work');
                selection.show(finding.place);
              }}
            >
              {findingText(finding, locale)}{' '}
              <span className="ui-faint">{placeText(finding, document, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

function usePreview(text: string, singleFile: boolean): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, failed: null });
  const ask = useMemo(() => ({ text, singleFile }), [text, singleFile]);
  useEffect(() => {
    let late = false;
    shell()
      .invoke('export.preview', ask)
      .then(
        (preview) => {
          if (!late) setState({ preview, failed: null });
        },
        (cause: unknown) => {
          if (!late)
            setState({ preview: null, failed: cause instanceof Error ? cause.message : String(cause) });
        },
      );
    return () => {
      late = true;
    };
  }, [ask]);
  return state;
}

const spanText = ({ from, to }: LineSpan, name: string, t: Text): string =>
  from === to ? t('export.line', { line: from, name }) : t('export.lines', { from, to, name });
