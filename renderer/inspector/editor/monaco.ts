// Everything TypeScript's part would bring later: an editor knows only what is there before the first one is made.
import 'monaco-editor/features/register.all';
import 'monaco-editor/internal/common/workers';
import * as monaco from 'monaco-editor/editor/editor.api';
import { conf, language } from 'monaco-editor/languages/definitions/typescript/typescript';
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';

/**
 * The code editor, set up once: bodies are TypeScript modules that see the runtime's names and the block's ports, and
 * nothing of a browser. Loaded lazily, through `load.ts`.
 */

monaco.languages.register({ id: 'typescript', extensions: ['.ts'] });
monaco.languages.setLanguageConfiguration('typescript', conf);
monaco.languages.setMonarchTokensProvider('typescript', withCalls(language));

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

/** The language's own rules, with what is called as a token of its own, and `get` and `set` keywords only where they are. */
function withCalls(rules: monaco.languages.IMonarchLanguage): monaco.languages.IMonarchLanguage {
  const { common = [], ...states } = rules.tokenizer;
  return {
    ...rules,
    tokenizer: {
      ...states,
      common: [
        [/\.(?=[A-Za-z_$])/, { token: 'delimiter', next: '@member' }],
        [/[A-Za-z_$][\w$]*(?=\s*\()/, { cases: { '@keywords': 'keyword', '@default': 'function' } }],
        ...common,
      ],
      member: [
        [/[A-Za-z_$][\w$]*(?=\s*\()/, { token: 'function', next: '@pop' }],
        [/[A-Za-z_$][\w$]*/, { token: 'identifier', next: '@pop' }],
      ],
    },
  };
}

export { monaco };
