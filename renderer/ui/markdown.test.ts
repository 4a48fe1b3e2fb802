import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInline, readMarkdown } from './markdown.ts';

test('headings, paragraphs, lists and code', () => {
  const page = '---\ntitle: x\n---\n# Title\n\nOne\nline.\n- a\n- b\n  more\n\n1. c\n\n```\nlet x;\n```\n';
  expect(readMarkdown(page)).toEqual([
    { is: 'heading', level: 1, text: [{ is: 'text', text: 'Title' }] },
    { is: 'paragraph', text: [{ is: 'text', text: 'One line.' }] },
    { is: 'list', ordered: false, items: [[{ is: 'text', text: 'a' }], [{ is: 'text', text: 'b more' }]] },
    { is: 'list', ordered: true, items: [[{ is: 'text', text: 'c' }]] },
    { is: 'code', text: 'let x;' },
  ]);
});

test('words within a line', () => {
  expect(readInline('a `b * c` **d** _e_ f_g [h](i)')).toEqual([
    { is: 'text', text: 'a ' },
    { is: 'code', text: 'b * c' },
    { is: 'text', text: ' ' },
    { is: 'strong', text: 'd' },
    { is: 'text', text: ' ' },
    { is: 'emphasis', text: 'e' },
    { is: 'text', text: ' f_g h' },
  ]);
});

test('a table has titles, unless it begins with code', () => {
  const [titled] = readMarkdown('| A | B |\n| - | - |\n| `x | y` | 2 |');
  expect(titled).toMatchObject({ is: 'table', head: [[{ text: 'A' }], [{ text: 'B' }]] });
  expect(titled).toMatchObject({ rows: [[[{ is: 'code', text: 'x | y' }], [{ text: '2' }]]] });
  const [bare] = readMarkdown('| `a` | b |\n| - | - |\n| `c` | d |');
  expect(bare).toMatchObject({ head: [], rows: [{}, {}] });
});

test('any text is read to its end', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '#', '-', '|', '`', '*', '_', '\n', ' ', '1', '.') }),
      (text) => {
        readMarkdown(text);
      },
    ),
  );
});
