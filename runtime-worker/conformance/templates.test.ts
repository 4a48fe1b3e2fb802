import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frontMatter } from '../../main/app/templates.ts';
import { node, template, weft, weftJson } from '../../main/cli/weft.test-support.ts';

/** Every template of the gallery: checked, run in both modes, replayed, exported in both forms, and the same each time. */

const root = path.resolve(import.meta.dirname, '../..');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
const slugs = readdirSync(path.join(root, 'assets/templates'));

const read = (slug: string, name: string): string =>
  readFileSync(path.join(root, 'assets/templates', slug, name), 'utf8');

/** Goes wrong on purpose: what it prints depends on the schedule. */
const broken = (slug: string): boolean => frontMatter(read(slug, 'template.md'))['broken'] === 'true';

/** The seed its drawing asks for. */
const ownSeed = (slug: string): string =>
  String((JSON.parse(read(slug, 'graph.weft')) as { settings: { seed: number } }).settings.seed);

/** What it prints in every schedule, or, for one that is broken, with its own seed; null where that says nothing. */
const expected = (slug: string, seed?: string): string | null =>
  broken(slug) && seed !== ownSeed(slug) ? null : read(slug, 'expected.txt');

/** How it ends with its own seed; one that is broken may be lucky with another. */
const end = (slug: string): string => frontMatter(read(slug, 'template.md'))['ends'] ?? 'done';
const ends = (slug: string, seed?: string): readonly string[] =>
  broken(slug) && seed !== ownSeed(slug) ? ['done', end(slug)] : [end(slug)];

/** The exit codes of an exported program, Go's. */
const EXITS: Readonly<Record<string, number>> = { done: 0, deadlock: 2 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weft-templates-'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(slugs)('%s', (slug) => {
  test('has nothing to find', async () => {
    const checked = await weft('check', template(slug), '--json');
    expect(JSON.parse(checked.stdout)).toEqual({ findings: [] });
    expect(checked.code).toBe(0);
  });

  test.each([ownSeed(slug), '2', '3'])(
    'prints what it should with seed %s, and its schedule replays to the byte',
    async (seed) => {
      const trace = path.join(folder, `${slug}-${seed}`);
      const first = await weftJson(
        'run',
        template(slug),
        '--mode',
        'deterministic',
        '--seed',
        seed,
        '--trace',
        `${trace}.a`,
      );
      expect(ends(slug, seed), first.stderr).toContain(first.json.outcome?.end);
      const text = expected(slug);
      if (text !== null) expect(first.json.prints.map((line) => `${line}\n`).join('')).toBe(text);
      const schedule = first.json.schedule ?? '';
      const again = await weftJson('run', template(slug), '--schedule', schedule, '--trace', `${trace}.b`);
      expect(again.json.prints).toEqual(first.json.prints);
      expect(again.json.schedule).toBe(schedule);
      const records = [readFileSync(`${trace}.a`), readFileSync(`${trace}.b`)].map(batches);
      expect(records[0]?.length).toBeGreaterThan(0);
      expect(records[1]?.equals(records[0] ?? Buffer.alloc(0))).toBe(true);
    },
  );

  test.each(['1', '2', '4'])('runs in parallel mode on %s workers', async (workers) => {
    const ran = await weftJson('run', template(slug), '--mode', 'parallel', '--workers', workers);
    expect(ends(slug), ran.stderr).toContain(ran.json.outcome?.end);
    const text = expected(slug);
    if (text !== null) expect(sorted(ran.json.prints)).toEqual(sorted(text.trimEnd().split('\n')));
  });

  test.each([
    ['a project', false],
    ['a single file', true],
  ])('leaves as %s that type-checks under strict and prints the same', async (_name, singleFile) => {
    const place = path.join(folder, slug, singleFile ? 'single/main.ts' : 'project');
    const flags = ['--target', 'typescript', '--out', place, ...(singleFile ? ['--single-file'] : [])];
    const left = await weft('export', template(slug), ...flags);
    expect(left.code, left.stderr).toBe(0);
    const project = singleFile ? path.dirname(place) : place;
    const strict = [
      '--strict',
      '--target',
      'es2022',
      '--lib',
      'es2023',
      '--module',
      'nodenext',
      '--types',
      'node',
    ];
    const built = await node(
      singleFile ? [tsc, ...strict, '--outDir', 'dist', 'main.ts'] : [tsc, '-p', '.'],
      { cwd: project },
    );
    expect(built.stdout + built.stderr).toBe('');
    const ran = await node([path.join('dist', 'main.js')], { cwd: project });
    // Exported, it has neither seed nor virtual clock: a deadlock is one of its ends.
    expect(ends(slug).map((one) => EXITS[one])).toContain(ran.code);
    expect(ran.stderr).toMatch(
      ran.code === 0 ? /^$/ : /^fatal error: all goroutines are asleep - deadlock!\n/,
    );
    const text = expected(slug);
    if (text !== null) expect(ran.stdout).toBe(text);
  });
});

const sorted = (lines: readonly string[]): readonly string[] => [...lines].sort();

/** The trace batches of a run file, without its head and tail, which tell the wall's time. */
function batches(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 16; at + 8 <= file.length;) {
    const kind = file.readUInt32LE(at);
    const size = file.readUInt32LE(at + 4);
    if (kind === 2) parts.push(file.subarray(at + 8, at + 8 + size));
    at += 8 + Math.ceil(size / 8) * 8;
  }
  return Buffer.concat(parts);
}
