import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { formatDuration, isTextId, numbersIn, text } from './text.ts';
import { tables } from './tables.ts';

const root = path.join(import.meta.dirname, '..');

const placeholders = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]!))].sort();

test('both languages have the same texts', () => {
  expect(Object.keys(tables['zh-CN']).sort()).toEqual(Object.keys(tables.en).sort());
});

test('a text and its translation are filled in from the same values', () => {
  const differing = Object.keys(tables.en).filter((id) => {
    const [en, zh] = [tables.en, tables['zh-CN']].map((table) =>
      placeholders((table as Record<string, string>)[id]!),
    );
    // A language without plurals needs no number beside a text that already shows it.
    return zh!.some((name) => !en!.includes(name));
  });
  expect(differing).toEqual([]);
});

test('every text can be filled in, in both languages', () => {
  const values = Object.fromEntries(
    Object.values(tables.en).flatMap((message) => placeholders(message).map((name) => [name, 2])),
  );
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const locale of ['en', 'zh-CN'] as const) {
    for (const id of Object.keys(tables.en).filter(isTextId)) {
      const said = text(locale, id, values);
      expect(said, `${locale} ${id}`).not.toMatch(/\{\w+[,}]/);
      expect(said, `${locale} ${id}`).not.toBe(id);
      // A message that is no ICU message is complained about, and shown as it is.
      expect(complaint.mock.calls, `${locale} ${id}`).toEqual([]);
    }
  }
  complaint.mockRestore();
});

describe('in the sources', () => {
  function* sources(folder: string): Generator<string> {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) yield* sources(file);
      else if (/\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')) yield file;
    }
  }
  const used = [...sources(root)].map(
    (file) => [path.relative(root, file), readFileSync(file, 'utf8')] as const,
  );

  test('every id written out exists', () => {
    const missing = used.flatMap(([file, source]) =>
      [...source.matchAll(/\b(?:t|say)\(\s*'([a-z][\w-]*(?:\.[\w-]+)+)'/g)]
        .filter((match) => !isTextId(match[1]!))
        .map((match) => `${file}: ${match[1]}`),
    );
    expect(missing).toEqual([]);
  });

  test('the app’s own texts are all used', () => {
    const all = used
      .filter(([file]) => !file.startsWith('text/'))
      .map(([, source]) => source)
      .join('\n');
    // Ids put together from parts: `state.${state}`.
    const parts = [...all.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map((match) => match[1]!);
    const own = readFileSync(path.join(root, 'text/en.ts'), 'utf8');
    const idle = [...own.matchAll(/^ {2}'([^']+)':/gm)]
      .map((match) => match[1]!)
      .filter((id) => !all.includes(`'${id}'`) && !parts.some((part) => id.startsWith(part)));
    expect(idle).toEqual([]);
  });

  test('no component writes a sentence of its own', () => {
    const spoken = used
      .filter(([file]) => file.endsWith('.tsx'))
      .flatMap(([file, source]) =>
        [...source.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</g)].map((match) => `${file}: ${match[1]}`),
      );
    expect(spoken).toEqual([]);
  });
});

test('a length of time has at most three digits and a unit', () => {
  expect([0, 950, 1900, 23_100_000, 10_500_000, 2_410_000_000, 177e3].map(formatDuration)).toEqual([
    '0 ns',
    '950 ns',
    '1.9 µs',
    '23.1 ms',
    '10.5 ms',
    '2.41 s',
    '177 µs',
  ]);
});

test('how long ago, in words', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const { ago } = numbersIn('en');
  expect(ago(now - 12_000, now)).toBe('12s ago');
  expect(ago(now - 12 * 60_000, now)).toBe('12m ago');
  expect(ago(now - 25 * 3_600_000, now)).toBe('yesterday');
  expect(ago(Date.UTC(2026, 10, 3), now)).toBe('Nov 3');
});
