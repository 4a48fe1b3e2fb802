import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openDocument } from '../blocks/upgrade.ts';
import { writeDocument } from '../graph/file.ts';
import { verify } from '../ir/verify.ts';
import { compile } from './compile.ts';

const folder = new URL('../../assets/templates/', import.meta.url);
const slugs = readdirSync(folder);
const read = (slug: string, file: string): string => readFileSync(new URL(`${slug}/${file}`, folder), 'utf8');

describe.each(slugs)('the template %s', (slug) => {
  test('opens, compiles without a finding, and is a program', () => {
    const { document, findings } = openDocument(read(slug, 'graph.weft'));
    expect(findings).toEqual([]);
    const compiled = compile(document!);
    expect(compiled.findings).toEqual([]);
    verify(compiled.program!);
  });

  test('is written as it would be saved', () => {
    const text = read(slug, 'graph.weft');
    expect(writeDocument(openDocument(text).document!)).toBe(text);
  });

  test('has blocks that do not overlap, and stand in rows', () => {
    const boxes = Object.values(openDocument(read(slug, 'graph.weft')).document!.nodes);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) >= 172 || Math.abs(a.y - b.y) >= 92;
        expect(apart, `${a.name} and ${b.name}`).toBe(true);
      }
    }
  });

  test.each(['template.md', 'template.zh-CN.md'])('%s has a title, a line, and a page to read', (file) => {
    const [, front = '', page = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(slug, file)) ?? [];
    expect(front).toMatch(/^title: \S/m);
    expect(front).toMatch(/^line: \S/m);
    expect(page.trim().split('\n\n').length).toBeGreaterThanOrEqual(4);
  });

  test('says what it prints', () => {
    expect(read(slug, 'expected.txt')).toMatch(/^$|\n$/);
  });
});
