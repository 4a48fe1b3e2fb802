import type { editor } from 'monaco-editor/editor/editor.api';
import { useEffect, useId, useRef } from 'react';
import type { PortFamily } from '../../../shared/blocks/ports.ts';
import type { Finding } from '../../../shared/compile/findings.ts';
import { findingText } from '../../../shared/text/findings.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useLocale, useText } from '../../text/text.ts';
import type { StateName } from '../../trace/states.ts';
import { useCodeEditor, type Loaded } from './load.ts';
import { themeFromTokens } from './theme.ts';

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  /** Called with every change. */
  readonly onChange: (value: string) => void;
  /** Ambient declarations of what is in scope. */
  readonly scope: string;
  /** Names underlined in the colour of their family. */
  readonly ports?: readonly { readonly name: string; readonly family: PortFamily }[];
  /** Findings within this text; each is marked at its line. */
  readonly findings?: readonly Finding[];
  /** The line a goroutine stands at. */
  readonly at?: { readonly line: number; readonly state: StateName } | null;
  /** A line to bring into view; each new object is a request. */
  readonly show?: { readonly line: number; readonly column: number } | null;
  /** Lines it is high at least and at most; `fill`: as high as what it lies in. */
  readonly lines?: readonly [least: number, most: number] | 'fill';
  readonly placeholder?: string;
  readonly onFocus?: () => void;
}

/** A text of TypeScript. Until the editor is loaded, and where it cannot be, a plain field takes its place. */
export function CodeEditor(props: CodeEditorProps) {
  const t = useText();
  const loading = useCodeEditor();
  if (loading.is === 'ready') return <Monaco {...props} code={loading.code} />;
  const { label, value, onChange, placeholder = '', onFocus, lines = [4, 22] } = props;
  const rows = value.split('\n').length;
  return (
    <>
      <textarea
        className="in-plain"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        rows={lines === 'fill' ? rows : Math.min(lines[1], Math.max(lines[0], rows))}
        data-fill={lines === 'fill' ? '' : undefined}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onFocus}
      />
      {loading.is === 'failed' && (
        <p className="in-hint" role="status">
          {t('inspector.code.failed')}
        </p>
      )}
    </>
  );
}

function Monaco(props: CodeEditorProps & { readonly code: Loaded }) {
  const { code, label, value, onChange, scope, ports, findings, at = null, show = null, lines = [4, 22], onFocus } = props;
  const { monaco, setScope } = code;
  const { placeholder = '' } = props;
  const locale = useLocale();
  const theme = useSettings((state) => `${state.theme} ${state.contrast}`);
  const projector = useSettings((state) => state.projector);
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef({ onChange, onFocus, lines });
  latest.current = { onChange, onFocus, lines };
  const id = useId();

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const uri = monaco.Uri.parse(`file:///${id.replaceAll(/\W/g, '')}.ts`);
    const model = monaco.editor.createModel(value, 'typescript', uri);
    // Colours of brackets would be colours without a meaning.
    model.updateOptions({
      tabSize: 2,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    const instance = monaco.editor.create(element, { ...OPTIONS, ...fontOf(element), model, ariaLabel: label, placeholder });
    made.current = instance;
    const grow = (): void => {
      const { lines: height } = latest.current;
      if (height === 'fill') return;
      const line = instance.getOption(monaco.editor.EditorOption.lineHeight);
      const [least, most] = height.map((count) => count * line + 2 * PADDING) as [number, number];
      element.style.height = `${Math.min(most, Math.max(least, instance.getContentHeight()))}px`;
    };
    instance.onDidContentSizeChange(grow);
    instance.onDidFocusEditorText(() => latest.current.onFocus?.());
    model.onDidChangeContent(() => latest.current.onChange(model.getValue()));
    // Tab indents; Esc, when nothing is open, lets the keyboard go on to what follows.
    instance.addCommand(monaco.KeyCode.Escape, () => element.closest<HTMLElement>('[data-after-code]')?.focus(), NOTHING_OPEN);
    grow();
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    return () => {
      made.current = null;
      instance.dispose();
      model.dispose();
    };
    // The editor lives as long as the element; what changes is told to it below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [monaco, id]);

  useEffect(() => setScope(scope), [setScope, scope]);

  useEffect(() => {
    const model = made.current?.getModel();
    if (model == null || model.getValue() === value) return;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [value]);

  useEffect(() => {
    const { documentElement } = document;
    const style = getComputedStyle(documentElement);
    const dark = documentElement.dataset['theme'] !== 'light';
    monaco.editor.defineTheme('weft', themeFromTokens((name) => style.getPropertyValue(name), dark));
    monaco.editor.setTheme('weft');
  }, [monaco, theme]);

  useEffect(() => {
    if (box.current !== null) made.current?.updateOptions(fontOf(box.current));
  }, [projector]);

  useEffect(() => {
    const model = made.current?.getModel();
    if (model == null) return;
    const severity = {
      error: monaco.MarkerSeverity.Error,
      warning: monaco.MarkerSeverity.Warning,
      info: monaco.MarkerSeverity.Info,
    };
    const markers = (findings ?? []).map((finding) => {
      const line = Math.min(Math.max(1, finding.place.line ?? 1), model.getLineCount());
      const column = finding.place.column ?? model.getLineFirstNonWhitespaceColumn(line);
      const word = model.getWordAtPosition({ lineNumber: line, column });
      return {
        severity: severity[finding.severity],
        message: findingText(finding, locale),
        startLineNumber: line,
        startColumn: column,
        endLineNumber: line,
        endColumn: Math.max(column + 1, word?.endColumn ?? model.getLineMaxColumn(line)),
      };
    });
    monaco.editor.setModelMarkers(model, 'weft', markers);
  }, [monaco, findings, locale]);

  useEffect(() => {
    const instance = made.current;
    if (instance === null || at === null) return;
    const marks = instance.createDecorationsCollection([
      {
        range: new monaco.Range(at.line, 1, at.line, 1),
        options: { isWholeLine: true, className: 'in-at', linesDecorationsClassName: 'in-at-mark' },
      },
    ]);
    return () => marks.clear();
  }, [monaco, at?.line]);

  useEffect(() => {
    const instance = made.current;
    const model = instance?.getModel();
    if (instance === null || model == null || ports === undefined || ports.length === 0) return;
    const marks = instance.createDecorationsCollection(
      ports.flatMap(({ name, family }) =>
        model
          .findMatches(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`, false, true, true, null, false, 500)
          .map(({ range }) => ({ range, options: { inlineClassName: `in-port in-port-${family}` } })),
      ),
    );
    return () => marks.clear();
  }, [monaco, ports, value]);

  useEffect(() => {
    const instance = made.current;
    if (instance === null || show === null) return;
    const position = { lineNumber: show.line, column: show.column };
    instance.setPosition(position);
    instance.revealPositionInCenterIfOutsideViewport(position);
  }, [show]);

  return (
    <div
      className="in-code"
      ref={box}
      data-fill={lines === 'fill' ? '' : undefined}
      {...(at === null ? {} : { 'data-st': at.state })}
    />
  );
}

const PADDING = 8;

const NOTHING_OPEN = [
  'suggestWidgetVisible',
  'parameterHintsVisible',
  'findWidgetVisible',
  'renameInputVisible',
  'markersNavigationVisible',
  'inSnippetMode',
  'editorHasSelection',
  'editorHasMultipleSelections',
  'editorHoverVisible',
]
  .map((open) => `!${open}`)
  .join(' && ');

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  theme: 'weft',
  automaticLayout: true,
  contextmenu: true,
  fixedOverflowWidgets: true,
  folding: false,
  fontLigatures: false,
  glyphMargin: false,
  guides: { indentation: false },
  hideCursorInOverviewRuler: true,
  insertSpaces: true,
  lineDecorationsWidth: 10,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  occurrencesHighlight: 'singleFile',
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: PADDING, bottom: PADDING },
  renderLineHighlight: 'none',
  renderWhitespace: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, horizontalScrollbarSize: 8, verticalScrollbarSize: 8, useShadows: false },
  stickyScroll: { enabled: false },
  wordWrap: 'on',
  wrappingIndent: 'indent',
};

/** Sizes follow the root's, so that the projector enlarges code as well. */
function fontOf(element: HTMLElement): editor.IEditorOptions {
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  return { fontFamily: style.fontFamily, fontSize: size, lineHeight: Math.round(size * 1.68), fontWeight: '420' };
}
