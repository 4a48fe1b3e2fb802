import { readDocument, writeDocument } from '../../shared/graph/file.ts';
import { TEMPLATE_SHELVES, type TemplateInfo } from '../../shared/ipc/contract.ts';
import type { Locale } from './platform.ts';

/** The templates that come with Weft, carried inside the bundle. */

const graphs = import.meta.glob<string>('../../assets/templates/*/graph.weft', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pages = import.meta.glob<string>('../../assets/templates/*/template.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pagesZh = import.meta.glob<string>('../../assets/templates/*/template.zh-CN.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface Template extends TemplateInfo {
  /** The document's text. */
  readonly text: string;
  /** What the note in the drawing says in Chinese; null where it has none. */
  readonly noteZh: string | null;
}

/**
 * A template as a document in a person's language: its name, its text, and what the note in it says.
 * @throws Error for a template that is no document
 */
export function inLanguage(
  template: Template,
  locale: Locale,
): { readonly name: string; readonly text: string } {
  const name = template.title[locale];
  const { noteZh } = template;
  if (locale === 'en' || noteZh === null) return { name, text: template.text };
  const { document } = readDocument(template.text);
  if (document === null) throw new Error(`the template ${template.slug} is no document`);
  const notes = Object.fromEntries(
    Object.entries(document.notes).map(([id, note]) => [id, { ...note, text: noteZh }]),
  );
  return { name, text: writeDocument({ ...document, name, notes }) };
}

const BREAKS = ['deadlock', 'race', 'leak'] as const;

/** The front matter of a page: `key: value` lines between two `---` lines. */
export function frontMatter(page: string): Readonly<Record<string, string>> {
  const block = /^---\r?\n([\s\S]*?)\r?\n---/.exec(page)?.[1] ?? '';
  return Object.fromEntries(
    block.split(/\r?\n/).flatMap((line) => {
      const [, key, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, (value ?? '').trim()]];
    }),
  );
}

/** Every template, in the order its page asks for (`order: 3`), then by name. */
export function templates(): readonly Template[] {
  return Object.entries(graphs)
    .map(([file, text]) => {
      const folder = file.slice(0, file.lastIndexOf('/'));
      const slug = folder.slice(folder.lastIndexOf('/') + 1);
      const en = frontMatter(pages[`${folder}/template.md`] ?? '');
      const zh = frontMatter(pagesZh[`${folder}/template.zh-CN.md`] ?? '');
      const title = en['title'] ?? slug;
      const line = en['line'] ?? '';
      return {
        slug,
        title: { en: title, 'zh-CN': zh['title'] ?? title },
        line: { en: line, 'zh-CN': zh['line'] ?? line },
        broken: en['broken'] === 'true',
        breaks: BREAKS.find((one) => one === en['breaks']) ?? null,
        shelf: TEMPLATE_SHELVES.find((one) => one === en['shelf']) ?? 'first',
        order: Number(en['order'] ?? 1000),
        text,
        noteZh: zh['note'] ?? null,
      };
    })
    .sort((a, b) => a.order - b.order || a.slug.localeCompare(b.slug))
    .map(({ order: _order, ...template }) => template);
}
