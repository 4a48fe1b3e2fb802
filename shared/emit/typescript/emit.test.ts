import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeId, objectId } from '../../base/ids.ts';
import { lowerBody } from '../../body/lower.ts';
import { goroutine, input, join, forEach, send } from '../../ir/build.ts';
import type { GoroutineDecl, ObjectDecl, Program } from '../../ir/program.ts';
import { ports, programOf } from '../emit.test-support.ts';
import type { ExportedFile } from '../files.ts';
import { ENTRY, type RuntimeFile } from './api.ts';
import { emitTypeScript } from './emit.ts';
import { PROJECT_DEPENDENCIES } from './project.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'weft-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The driver's sources, from the disk. */
function runtimeFromDisk(): readonly RuntimeFile[] {
  const files = new Map<string, string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    const text = readFileSync(path.join(root, file), 'utf8');
    files.set(file, text);
    for (const [, name = ''] of text.matchAll(/\bfrom\s*'(\.[^']+)'/g)) {
      visit(path.posix.join(path.posix.dirname(file), name));
    }
  };
  visit(ENTRY);
  return [...files].map(([file, text]) => ({ path: file, text }));
}

const TYPES = 'interface Job { id: number; tags: string[] }\n/** How it ended. */\ntype End = "ok" | "no";\n';

const object = (name: string, rest: object): ObjectDecl =>
  ({ id: objectId(name), name, node: nodeId(`block-${name}`), edge: null, ...rest }) as ObjectDecl;

interface Shape {
  readonly name: string;
  readonly ports: string;
  readonly body: string;
  readonly wired: Readonly<Record<string, string | readonly string[] | null>>;
  readonly rest?: Partial<GoroutineDecl>;
}

function declare({ name, ports: list, body, wired, rest }: Shape): GoroutineDecl {
  const inScope = ports(list);
  const { func, findings } = lowerBody(body, {
    node: nodeId(name),
    param: 'body',
    name,
    ports: inScope,
    types: TYPES,
  });
  expect(findings).toEqual([]);
  const bound = inScope.map((port) => {
    const to = wired[port.name] ?? null;
    return { name: port.name, type: port.written, objects: to as never };
  });
  return { ...goroutine({ node: nodeId(name), name, ports: bound, body: func }), ...rest };
}

const program: Program = {
  name: 'Everything: a "tour"',
  types: TYPES,
  inputs: [{ name: 'words', node: nodeId('block-words'), sample: "it's\nhere\n" }],
  objects: [
    object('jobs', { kind: 'chan', elem: 'Job', capacity: 4, zero: { id: 0 }, senders: 1 }),
    object('ends', { kind: 'chan', elem: 'End', capacity: 0, senders: 0 }),
    object('mu', { kind: 'mutex' }),
    object('rw', { kind: 'rwmutex' }),
    object('wg', { kind: 'waitgroup', count: 2 }),
    object('once', { kind: 'once' }),
    object('cond', { kind: 'cond', locker: objectId('mu') }),
    object('sem', { kind: 'semaphore', size: 2 }),
    object('total', { kind: 'variable', type: 'Record<string, number>', initial: { 'a b': 1 } }),
    object('count', { kind: 'atomic', initial: 1 }),
    object('pool', { kind: 'pool' }),
    object('group', { kind: 'errgroup' }),
    object('flight', { kind: 'singleflight' }),
    object('queue', { kind: 'queue', type: 'string' }),
    object('stack', { kind: 'stack', type: 'string' }),
    object('map', { kind: 'hashmap', type: 'string, number' }),
    object('life', { kind: 'context', parent: null, form: { is: 'cancel' } }),
    object('short', { kind: 'context', parent: objectId('life'), form: { is: 'timeout', after: 50 } }),
    object('named', {
      kind: 'context',
      parent: objectId('short'),
      form: { is: 'value', key: 'k', value: [1] },
    }),
    object('soon', { kind: 'timer', delay: 5 }),
    object('often', { kind: 'ticker', period: 5 }),
  ],
  goroutines: [
    goroutine({
      node: nodeId('lines'),
      name: 'lines',
      ports: [{ name: 'output', type: 'send<Job>', objects: objectId('jobs') }],
      closes: [objectId('jobs')],
      body: [
        forEach('tag', join(input('words'), ".split('\\n')"), [
          send('output', '{ id: tag.length, tags: [tag] }'),
        ]),
      ],
    }),
    declare({
      name: 'select',
      ports:
        'jobs: recv<Job>, ends: send<End>[], mu: mutex, wg: waitgroup, stop: signal, often: recv<number>, gone: recv<number>',
      wired: { jobs: 'jobs', ends: ['ends'], mu: 'mu', wg: 'wg', stop: 'life', often: 'often' },
      body: `// Named like a function of the runtime.
for (;;) {
  const got = await select({ job: recv(jobs), tick: recv(often), never: recv(gone) });
  switch (got.case) {
    case 'job':
      if (!got.ok) {
        stop();
        return;
      }
      log(got.value.tags);
      break;
    case 'tick':
      break;
    case 'never':
      break;
  }
}
async function unused(self: string): Promise<void> {
  await ends[0]?.send('ok');
  await mu.lock();
  wg.done();
  log(self);
}`,
      rest: { replicas: 2 },
    }),
    declare({
      name: 'all',
      ports:
        'rw: rwmutex, once: once, cond: cond, sem: semaphore, total: var<Record<string, number>>, count: atomic, pool: pool<Job>, group: errgroup, flight: singleflight, queue: queue<string>, stack: stack<string>, map: hashmap<string, number>, named: context, soon: recv<number>',
      wired: Object.fromEntries(
        'rw once cond sem total count pool group flight queue stack map named soon'
          .split(' ')
          .map((name) => [name, name]),
      ),
      body: `defer(() => log(recover()));
try {
  await rw.rLock();
  await once.do(() => cond.signal());
  await sem.acquire(ctx);
  total.set({ ...total.get(), b: count.add(1) });
  pool.put({ id: 1, tags: [] });
  await group.go(async () => null);
  log(await flight.do('k', () => 1), queue.pop(), stack.size, map.load('a'), named.value('k'));
  await soon.recv();
  goexit();
} catch ({ message }: any) {
  log(message, self.name);
}`,
      rest: { main: true },
    }),
  ],
};

/** What the compiler says of it. */
function typeCheck(place: string, files: readonly ExportedFile[], args: readonly string[]): string {
  for (const file of files) {
    const target = path.join(folder, place, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.text);
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, place, 'node_modules'));
  try {
    execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), ...args], {
      cwd: path.join(folder, place),
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const fileOf = (files: readonly ExportedFile[], name: string): ExportedFile => {
  const file = files.find((one) => one.path === name);
  if (file === undefined) throw new Error(`no ${name} among ${files.map((one) => one.path).join(', ')}`);
  return file;
};

const project = emitTypeScript(program, {
  singleFile: false,
  runtime: runtimeFromDisk(),
  document: '{"weft":1}\n',
});

describe('a project', () => {
  test('type-checks under strict, with every kind of object', () => {
    expect(typeCheck('project', project, [])).toBe('');
  });

  test('has a main file that reads like a plan', () => {
    expect(fileOf(project, 'src/main.ts').text).toMatchInlineSnapshot(`
      "import {
        AtomicInt,
        Cond,
        ErrGroup,
        HashMap,
        Mutex,
        Once,
        Pool,
        Queue,
        RWMutex,
        Semaphore,
        SingleFlight,
        Stack,
        Ticker,
        Timer,
        Variable,
        WaitGroup,
        background,
        chan,
        input,
        named,
        nil,
        program,
        withCancel,
        withTimeout,
        withValue,
      } from './weft.ts';
      import type { End, Job } from './types.ts';
      import { lines } from './goroutines/lines.ts';
      import { select2 } from './goroutines/select2.ts';
      import { all } from './goroutines/all.ts';

      const wordsText = input('words', 'inputs/words.txt');

      program({}, (p) => {
        const jobs = named('jobs', chan<Job>(4, { id: 0 } as Job).closeAfter(1));
        const ends = named('ends', chan<End>());
        const mu = named('mu', new Mutex());
        const rw = named('rw', new RWMutex());
        const wg = named('wg', new WaitGroup());
        wg.add(2);
        const once = named('once', new Once());
        const cond = named('cond', new Cond(mu));
        const sem = named('sem', new Semaphore(2));
        const total = named('total', new Variable<Record<string, number>>({ 'a b': 1 }));
        const count = named('count', new AtomicInt(1));
        const pool = named('pool', new Pool<Job>());
        const group = named('group', new ErrGroup());
        const flight = named('flight', new SingleFlight());
        const queue = named('queue', new Queue<string>());
        const stack = named('stack', new Stack<string>());
        const map = named('map', new HashMap<string, number>());
        const [life, cancelLife] = withCancel(background());
        const [short] = withTimeout(life, 50);
        const named2 = withValue(short, 'k', [1]);
        const soon = named('soon', new Timer(5).c);
        const often = named('often', new Ticker(5).c);

        p.goroutine('lines', { closes: [jobs] }, () => lines(jobs, wordsText));
        p.goroutine('select', { replicas: 2 }, () => select2(jobs, [ends], mu, wg, cancelLife, often, nil()));
        p.goroutine('all', { main: true }, (self) => all(self, rw, once, cond, sem, total, count, pool, group, flight, queue, stack, map, named2, soon));
      });
      "
    `);
  });

  test('has a file per goroutine, which imports what it uses', () => {
    const { text } = fileOf(project, 'src/goroutines/lines.ts');
    expect(text).toBe(`import type { SendChan } from '../weft.ts';
import type { Job } from '../types.ts';

export async function lines(output: SendChan<Job>, wordsText: string): Promise<void> {
  for (const tag of wordsText.split('\\n')) {
    await output.send({ id: tag.length, tags: [tag] });
  }
}
`);
  });

  test('lets pass what ends a goroutine, where a body calls goexit', () => {
    const { text } = fileOf(project, 'src/goroutines/all.ts');
    expect(text).toContain(
      '} catch (caught) {\n      guardCatch(caught);\n      const { message }: any = caught;',
    );
    const other = emitTypeScript(programOf('try {\n  log(1);\n} catch {\n  log(2);\n}'), {
      singleFile: false,
      runtime: runtimeFromDisk(),
      document: '',
    });
    expect(fileOf(other, 'src/goroutines/main.ts').text).toContain('} catch {\n    log(2);\n  }');
  });

  test('keeps the drawing, the inputs and the types', () => {
    expect(fileOf(project, 'weft.json').text).toBe('{"weft":1}\n');
    expect(fileOf(project, 'inputs/words.txt').text).toBe("it's\nhere\n");
    expect(fileOf(project, 'src/types.ts').text).toBe(
      'export interface Job { id: number; tags: string[] }\n/** How it ended. */\nexport type End = "ok" | "no";\n',
    );
  });

  test('asks for the versions we have ourselves', () => {
    const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries(PROJECT_DEPENDENCIES))
      expect(devDependencies[name]).toBe(version);
    const json = JSON.parse(fileOf(project, 'package.json').text) as { name: string };
    expect(json.name).toBe('everything-a-tour');
  });

  test('says which lines came from which block', () => {
    const main = fileOf(project, 'src/main.ts');
    const lines = main.text.split('\n');
    const span = main.nodes.find(({ node }) => node === 'block-wg');
    expect(lines.slice((span?.from ?? 0) - 1, span?.to).map((line) => line.trim())).toEqual([
      "const wg = named('wg', new WaitGroup());",
      'wg.add(2);',
    ]);
    const { text, nodes } = fileOf(project, 'src/goroutines/lines.ts');
    const [own] = nodes;
    expect(text.split('\n')[(own?.from ?? 0) - 1]).toContain('export async function lines');
    expect(text.split('\n')[(own?.to ?? 0) - 1]).toBe('}');
  });
});

describe('a single file', () => {
  const [file] = emitTypeScript(program, { singleFile: true, runtime: runtimeFromDisk(), document: '' });

  test('type-checks under strict', () => {
    expect(file).toBeDefined();
    const args = '--ignoreConfig --strict --target es2023 --module nodenext --types node --noEmit'.split(' ');
    expect(typeCheck('single', file === undefined ? [] : [file], [file?.path ?? '', ...args])).toBe('');
  });

  test('holds its inputs', () => {
    expect(file?.text).toContain("const wordsText = input('words', { text: 'it\\'s\\nhere\\n' });");
  });

  test('says which lines came from which block', () => {
    const span = file?.nodes.find(({ node }) => node === 'select');
    expect(file?.text.split('\n')[(span?.from ?? 0) - 1]).toContain('async function select2(');
  });
});
