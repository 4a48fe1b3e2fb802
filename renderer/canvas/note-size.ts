import type { GraphNote } from '../../shared/graph/document.ts';
import type { Box } from '../../shared/graph/edits.ts';
import { readMarkdown, type Inline } from '../ui/markdown.ts';
import { textWidth } from './text-width.ts';

/** How tall a note must be for its text, near enough to fit a drawing and to lay it out without asking the browser. */

const SIZE = 12;
const INSET = { x: 24, y: 21 } as const;
const GAP = 8;

/** A note is as tall as its text, and no smaller than it was drawn. */
export const boxOfNote = ({ x, y, width, height, text }: GraphNote): Box => ({
  x,
  y,
  width,
  height: Math.max(height, noteHeight(text, width)),
});

export function noteHeight(text: string, width: number): number {
  // Han is set on taller lines.
  const line = /[\u3400-\u9fff]/.test(text) ? 20.4 : 18.6;
  const room = Math.max(40, width - INSET.x);
  const titled = isTitled(text);
  const heights = readMarkdown(text).map((block, i) => {
    switch (block.is) {
      case 'heading':
      case 'paragraph':
        return line * (titled && i === 0 ? titledLines(block.text, room) : linesOf(block.text, room));
      case 'list':
        return line * block.items.reduce((sum, item) => sum + linesOf(item, room - 18), 0);
      case 'code':
        return line * block.text.split('\n').length + 18;
      case 'table':
        return (line + 9) * (block.rows.length + (block.head.length > 0 ? 1 : 0));
    }
  });
  const gaps = GAP * Math.max(0, heights.length - 1);
  return Math.ceil(heights.reduce((sum, height) => sum + height, gaps) + INSET.y);
}

/** A note that begins with a bold sentence has it for a title, on a line of its own. */
export const isTitled = (text: string): boolean =>
  /^\*\*[^*]+(?:[.?!:。？！：]\*\*|\*\*\s*(?:\n|$))/.test(text);

function titledLines(text: readonly Inline[], room: number): number {
  const [first, ...rest] = text;
  if (first?.is !== 'strong') return linesOf(text, room);
  return linesOf([first], room) + (rest.length === 0 ? 0 : linesOf(rest, room));
}

/** Lines a text takes: words keep together, Han breaks anywhere. */
function linesOf(text: readonly Inline[], room: number): number {
  let lines = 1;
  let used = 0;
  for (const part of text) {
    const face = part.is === 'code' ? 'mono' : part.is === 'strong' ? 'name' : 'ui';
    for (const word of part.text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
      const width = textWidth(word.trimEnd(), SIZE, face);
      if (used > 0 && used + width > room) {
        lines++;
        used = 0;
      }
      used += textWidth(word, SIZE, face);
    }
  }
  return lines;
}
