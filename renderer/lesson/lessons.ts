import type { Locale } from '../../shared/text/format.ts';

const PAGES = import.meta.glob<string>('../../assets/templates/*/template*.md', {
  query: '?raw',
  import: 'default',
});

const path = (slug: string, locale: Locale): string =>
  `../../assets/templates/${slug}/template${locale === 'en' ? '' : `.${locale}`}.md`;

/** The page of a template in a language, else in English; null when there is none. Its title becomes its heading. */
export async function lessonOf(slug: string, locale: Locale): Promise<string | null> {
  const load = PAGES[path(slug, locale)] ?? PAGES[path(slug, 'en')];
  if (load === undefined) return null;
  const page = await load();
  const title = /^---[\s\S]*?^title:\s*(.+)$[\s\S]*?^---$/m.exec(page)?.[1]?.trim();
  const text = page.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  return title === undefined ? text : `# ${title}\n\n${text}`;
}
