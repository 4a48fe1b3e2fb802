import type { editor } from 'monaco-editor/editor/editor.api';

/** The editor's colours are the window's tokens. */
export function themeFromTokens(token: (name: string) => string, dark: boolean): editor.IStandaloneThemeData {
  const rule = (scope: string, name: string, fontStyle = ''): editor.ITokenThemeRule[] => {
    const colour = hex(token(name));
    return colour === null ? [] : [{ token: scope, foreground: colour.slice(1, 7), fontStyle }];
  };
  const colors = Object.fromEntries(
    Object.entries(COLOURS).flatMap(([id, name]) => {
      const colour = hex(token(name));
      return colour === null ? [] : [[id, colour]];
    }),
  );
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      ...rule('', '--ink'),
      ...rule('keyword', '--code-key'),
      ...rule('string', '--code-str'),
      ...rule('regexp', '--code-str'),
      ...rule('number', '--code-num'),
      ...rule('comment', '--code-note'),
      ...rule('type', '--code-fn'),
      ...rule('function', '--code-fn'),
      ...rule('delimiter', '--ink-2'),
    ],
    colors,
  };
}

const COLOURS: Readonly<Record<string, string>> = {
  'editor.background': '--surface-well',
  'editor.foreground': '--ink',
  'editorCursor.foreground': '--ink',
  'editor.placeholder.foreground': '--ink-3',
  'editorLineNumber.foreground': '--ink-3',
  'editorLineNumber.activeForeground': '--ink-2',
  'editor.selectionBackground': '--surface-press',
  'editor.inactiveSelectionBackground': '--surface-hover',
  'editor.selectionHighlightBackground': '--select-fill',
  'editor.wordHighlightBackground': '--select-fill',
  'editor.wordHighlightStrongBackground': '--select-fill',
  'editor.findMatchBackground': '--surface-press',
  'editor.findMatchHighlightBackground': '--select-fill',
  'editor.lineHighlightBackground': '--surface-well',
  'editorBracketMatch.background': '--select-fill',
  'editorBracketMatch.border': '--line-strong',
  'editorIndentGuide.background1': '--line-soft',
  'editorIndentGuide.activeBackground1': '--line',
  'editorWidget.background': '--surface-raised',
  'editorWidget.foreground': '--ink',
  'editorWidget.border': '--line',
  'editorHoverWidget.background': '--surface-raised',
  'editorHoverWidget.border': '--line',
  'editorSuggestWidget.background': '--surface-raised',
  'editorSuggestWidget.border': '--line',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.highlightForeground': '--ink',
  'editorSuggestWidget.focusHighlightForeground': '--ink',
  'editorSuggestWidget.selectedBackground': '--surface-press',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorError.foreground': '--err',
  'editorWarning.foreground': '--warn',
  'editorInfo.foreground': '--info',
  'list.hoverBackground': '--surface-hover',
  'list.focusBackground': '--surface-press',
  'list.focusForeground': '--ink',
  'list.highlightForeground': '--ink',
  'input.background': '--surface-well',
  'input.foreground': '--ink',
  'input.border': '--line',
  'inputOption.activeBackground': '--surface-press',
  'inputOption.activeForeground': '--ink',
  'inputOption.activeBorder': '--line-strong',
  'menu.background': '--surface-raised',
  'menu.foreground': '--ink',
  'menu.selectionBackground': '--surface-press',
  'menu.selectionForeground': '--ink',
  'menu.separatorBackground': '--line',
  'menu.border': '--line',
  'textLink.foreground': '--ink',
  'textCodeBlock.background': '--surface-well',
  focusBorder: '--focus',
  foreground: '--ink',
  'icon.foreground': '--ink-2',
  'widget.shadow': '--scrim',
  'scrollbar.shadow': '--surface-well',
  'scrollbarSlider.background': '--line',
  'scrollbarSlider.hoverBackground': '--line-strong',
  'scrollbarSlider.activeBackground': '--line-strong',
};

/** `#rrggbb` or `#rrggbbaa`; null for what is no such colour, as where the system sets the colours. */
export function hex(value: string): string | null {
  const text = value.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  return /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/.test(text) ? text : null;
}
