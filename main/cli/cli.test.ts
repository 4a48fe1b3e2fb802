import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { message, type Locale } from '../../shared/text/format.ts';
import { main } from './cli.ts';
import { localeOf } from './terminal.ts';
import { template } from './weft.test-support.ts';

let folder: string;
let documents = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weft-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], locale: Locale = 'en') {
  const out = { stdout: '', stderr: '' };
  const code = await main(args, {
    locale,
    interactive: false,
    stdout: (chunk) => void (out.stdout += chunk),
    stderr: (chunk) => void (out.stderr += chunk),
    say: (key, values) => message(locale, key, values),
    flush: () => Promise.resolve(),
  });
  return { code, ...out };
}

/** A document of one main goroutine with this body, in a file. */
function document(body: string, change: Record<string, unknown> = {}): string {
  const params = { body: body.split('\n'), main: true, ports: [] };
  const node = { id: 'n1', kind: 'goroutine', name: 'start', x: 0, y: 0, params };
  const file = path.join(folder, `${(documents += 1)}.weft`);
  writeFileSync(
    file,
    JSON.stringify({
      weft: 1,
      name: 't',
      types: '',
      nodes: [node],
      edges: [],
      groups: [],
      notes: [],
      ...change,
    }),
  );
  return file;
}

describe('usage', () => {
  test('help lists the commands; no command at all is bad usage', async () => {
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('weft run FILE'),
    });
    expect(await run([])).toMatchObject({ code: 1, stdout: expect.stringContaining('weft export FILE') });
  });

  test.each([
    [['nothing'], 'There is no command nothing'],
    [['run'], 'Name the document'],
    [['run', 'a.weft', 'b.weft'], 'b.weft is one too many'],
    [['run', '--nope', 'a.weft'], '--nope'],
    [['run', 'a.weft', '--seed'], '--seed'],
    [['check', '/nowhere/a.weft'], 'Cannot read /nowhere/a.weft'],
    [['export', 'a.weft'], 'Give --target'],
    [['export', 'a.weft', '--target', 'typescript'], 'Give --out'],
    [['export', 'a.weft', '--target', 'cobol', '--out', 'x'], 'one of typescript, not cobol'],
    [['templates', 'what'], 'what is one too many'],
  ])('%j is bad usage, and says why', async (args, words) => {
    const ran = await run(args);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain(words);
  });

  test.each([
    [['--mode', 'sideways'], 'one of parallel, deterministic, not sideways'],
    [['--seed', '-1'], ''],
    [['--seed', '1.5'], 'from 0 to 4294967295, not 1.5'],
    [['--workers', '0'], 'from 1 to 64, not 0'],
    [['--memory', '1'], 'from 32 to 65536, not 1'],
    [['--mode', 'deterministic', '--workers', '2'], 'one worker'],
    [['--mode', 'parallel', '--clock', 'virtual'], 'leave out --clock virtual'],
    [['--mode', 'parallel', '--schedule', 'x'], 'leave out --mode parallel'],
    [['--schedule', 'garbage'], 'no schedule'],
    [['--newest'], 'say where with --trace FILE'],
    [['--schedule', 'w1.ebbbe18d.seeded.1...AACAAg'], 'another program'],
    [['--input', 'words'], 'NAME=PATH, not words'],
    [['--input', 'words=/nowhere'], 'no input named words'],
  ])('run with %j is refused before anything runs', async (flags, words) => {
    const ran = await run(['run', template('ping-pong'), ...flags]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(words);
  });

  test('the language is that of the environment', async () => {
    expect(localeOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh-CN');
    expect(localeOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(localeOf({})).toBe('en');
    expect((await run(['run'], 'zh-CN')).stderr).toContain('请指定要处理的文档');
  });
});

describe('check', () => {
  test('nothing wrong', async () => {
    expect(await run(['check', template('worker-pool')])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['check', template('worker-pool'), '--json'])).toMatchObject({
      code: 0,
      stdout: '{"findings":[]}\n',
    });
  });

  test('all that is wrong, each with its block, line and column', async () => {
    const file = document('const c = chan<number>(1);\nc.send(1);\nprocess.exit(2);\nawait nope.recv();');
    const text = await run(['check', file]);
    expect(text.code).toBe(1);
    expect(text.stderr.trim().split('\n').length).toBeGreaterThanOrEqual(3);
    expect(text.stderr).toContain('“start”, line 2, column 1: Error:');
    const { findings } = JSON.parse((await run(['check', file, '--json'])).stdout) as {
      findings: { code: string; place: { line: number } }[];
    };
    expect(findings.map(({ code, place }) => [code, place.line])).toEqual(
      expect.arrayContaining([
        ['missing-await', 2],
        ['forbidden-name', 3],
        ['unknown-name', 4],
      ]),
    );
  });

  test.each([
    ['{"weft": 1,', 'line 1, column'],
    ['{"weft": 99, "nodes": []}', ''],
    ['[]', ''],
    ['', ''],
  ])('a file that says %j gets a finding, and stays as it is', async (text, words) => {
    const file = path.join(folder, 'bad.weft');
    writeFileSync(file, text);
    const ran = await run(['check', file]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(words);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('a hundred megabytes are not read', async () => {
    const file = path.join(folder, 'huge.weft');
    writeFileSync(file, Buffer.alloc(100 * 2 ** 20, 0x20));
    const ran = await run(['check', file, '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ findings: [{ code: 'file-too-large' }] });
  });

  test('an unknown block, a dangling wire and a repeated id are each named', async () => {
    const node = { id: 'n2', kind: 'teapot', name: 'pot', x: 0, y: 0, params: {} };
    const edges = [{ id: 'e1', from: { node: 'n2', port: 'a' }, to: { node: 'gone', port: 'b' } }];
    const codes = async (nodes: readonly unknown[]): Promise<string[]> => {
      const checked = await run(['check', document('', { nodes, edges }), '--json']);
      const { findings } = JSON.parse(checked.stdout) as { findings: { code: string }[] };
      return findings.map(({ code }) => code);
    };
    expect(await codes([node])).toEqual(expect.arrayContaining(['unknown-block', 'dangling-edge']));
    expect(await codes([node, node])).toEqual(expect.arrayContaining(['duplicate-id', 'dangling-edge']));
  });
});

describe('export', () => {
  test('refuses a folder that holds something else, and leaves it alone', async () => {
    const place = path.join(folder, 'mine');
    await run(['export', template('ping-pong'), '--target', 'typescript', '--out', place]);
    const again = await run(['export', template('ping-pong'), '--target', 'typescript', '--out', place]);
    expect(again.code).toBe(0);
    rmSync(place, { recursive: true });
    writeFileSync(path.join(folder, 'precious'), 'x');
    const refused = await run(['export', template('ping-pong'), '--target', 'typescript', '--out', folder]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('not an export of Weft');
    expect(readdirSync(folder)).toContain('precious');
  });

  test('a document with errors leaves nothing', async () => {
    const place = path.join(folder, 'never');
    const ran = await run(['export', document('await ('), '--target', 'typescript', '--out', place]);
    expect(ran.code).toBe(1);
    expect(readdirSync(folder)).not.toContain('never');
  });
});

test('templates lists each with one line, in both forms', async () => {
  const text = await run(['templates']);
  expect(text.stdout).toMatch(/^worker-pool +\S/m);
  const json = JSON.parse((await run(['templates', '--json'])).stdout) as {
    slug: string;
    line: Record<string, string>;
  }[];
  expect(json.map(({ slug }) => slug)).toContain('word-count');
  expect(json.every(({ line }) => line['en'] !== '' && line['zh-CN'] !== '')).toBe(true);
});
