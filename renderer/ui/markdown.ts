/** The part of Markdown that our own pages and people's notes use, to a tree. Anything else stays text. */

export type Block =
  | { readonly is: 'heading'; readonly level: number; readonly text: readonly Inline[] }
  | { readonly is: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: 'code'; readonly text: string }
  | {
      readonly is: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

export type Inline = { readonly is: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string };

const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;

export function readMarkdown(source: string): readonly Block[] {
  const lines = withoutFrontMatter(source).split(/\r?\n/);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === '') {
      i++;
    } else if (line.trimStart().startsWith('```')) {
      const end = lines.findIndex((each, at) => at > i && each.trimStart().startsWith('```'));
      const stop = end < 0 ? lines.length : end;
      blocks.push({ is: 'code', text: lines.slice(i + 1, stop).join('\n') });
      i = stop + 1;
    } else if (heading !== null) {
      blocks.push({ is: 'heading', level: heading[1]!.length, text: readInline(heading[2]!) });
      i++;
    } else if (line.trimStart().startsWith('|')) {
      const table = takeWhile(lines, i, (each) => each.trimStart().startsWith('|'));
      const rows = table.filter((row) => !/^[\s|:-]+$/.test(row)).map(cells);
      // A table that begins with code has no titles: Markdown cannot say so in another way.
      const titled = rows[0]?.every((cell) => cell.every((part) => part.is !== 'code')) ?? false;
      blocks.push({ is: 'table', head: titled ? rows[0]! : [], rows: titled ? rows.slice(1) : rows });
      i += table.length;
    } else if (ITEM.test(line)) {
      const items: string[] = [];
      const ordered = ITEM.exec(line)![1] !== undefined;
      for (; i < lines.length && lines[i]!.trim() !== ''; i++) {
        const item = ITEM.exec(lines[i]!);
        if (item !== null) items.push(item[2]!);
        else items[items.length - 1] += ` ${lines[i]!.trim()}`;
      }
      blocks.push({ is: 'list', ordered, items: items.map(readInline) });
    } else {
      const paragraph = takeWhile(
        lines,
        i,
        (each) => each.trim() !== '' && !each.startsWith('#') && !each.startsWith('```') && !ITEM.test(each),
      );
      blocks.push({ is: 'paragraph', text: readInline(paragraph.map((each) => each.trim()).join(' ')) });
      i += Math.max(1, paragraph.length);
    }
  }
  return blocks;
}

/** Code, strong and emphasised words; a link becomes its text, since nothing here leads out of the window. */
export function readInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  const plain = text.replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1');
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])|(?<!\w)_([^_]+)_(?!\w)/g;
  let end = 0;
  for (const match of plain.matchAll(pattern)) {
    if (match.index > end) parts.push({ is: 'text', text: plain.slice(end, match.index) });
    const [whole, code, strong, star, under] = match;
    if (code !== undefined) parts.push({ is: 'code', text: code });
    else if (strong !== undefined) parts.push({ is: 'strong', text: strong });
    else parts.push({ is: 'emphasis', text: star ?? under ?? '' });
    end = match.index + whole.length;
  }
  if (end < plain.length) parts.push({ is: 'text', text: plain.slice(end) });
  return parts;
}

const withoutFrontMatter = (source: string): string => source.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');

function takeWhile(
  lines: readonly string[],
  from: number,
  holds: (line: string) => boolean,
): readonly string[] {
  const end = lines.findIndex((line, i) => i >= from && !holds(line));
  return lines.slice(from, end < 0 ? lines.length : end);
}

/** The cells of a row; `\|` and a bar within code are no borders. */
function cells(row: string): readonly (readonly Inline[])[] {
  const inner = row.trim().replace(/^\||\|$/g, '');
  const kept = inner.replace(/`[^`]*`|\\\|/g, (piece) =>
    piece.replaceAll('|', '\u0000').replace('\\\u0000', '\u0000'),
  );
  return kept.split('|').map((cell) => readInline(cell.trim().replaceAll('\u0000', '|')));
}
