import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/placeholderText/register';
import 'monaco-editor/features/rename/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/tokenization/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/features/wordPartOperations/register';
import 'monaco-editor/languages/definitions/typescript/register';
import * as monaco from 'monaco-editor/editor/editor.api';
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';

/**
 * The code editor, set up once: bodies are TypeScript modules that see the runtime's names and the block's ports, and
 * nothing of a browser. Loaded lazily, through `load.ts`.
 */

typescriptDefaults.setCompilerOptions({
  target: 99,
  module: 99,
  // Every text is a module of its own: what one body declares, another does not see.
  moduleDetection: 3,
  lib: ['es2023'],
  allowNonTsExtensions: true,
  noEmit: true,
  strict: true,
});

typescriptDefaults.setDiagnosticsOptions({
  // The compiler of Weft finds these, and says what to do.
  noSyntaxValidation: true,
  noSuggestionDiagnostics: true,
  diagnosticCodesToIgnore: [
    1108, // return outside of a function: a body is one
    1308, // await outside of an async function
    2304, // cannot find name
    2552, // cannot find name, did you mean
  ],
});

// F1 is the guide's everywhere.
monaco.editor.addKeybindingRule({ keybinding: monaco.KeyCode.F1, command: '-editor.action.quickCommand' });

/** What the texts being edited have in scope. */
export function setScope(declarations: string): void {
  const path = 'file:///weft.d.ts';
  if (typescriptDefaults.getExtraLibs()[path]?.content === declarations) return;
  typescriptDefaults.setExtraLibs([{ content: declarations, filePath: path }]);
}

export { monaco };
