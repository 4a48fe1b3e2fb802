import { describe, expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import { draw, portList } from '../blocks/draw.test-support.ts';
import { compile } from '../compile/compile.ts';
import type { GoroutineReport, Outcome, PanicLine } from '../ir/outcome.ts';
import { explainOutcome } from './explain.ts';
import { printOutcome } from '../ir/print-outcome.ts';

const report = (also: Partial<GoroutineReport>): GoroutineReport => ({
  id: 1,
  path: '0',
  name: 'main',
  node: null,
  state: 'running',
  waitingOn: null,
  frames: [],
  createdBy: null,
  ...also,
});
const at = (func: string, node: string, line: number) => ({
  func,
  origin: { node: nodeId(node), param: 'body', line, column: 1 },
});
const line = (text: string, also: Partial<PanicLine> = {}): PanicLine => ({
  text,
  kind: 'value',
  recovered: false,
  repanicked: false,
  ...also,
});

const source = report({
  name: 'source',
  node: 'n1',
  state: 'chan send',
  waitingOn: { name: 'jobs', object: 0 },
  frames: [at('source', 'n1', 3)],
});
const worker = report({
  id: 5,
  path: '0.1',
  name: 'worker[1]',
  node: 'n3',
  state: 'sync.Mutex.Lock',
  waitingOn: { name: 'mu', object: 1 },
  frames: [at('step', 'n3', 2), at('worker', 'n3', 7)],
  createdBy: { id: 1, name: 'source' },
});
const deadlock: Outcome = {
  end: 'deadlock',
  message: 'all goroutines are asleep - deadlock!',
  goroutines: [source, worker],
};

describe('on stderr, as Go prints it', () => {
  test('a deadlock: every goroutine, frames innermost first, creator last (DL-1, DL-6, PN-16)', () => {
    expect(printOutcome(deadlock)).toBe(`fatal error: all goroutines are asleep - deadlock!

goroutine 1 [chan send]:
main.source(...)
	body:3

goroutine 5 [sync.Mutex.Lock]:
main.step(...)
	body:2
main.worker(...)
	body:7
created by main.source in goroutine 1
`);
  });

  test('a chain of panics, oldest first (PN-9)', () => {
    const chain = [line('first'), line('second', { recovered: true }), line('re-second')];
    expect(printOutcome({ end: 'panic', chain, goroutine: report({ frames: [at('main', 'n1', 11)] }) })).toBe(
      `panic: first
	panic: second [recovered]
	panic: re-second

goroutine 1 [running]:
main.main(...)
	body:11
`,
    );
  });

  test('a value panicked again prints once (PN-9), and a Goexit in between prints nothing', () => {
    const again = line('in wg.Go', { recovered: true, repanicked: true });
    expect(printOutcome({ end: 'panic', chain: [again], goroutine: report({}) })).toMatch(
      /^panic: in wg\.Go \[recovered, repanicked\]\n\n/,
    );
    const chain = [line('', { kind: 'goexit' }), line('late')];
    expect(printOutcome({ end: 'panic', chain, goroutine: report({}) })).toMatch(/^panic: late\n\n/);
  });

  test('no goroutines after a Goexit of main: no dump (GO-7)', () => {
    const message = 'no goroutines (main called runtime.Goexit) - deadlock!';
    expect(printOutcome({ end: 'deadlock', message, goroutines: [] })).toBe(`fatal error: ${message}\n`);
  });

  test('a stack overflow names the limit first (GO-18)', () => {
    expect(printOutcome({ end: 'fatal', message: 'stack overflow', goroutines: [] })).toBe(
      'runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n',
    );
  });

  test('code that nobody typed has no line', () => {
    expect(
      printOutcome({
        end: 'panic',
        chain: [line('x')],
        goroutine: report({ frames: [{ func: 'f', origin: null }] }),
      }),
    ).toContain('main.f(...)\n');
  });

  test('nothing where Go prints nothing', () => {
    const quiet: readonly Outcome[] = [{ end: 'done' }, { end: 'exit', code: 3 }, { end: 'stopped' }];
    expect(quiet.map(printOutcome)).toEqual(['', '', '']);
  });
});

describe('in plain words', () => {
  const document = draw(
    {
      source: [
        'goroutine',
        {
          ports: portList({ jobs: 'send<number>', mu: 'mutex' }),
          body: 'await mu.lock(); await jobs.send(1);',
        },
      ],
      jobs: ['channel'],
      worker: [
        'goroutine',
        {
          ports: portList({ jobs: 'recv<number>', mu: 'mutex' }),
          body: 'await mu.lock(); log(await jobs.recv());',
        },
      ],
      mu: ['mutex'],
    },
    ['source.jobs > jobs.in', 'jobs.out > worker.jobs', 'source.mu > mu.mutex', 'worker.mu > mu.mutex'],
  );
  const { program } = compile(document);

  test('who waits on what', () => {
    expect(explainOutcome(deadlock, 'en')).toBe(`Deadlock: nobody can run again.
source waits to send on jobs. (line 3)
worker[1] waits for the lock mu. (line 2)`);
  });

  test('and for whom, where the program is known', () => {
    expect(explainOutcome(deadlock, 'en', program)).toBe(`Deadlock: nobody can run again.
source waits to send on jobs. (line 3)
worker[1] waits for the lock mu. (line 2)
Who could receive from jobs waits too: worker.
Who else uses mu waits too: source.`);
    expect(explainOutcome(deadlock, 'zh-CN', program)).toBe(`死锁：谁也无法再运行。
source 等待向 jobs 发送。（第 3 行）
worker[1] 等待锁 mu。（第 2 行）
能从 jobs 接收的也在等待：worker。
其他使用 mu 的也在等待：source。`);
  });

  test('a partner that has returned', () => {
    const alone: Outcome = { ...deadlock, goroutines: [source] } as Outcome;
    expect(explainOutcome(alone, 'en', program)).toContain(
      'Who could receive from jobs has returned: worker.',
    );
  });

  test('many goroutines: the first ones, and a number', () => {
    const many = Array.from({ length: 11 }, (_, i) => ({ ...worker, name: `worker[${i}]` }));
    const text = explainOutcome({ ...deadlock, goroutines: many } as Outcome, 'en');
    expect(text.split('\n')).toHaveLength(10);
    expect(text).toContain('3 more goroutines wait too.');
  });

  test.each<[Outcome, string]>([
    [{ end: 'done' }, 'The program is done.'],
    [{ end: 'exit', code: 3 }, 'The program ended with status 3.'],
    [{ end: 'stopped' }, 'The run was stopped.'],
    [
      { end: 'panic', chain: [line('first', { recovered: true }), line('second')], goroutine: source },
      'source panicked at line 3: second.',
    ],
    [
      { end: 'fatal', message: 'sync: unlock of unlocked mutex', goroutines: [source] },
      'Fatal error: sync: unlock of unlocked mutex.\nA fatal error cannot be recovered. Look at the line it came from.',
    ],
    [
      { end: 'out-of-memory', limit: 256, goroutine: source },
      'The run took more than 256 MiB and was ended. source ran last.',
    ],
    [{ end: 'out-of-budget', steps: 1 }, 'The run was ended after 1 step.'],
    [{ end: 'failed', message: 'the host died' }, 'The run failed: the host died'],
  ])('%j', (outcome, text) => {
    expect(explainOutcome(outcome, 'en')).toBe(text);
  });
});
