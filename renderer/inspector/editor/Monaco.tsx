import type { editor } from 'monaco-editor/editor/editor.api';
import { useEffect, useId, useRef } from 'react';
import { findingText } from '../../../shared/text/findings.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useLocale } from '../../text/text.ts';
import type { CodeEditorProps } from './CodeEditor.tsx';
import type { Loaded } from './load.ts';
import { themeFromTokens } from './theme.ts';

/** The code editor, once it is loaded: kept in step with its properties for as long as it is shown. */
export function Monaco(props: CodeEditorProps & { readonly code: Loaded }) {
  const {
    code,
    label,
    value,
    onChange,
    scope,
    ports,
    findings,
    at = null,
    show = null,
    lines = [4, 22],
    onFocus,
  } = props;
  const { monaco, setScope } = code;
  const { placeholder = '' } = props;
  const locale = useLocale();
  const theme = useSettings((state) => `${state.theme} ${state.contrast}`);
  const projector = useSettings((state) => state.projector);
  const stands = at?.line ?? null;
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor | null>(null);
  const { onTypes } = props;
  const latest = useRef({ onChange, onFocus, onTypes, lines });
  latest.current = { onChange, onFocus, onTypes, lines };
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
    const instance = monaco.editor.create(element, {
      ...OPTIONS,
      ...fontOf(element),
      model,
      ariaLabel: label,
      placeholder,
    });
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
    const marked = monaco.editor.onDidChangeMarkers((changed) => {
      if (!changed.some((resource) => resource.toString() === uri.toString())) return;
      const notes = monaco.editor
        .getModelMarkers({ resource: uri, owner: 'typescript' })
        .map(({ startLineNumber, startColumn, message }) => ({
          line: startLineNumber,
          column: startColumn,
          message,
        }));
      latest.current.onTypes?.(notes);
    });
    // Tab indents; Esc, when nothing is open, lets the keyboard go on to what follows.
    instance.addCommand(
      monaco.KeyCode.Escape,
      () => element.closest<HTMLElement>('[data-after-code]')?.focus(),
      NOTHING_OPEN,
    );
    grow();
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    return () => {
      made.current = null;
      marked.dispose();
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
    monaco.editor.defineTheme(
      'weft',
      themeFromTokens((name) => style.getPropertyValue(name), dark),
    );
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
    if (instance === null || stands === null) return;
    const marks = instance.createDecorationsCollection([
      {
        range: new monaco.Range(stands, 1, stands, 1),
        options: { isWholeLine: true, className: 'in-at', linesDecorationsClassName: 'in-at-mark' },
      },
    ]);
    return () => marks.clear();
  }, [monaco, stands]);

  useEffect(() => {
    const instance = made.current;
    const model = instance?.getModel();
    if (instance === null || model == null || ports === undefined || ports.length === 0) return;
    const marks = instance.createDecorationsCollection(
      ports.flatMap(({ name, family }) =>
        model
          .findMatches(
            `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`,
            false,
            true,
            true,
            null,
            false,
            500,
          )
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
      // Without it the canvas takes the space bar, as the editor is no text field to it.
      className="in-code nokey"
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
  codeLens: false,
  colorDecorators: false,
  contextmenu: true,
  dropIntoEditor: { enabled: false },
  fixedOverflowWidgets: true,
  folding: false,
  fontLigatures: false,
  glyphMargin: false,
  guides: { indentation: false },
  hideCursorInOverviewRuler: true,
  inlineSuggest: { enabled: false },
  insertSpaces: true,
  lineDecorationsWidth: 10,
  links: false,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  occurrencesHighlight: 'singleFile',
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: PADDING, bottom: PADDING },
  renderLineHighlight: 'none',
  renderWhitespace: 'none',
  scrollBeyondLastLine: false,
  scrollbar: {
    alwaysConsumeMouseWheel: false,
    horizontalScrollbarSize: 8,
    verticalScrollbarSize: 8,
    useShadows: false,
  },
  stickyScroll: { enabled: false },
  wordWrap: 'on',
  wrappingIndent: 'indent',
};

/** Sizes follow the root's, so that the projector enlarges code as well. */
function fontOf(element: HTMLElement): editor.IEditorOptions {
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  return {
    fontFamily: style.fontFamily,
    fontSize: size,
    lineHeight: Math.round(size * 1.68),
    fontWeight: '420',
  };
}
