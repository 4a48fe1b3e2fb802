import type { Block } from '../../shared/blocks/block.ts';
import { BLOCKS } from '../../shared/blocks/catalogue.ts';
import { LOCALES, messageOr, type Locale } from '../../shared/text/format.ts';

/** What can be added to a drawing, in the order and under the headings of the palette. */
export interface Section {
  readonly id: SectionId;
  readonly kinds: readonly Kind[];
}

/** A kind of block, or one of the two things that are drawn and mean nothing. */
export interface Kind {
  readonly kind: string;
  readonly name: string;
  readonly line: string;
}

export type SectionId = 'basics' | 'ready-made' | 'lock' | 'sync' | 'memory' | 'time' | 'drawing';

/** Drawn beside the blocks: text, and a frame around some of them. */
export const DRAWN = ['note', 'frame'] as const;

const SECTIONS: readonly { readonly id: SectionId; readonly families: readonly Block['family'][] }[] = [
  { id: 'basics', families: ['goroutine', 'select', 'channel'] },
  { id: 'ready-made', families: ['ready-made'] },
  { id: 'lock', families: ['lock'] },
  { id: 'sync', families: ['sync'] },
  { id: 'memory', families: ['memory'] },
  { id: 'time', families: ['context', 'time'] },
];

/** Within a section, the kinds people reach for first; the rest follow by kind. */
const FIRST: readonly string[] = [
  // the basics
  'goroutine',
  'channel',
  'select',
  // a pipeline, from its source on
  'source-range',
  'source-list',
  'source-lines',
  'transform',
  'filter',
  'batch',
  'merge',
  'broadcast',
  'distribute',
  // the rest
  'mutex',
  'waitgroup',
  'variable',
  'atomic',
  'context',
];

/**
 * Kinds that answer to what was typed, in either language: by name, by their line, or by what the file calls them.
 * @param drawn the names and lines of what is drawn, in the language shown
 */
export function sections(query: string, locale: Locale, drawn: readonly Kind[]): readonly Section[] {
  const blocks = SECTIONS.map(({ id, families }) => ({
    id,
    kinds: BLOCKS.filter((block) => families.includes(block.family))
      .sort((a, b) => rank(a.kind) - rank(b.kind))
      .map(({ kind }) => kindOf(kind, locale)),
  }));
  return [...blocks, { id: 'drawing' as const, kinds: drawn }]
    .map(({ id, kinds }) => ({ id, kinds: kinds.filter((kind) => answers(kind, query)) }))
    .filter(({ kinds }) => kinds.length > 0);
}

/** What Enter adds: the kind whose name begins with what was typed, else the first whose name holds it, else the first. */
export function bestOf(shown: readonly Section[], query: string): Kind | null {
  const kinds = shown.flatMap((section) => section.kinds);
  const typed = query.trim().toLowerCase();
  const where = ({ kind, name }: Kind): number => {
    const at = [name, kind].map((text) => text.toLowerCase().indexOf(typed)).filter((index) => index >= 0);
    return Math.min(...at, Number.MAX_SAFE_INTEGER);
  };
  return kinds.reduce<Kind | null>(
    (best, kind) => (best === null || where(kind) < where(best) ? kind : best),
    null,
  );
}

export const kindOf = (kind: string, locale: Locale): Kind => ({
  kind,
  name: messageOr(locale, `block.${kind}`, kind),
  line: messageOr(locale, `line.${kind}`, ''),
});

const rank = (kind: string): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

/** Every word typed is found somewhere. */
function answers({ kind, name, line }: Kind, query: string): boolean {
  const texts = LOCALES.map((locale) => kindOf(kind, locale)).flatMap((each) => [each.name, each.line]);
  const all = [kind, name, line, ...texts].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
