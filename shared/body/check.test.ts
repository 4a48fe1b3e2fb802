import { describe, expect, test } from 'vitest';
import { siteOf, typescriptOf } from '../emit/emit.test-support.ts';
import { findingText } from '../text/findings.ts';
import { checkTypes } from './check-types.ts';
import { lowerBody, lowerExpression, lowerStatements } from './lower.ts';

/** `code line:column values`, one line a finding. */
const findings = (body: string, ports?: string): readonly string[] =>
  lowerBody(body, siteOf(ports)).findings.map(({ code, place, values }) =>
    `${code} ${place.line}:${place.column} ${(code === 'syntax' ? [values['message']] : Object.values(values)).join(' | ')}`.trim(),
  );

test('a correct body has no findings', () => {
  expect(
    findings(`
      type Pair = [Job, boolean];
      const mine = new Map<string, number[]>();
      for await (const job of jobs) {
        await mu.lock();
        seen.set(seen.get() + 1);
        mu.unlock();
        const { reply } = job;
        await reply.send(job.n);
        mine.set(String(job.id), [...(mine.get('a') ?? []), job.n].map((n) => Math.abs(n)));
      }
      const [ctx, cancel] = withTimeout(background(), 5 * second);
      defer(cancel);
      const pairs: Pair[] = [];
      log(ctx.err(), pairs, self.index, undefined, NaN);
      class Counter { #n = 0; add(): this { this.#n++; return this; } }
      log(new Counter().add());
    `),
  ).toEqual([]);
});

describe('syntax', () => {
  test('every mistake is reported, with line and column', () => {
    expect(findings('const a = ;\nlog(1);\nconst b = (;\nlog(2);')).toEqual([
      'syntax 1:11 Unexpected token',
      'syntax 3:12 Unexpected token',
    ]);
  });

  test('a mistake is named, with what it is about, and said in both languages', () => {
    const said = (body: string, locale: 'en' | 'zh-CN'): readonly string[] =>
      lowerBody(body, siteOf('')).findings.map((finding) => findingText(finding, locale));
    expect(said('log(1;', 'en')).toEqual(['This is not TypeScript: , is expected here. Correct it here.']);
    expect(said('log(1;', 'zh-CN')).toEqual(['这不是 TypeScript：此处应为 ,。请在此处改正。']);
    expect(said('const a = 1;\nconst a = 2;\nlog(a);', 'zh-CN')[0]).toContain('a 已经声明过');
    expect(said('const a = "x', 'zh-CN')[0]).toContain('字符串没有结束');
  });

  test('a missing brace is one mistake', () => {
    expect(findings('for (;;) {\n  log(1);\n')).toHaveLength(1);
  });

  test('a name is declared once, also when the other one is a port', () => {
    expect(findings('const a = 1;\nconst a = 2;\nlog(a);')).toEqual([
      "syntax 2:7 Identifier 'a' has already been declared.",
    ]);
    expect(findings('const jobs = 1;')).toEqual(["syntax 1:7 Identifier 'jobs' has already been declared."]);
    expect(findings('{\n  const jobs = 1;\n  log(jobs);\n}')).toEqual([]);
  });

  test('await in a function that is not async', () => {
    expect(findings('function f() {\n  await mu.lock();\n}')[0]).toContain('syntax 2:');
  });
});

describe('names', () => {
  test('unknown ones', () => {
    expect(findings('log(a);\nlog({ b, c: 1 }.c, d.e);')).toEqual([
      'unknown-name 1:5 a',
      'unknown-name 2:7 b',
      'unknown-name 2:20 d',
    ]);
  });

  test('those of another block are unknown', () => {
    expect(findings('{\n  const a = 1;\n  log(a);\n}\nlog(a);')).toEqual(['unknown-name 5:5 a']);
  });

  test.each([
    ['Date.now()', 'Date | now()'],
    ['Math.random()', 'Math.random | random()'],
    ['setTimeout(() => {}, 1)', 'setTimeout | sleep()'],
    ['console.log(1)', 'console | log()'],
    ['process.exit(1)', 'process |'],
    ['eval("1")', 'eval |'],
    ['new Function("1")', 'Function |'],
    ['globalThis.x', 'globalThis |'],
    ['fetch("x")', 'fetch |'],
    ['require("fs")', 'require |'],
    ['await import("fs")', 'import |'],
    ['new Promise(() => {})', 'Promise | go()'],
    ['performance.now()', 'performance | now()'],
    ['new SharedArrayBuffer(8)', 'SharedArrayBuffer | Variable'],
    ['Atomics.load', 'Atomics | AtomicInt'],
    ['new WebAssembly.Memory({})', 'WebAssembly |'],
    ['window.top', 'window |'],
    ['$rt.at', '$rt |'],
  ])('%s leads out of the run', (code, values) => {
    expect(findings(`log(${code});`).map((one) => one.replace(/ \d+:\d+/, ''))).toContain(
      `forbidden-name ${values}`,
    );
  });

  test('a variable of its own may have such a name', () => {
    expect(findings('const process = 1;\nlog(process);')).toEqual([]);
  });
});

describe('await', () => {
  test('operations that may wait', () => {
    expect(
      findings(
        'jobs.recv();\nconst a = jobs.recv2();\nmu.lock();\nsleep(1);\nwg.wait();\nselect({});\nlog(a);\nvoid results.send(1);',
      ).map((one) => one.split(' ').slice(0, 3).join(' ')),
    ).toEqual([
      'missing-await 1:1 jobs.recv()',
      'missing-await 2:11 jobs.recv2()',
      'missing-await 3:1 mu.lock()',
      'missing-await 4:1 sleep(1)',
      'missing-await 5:1 wg.wait()',
      'missing-await 6:1 select({})',
      'missing-await 8:6 results.send(1)',
    ]);
  });

  test('async functions of the body', () => {
    expect(
      findings('async function f() {}\nconst g = async () => f();\nf();\ng();\nawait f();\ngo(f);'),
    ).toEqual(['missing-await 3:1 f()', 'missing-await 4:1 g()']);
  });

  test('channels within objects, arrays and channels', () => {
    expect(
      findings(
        'const job = await jobs.recv();\njob.reply.send(1);\nconst cs = [chan<number>()];\nfor (const c of cs) c.recv();',
      ),
    ).toEqual(['missing-await 2:1 job.reply.send(1)', 'missing-await 4:21 c.recv()']);
  });

  test('callbacks nobody waits for', () => {
    expect(findings('[1].forEach(async (n) => {\n  await results.send(n);\n});')).toHaveLength(1);
  });

  test('what a function of the runtime runs needs none', () => {
    expect(
      findings('go(() => jobs.recv());\nwg.go(() => results.send(1));\ndefer(() => results.send(2));'),
    ).toEqual([]);
  });

  test('what never waits', () => {
    expect(findings('await mu.unlock();\nawait log(1);\nawait results.close();')).toEqual([
      'needless-await 1:1 mu.unlock()',
      'needless-await 2:1 log(1)',
      'needless-await 3:1 results.close()',
    ]);
  });
});

test('the other end of a channel (CH-10)', () => {
  expect(
    findings(
      'await jobs.send(1);\njobs.close();\nawait results.recv();\nfor await (const r of results) log(r);\nawait select({ a: recv(results), b: send(jobs, 1) });',
    ),
  ).toEqual([
    'wrong-direction 1:7 jobs | send',
    'wrong-direction 2:1 jobs | close',
    'wrong-direction 3:7 results | recv',
    'wrong-direction 4:23 results | recv',
    'wrong-direction 5:24 results | recv',
    'wrong-direction 5:42 jobs | send',
  ]);
});

test('what is no case of a select', () => {
  expect(
    findings(
      'await select({ a: { recv: jobs }, b: jobs, c: after(20), d: recv(jobs), default: 1 });\nconst made = recv(jobs);\nawait select({ made, default: true });',
    ),
  ).toEqual([
    'not-a-case 1:19 { recv: jobs } | a',
    'not-a-case 1:38 jobs | b',
    'not-a-case 1:47 after(20) | c',
    'not-a-case 1:82 1 | default',
  ]);
});

test.each([
  ['function* g() {}', 'generator'],
  ['async function* g() {}', 'generator'],
  ['log(this);', 'this'],
  ['const f = async () => this;\nlog(f);', 'this'],
  ['class A { f = async () => this; }\nlog(A);', 'this'],
  ['log(arguments);', 'arguments'],
  ["import fs from 'fs';", 'import'],
  ['export const a = 1;', 'import'],
  ['enum E { A }', 'enum'],
  ['namespace N { export const a = 1; }', 'namespace'],
  ['class A { constructor(private a: number) {} }\nlog(A);', 'parameter property'],
  ['function f() {\n  defer(() => {});\n}\nf();', 'defer in a plain function'],
  ['const d = defer;\nlog(d);', 'defer as a value'],
  ['defer((a?: number) => log(a, recover()));', 'recover with optional parameters'],
  ['for await (const x of [1, 2]) log(x);', 'for await over values'],
])('%j is not supported', (body, what) => {
  expect(lowerBody(body, siteOf()).findings.map(({ code, values }) => [code, values['what']])).toContainEqual(
    ['not-supported', what],
  );
});

test('`this` of a class and of a method', () => {
  expect(
    findings(
      'class A {\n  a = 1;\n  async f() {\n    await sleep(this.a);\n    return [1].map((n) => n + this.a);\n  }\n}\nawait new A().f();',
    ),
  ).toEqual([]);
});

describe('pieces', () => {
  test('an expression sees the names of its scope', () => {
    const site = { ...siteOf(''), scope: ['item'] };
    expect(lowerExpression('item * 2', site).findings).toEqual([]);
    expect(lowerExpression('items * 2', site).findings[0]?.code).toBe('unknown-name');
    expect(lowerExpression('item *', site).findings[0]?.code).toBe('syntax');
    expect(lowerExpression('', site).findings[0]?.code).toBe('syntax');
  });

  test('statements say what they use', () => {
    const lowered = lowerStatements('log(value);\ndefer(() => {});', { ...siteOf(), scope: ['value', 'ok'] });
    expect([...lowered.uses]).toEqual(['value']);
    expect(lowered.defers).toBe(true);
  });

  test('ctx is the context port, or the background', () => {
    expect(typescriptOf('log(ctx.err());', 'life: context')).toBe('const ctx = life;\nlog(ctx.err());');
    expect(typescriptOf('log(ctx.err());', '')).toBe('const ctx = background();\nlog(ctx.err());');
    expect(typescriptOf('log(ctx.err());', 'ctx: context')).toBe('log(ctx.err());');
    expect(typescriptOf('const [ctx] = withCancel(background());\nlog(ctx.err());', '')).toMatch(
      /^const \[ctx\]/,
    );
  });
});

describe('types of a document', () => {
  const codes = (types: string): readonly string[] =>
    checkTypes(types).map(
      ({ code, place, values }) =>
        `${code} ${place.line}:${place.column} ${values['message'] ?? Object.values(values).join()}`,
    );

  test('interfaces and aliases', () => {
    expect(codes('interface A { a: number }\nexport type B = A | null;\n// fine\n')).toEqual([]);
  });

  test('nothing else, and no name of the runtime', () => {
    expect(codes('enum E { A }\nconst a = 1;\ninterface Mutex {}')).toEqual([
      'not-supported 1:1 enum',
      'not-supported 2:1 types only',
      'bad-types 3:11 Mutex is a name of the runtime',
    ]);
  });
});
