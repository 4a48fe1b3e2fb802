import './environment.ts';
import { useEffect, useState } from 'react';
import type { Locale } from '../../../shared/text/format.ts';
import { useLocale } from '../../text/text.ts';

/** The code editor comes when a text is first shown, after the window is drawn. */
export type Loaded = typeof import('./monaco.ts');

export type Loading =
  | { readonly is: 'loading' }
  | { readonly is: 'failed' }
  | {
      readonly is: 'ready';
      readonly code: Loaded;
      /** The language of its own menus: it takes one when it is loaded, and keeps it. */
      readonly locale: Locale;
    };

let state: Loading = { is: 'loading' };
let started: Promise<void> | null = null;

/** Its own texts are in the language shown when it is first loaded. */
async function load(locale: Locale): Promise<void> {
  try {
    if (locale === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
    state = { is: 'ready', code: await import('./monaco.ts'), locale };
  } catch (cause) {
    // The text can still be edited plainly; why the editor is missing is for whoever packaged it.
    console.error(cause);
    state = { is: 'failed' };
  }
}

export function useCodeEditor(): Loading {
  const locale = useLocale();
  const [now, setNow] = useState(state);
  useEffect(() => {
    let gone = false;
    started ??= load(locale);
    void started.then(() => !gone && setNow(state));
    return () => {
      gone = true;
    };
  }, [locale]);
  return now;
}
