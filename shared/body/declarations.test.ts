import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ports, TYPES } from '../emit/emit.test-support.ts';
import { declarationsFor } from './declarations.ts';
import { RUNTIME_DECLARATIONS } from './runtime-declarations.ts';
import { runtimeNames, runtimeTypeNames } from './runtime-names.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'weft-declarations-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says, file by file; empty when all is well. */
function typeCheck(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const settings = {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      module: 'esnext',
      moduleResolution: 'bundler',
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      allowImportingTsExtensions: true,
    },
    files: Object.keys(files),
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Uses every name the way the guide does. */
const SAMPLE = `
async function everything(): Promise<void> {
  const ch: Chan<number> = named('ch', chan<number>(2, 0));
  const receive: RecvChan<number> = ch;
  const give: SendChan<number> = ch;
  await give.send(1);
  const v: number = await receive.recv();
  const [w, ok]: [number, boolean] = await ch.recv2();
  for await (const x of ch) log(x.toFixed(1));
  ch.close();
  const lengths: number = ch.len + ch.cap + nil<string>().len;
  const got = await select({ job: recv(ch), out: send(give, 2), late: recv(after(1000)), default: true });
  switch (got.case) {
    case 'job': {
      const n: number = got.value;
      log(n, got.ok);
      break;
    }
    case 'out':
    case 'late':
    case 'default':
      break;
  }
  go(async (n: number) => { await gosched(); log(n); }, 1);
  go(everything);
  const mu = new Mutex();
  await mu.lock();
  const tried: boolean = mu.tryLock();
  mu.unlock();
  const rw = new RWMutex();
  await rw.lock();
  rw.unlock();
  await rw.rLock();
  rw.rUnlock();
  const cond = new Cond(rw.rLocker());
  const cond2 = new Cond(mu);
  await cond.wait();
  cond2.signal();
  cond2.broadcast();
  const wg = new WaitGroup();
  wg.add(1);
  wg.go(async () => { await sleep(1); });
  wg.done();
  await wg.wait();
  const once = new Once();
  await once.do(() => log('once'));
  await onceFunc(() => {})();
  const one: number = await onceValue(() => 1)();
  const sem = new Semaphore(2);
  const refused: Error | null = await sem.acquire(background(), 1);
  const free: boolean = sem.tryAcquire(1);
  sem.release(1);
  const group = new ErrGroup();
  await group.go(async () => null);
  const started: boolean = group.tryGo(() => error('no'));
  group.setLimit(2);
  const failed: Error | null = await group.wait();
  const [group2, groupContext] = errGroupWithContext(todo());
  await group2.go(() => {});
  const flight = new SingleFlight<string>();
  const landed: string = (await flight.do('key', async () => 'x')).value;
  const later = await flight.doChan('key', () => 'x').recv();
  flight.forget('key');
  const pool = new Pool<number[]>(() => []);
  const thing: number[] = pool.get();
  pool.put(thing);
  const int = new AtomicInt(1);
  const sum: number = int.add(1) + int.load() + int.swap(3) + int.and(1) + int.or(2);
  int.store(4);
  const swapped: boolean = int.compareAndSwap(4, 5);
  const flag: boolean = new AtomicBool(true).load();
  const held: string | undefined = new AtomicValue<string>('x').load();
  const shared = new Variable<number>(0);
  shared.set(shared.get() + 1);
  const queue = new Queue<number>();
  queue.push(1);
  const first: number | undefined = queue.pop();
  const stack = new Stack<number>();
  const top: number | undefined = stack.peek();
  const map = new HashMap<string, number>();
  map.store('a', 1);
  const found: number | undefined = map.load('a');
  const [actual, loaded]: [number, boolean] = map.loadOrStore('a', 2);
  map.range((key, value) => key.length > value);
  const sizes: number = queue.size + stack.size + map.size;
  const [cancelled, cancel] = withCancel(groupContext);
  const [, cancelWithCause] = withCancelCause(cancelled);
  cancelWithCause(error('why'));
  cancel();
  const [timed] = withTimeout(withValue(background(), 'k', 1), 5 * second);
  const [dead] = withDeadline(withoutCancel(timed), now() + minute);
  await dead.done().recv();
  const ended: Error | null = dead.err();
  const until: number | null = dead.deadline();
  const value: unknown = dead.value('k');
  const stop: () => boolean = afterFunc(dead, () => log('done'));
  const why: Error | null = cause(dead);
  const known: boolean = errorIs(ended, canceled) || errorIs(ended, deadlineExceeded) || stop();
  const timer = new Timer(10 * millisecond);
  const fired: number = await timer.c.recv();
  const stopped: boolean = timer.stop() || timer.reset(5);
  const ticker = new Ticker(hour);
  ticker.reset(nanosecond + microsecond);
  ticker.stop();
  await tick(1).recv();
  const alarm = afterTime(5, () => log('late'));
  alarm.stop();
  const dice: number = random() + randomInt(6) + numGoroutine();
  print('x');
  if (dice > 100) exit(1);
  if (dice > 99) goexit();
  if (dice > 98) panic(wrap('no', error('reason')));
  log(v, w, ok, lengths, tried, one, refused, free, started, failed, landed, later, sum, swapped, flag, held, first, top, found);
  log(actual, loaded, sizes, until, value, why, known, fired, stopped);
}
`;

describe('what an editor is told', () => {
  test('type-checks, and so does a body that uses all of it', () => {
    const ambient = declarationsFor(ports('jobs: recv<Job>, outs: send<number>[], life: context'), TYPES);
    const body = `export {};\n${SAMPLE}\ndefer(() => log(recover()));\nlog(self.index, ctx.err());\nfor await (const job of jobs) await outs[0]?.send(job.n);\nawait life.done().recv();\nawait everything();\n`;
    expect(typeCheck({ 'ambient.d.ts': ambient, 'body.ts': body })).toBe('');
  });

  test('a port may have the name of something of the runtime', () => {
    const ambient = declarationsFor(ports('ctx: recv<number>, log: mutex'), '');
    const body = 'export {};\nconst n: number = await ctx.recv();\nawait log.lock();\nprint(String(n));\n';
    expect(typeCheck({ 'ambient.d.ts': ambient, 'body.ts': body })).toBe('');
  });

  test('exported programs see the same types', () => {
    const { names, types } = imported(SAMPLE);
    const entry = path.join(root, 'runtime-worker/drivers/node.ts');
    const list = [...names, ...types.map((name) => `type ${name}`)].join(', ');
    const program = `import { ${list} } from './weft.ts';\n${SAMPLE}\nawait everything();\n`;
    // The driver itself needs Node's types; its declarations do not.
    const weft = `export { ${list} } from ${JSON.stringify(entry)};\n`;
    writeFileSync(path.join(folder, 'weft.ts'), weft);
    const said = typeCheck({ 'program.ts': program })
      .split('\n')
      .filter((line) => line.includes('program.ts') || line.includes('weft.ts'));
    expect(said.join('\n')).toBe('');
  });

  test('the guide and the declarations name the same things', () => {
    const guide = readFileSync(path.join(root, 'assets/guide/body.md'), 'utf8');
    const missing = [...runtimeNames()].filter((name) => !new RegExp(`\\b${name}\\b`).test(guide));
    // For exported programs first of all.
    expect(missing).toEqual(['named']);
  });

  test('every name is documented or explains itself', () => {
    expect(RUNTIME_DECLARATIONS.match(/\/\*\*/g)?.length ?? 0).toBeGreaterThan(80);
    expect(runtimeTypeNames().has('RecvChan')).toBe(true);
    expect(runtimeNames().has('RecvChan')).toBe(false);
  });
});

function imported(text: string): { names: readonly string[]; types: readonly string[] } {
  const words = new Set(text.match(/[A-Za-z]\w*/g));
  return {
    names: [...runtimeNames()].filter((name) => words.has(name) && name !== 'self' && name !== 'ctx'),
    types: [...runtimeTypeNames()].filter((name) => words.has(name)),
  };
}
