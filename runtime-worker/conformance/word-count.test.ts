import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node, template, weft } from '../../main/cli/weft.test-support.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let words: string;
let expected: string;

/** Five megabytes of words, spread like a language's: few common ones, many rare; with digits, dashes and umlauts between. */
function fiveMegabytes(): string {
  let state = 12345;
  const chance = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const vocabulary = Array.from({ length: 5000 }, (_, rank) => {
    let word = '';
    for (let n = rank + 7; n > 0; n = Math.floor(n / 26)) word += String.fromCharCode(97 + (n % 26));
    return rank % 3 === 0 ? word[0]?.toUpperCase() + word.slice(1) : word;
  });
  const out: string[] = [];
  for (let size = 0; size < 5 * 2 ** 20;) {
    const word = vocabulary[Math.floor(vocabulary.length ** chance())] ?? 'the';
    const gap = chance() < 0.08 ? '\n' : chance() < 0.05 ? ` ${Math.floor(chance() * 99)}-ü ` : ' ';
    out.push(word, gap);
    size += word.length + gap.length;
  }
  return `${out.join('')}\n`;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weft-words-'));
  words = path.join(folder, 'words.txt');
  writeFileSync(words, fiveMegabytes());
  expected = execFileSync(
    'sh',
    [
      '-c',
      `tr -cs 'A-Za-z' '\\n' < "$1" | tr 'A-Z' 'a-z' | sed '/^$/d' | LC_ALL=C sort | uniq -c`,
      'sh',
      words,
    ],
    { env: { PATH: process.env['PATH'], LC_ALL: 'C' }, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = (...flags: string[]) =>
  weft('run', template('word-count'), '--input', `text=${words}`, ...flags);

test('the word count of five megabytes is that of tr, sort and uniq, in deterministic mode', async () => {
  const ran = await count('--mode', 'deterministic');
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toBe(expected);
  expect(ran.code).toBe(0);
});

test('… and in parallel mode', async () => {
  const ran = await count('--mode', 'parallel', '--workers', '2');
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toBe(expected);
});

test.each([
  ['a project', false],
  ['a single file', true],
])('… and exported as %s, which type-checks under strict', async (_name, singleFile) => {
  const place = path.join(folder, singleFile ? 'single/words.ts' : 'project');
  const exported = await weft(
    'export',
    template('word-count'),
    '--target',
    'typescript',
    '--out',
    place,
    ...(singleFile ? ['--single-file'] : []),
  );
  expect(exported.code, exported.stderr).toBe(0);
  const project = singleFile ? path.dirname(place) : place;
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  const tsc = [path.join(root, 'node_modules/typescript/bin/tsc')];
  const built = singleFile
    ? await node(
        [
          ...tsc,
          '--strict',
          '--target',
          'es2023',
          '--module',
          'nodenext',
          '--types',
          'node',
          '--outDir',
          'dist',
          'words.ts',
        ],
        { cwd: project },
      )
    : await node([...tsc, '-p', '.'], { cwd: project });
  expect(built.stdout + built.stderr).toBe('');
  const { scripts } = singleFile
    ? { scripts: { start: '' } }
    : (JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {
        scripts: { start: string };
      });
  const entry = singleFile ? 'dist/words.js' : (/node (\S+)/.exec(scripts.start)?.[1] ?? '');
  const ran = await node([entry, '--input', `text=${words}`], { cwd: project });
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toBe(expected);
});
