import { useEffect, useState } from 'react';
import { useLocale } from '../text/text.ts';

/** The page of a kind of block in the language shown, in Markdown; null until it is loaded, and for unknown kinds. */
export function useBlockDocs(kind: string | null): string | null {
  const locale = useLocale();
  const [pages, setPages] = useState<typeof loaded>(loaded);
  useEffect(() => {
    if (pages !== null || kind === null) return;
    let gone = false;
    // The pages are many words: they come when first asked for.
    void import('./block-pages.ts').then(({ blockPage }) => {
      loaded = { blockPage };
      if (!gone) setPages(loaded);
    });
    return () => {
      gone = true;
    };
  }, [pages, kind]);
  return kind === null ? null : (pages?.blockPage(kind, locale) ?? null);
}

let loaded: Pick<typeof import('./block-pages.ts'), 'blockPage'> | null = null;
