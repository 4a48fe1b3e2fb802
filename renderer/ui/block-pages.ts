import type { Locale } from '../../shared/text/format.ts';

const PAGES = import.meta.glob<string>(
  ['../../shared/blocks/*/docs.md', '../../shared/blocks/*/docs.zh-CN.md'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

const FILE: Readonly<Record<Locale, string>> = { en: 'docs.md', 'zh-CN': 'docs.zh-CN.md' };

/** The page of a kind of block, in Markdown; null for a kind this program does not have. */
export const blockPage = (kind: string, locale: Locale): string | null =>
  PAGES[`../../shared/blocks/${kind}/${FILE[locale]}`] ?? null;
