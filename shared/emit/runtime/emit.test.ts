import fc from 'fast-check';
import { runInThisContext, Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { executableOf, programOf, typescriptOf, workerOf } from '../emit.test-support.ts';
import { BUDGET } from './printer.ts';
import { emitRuntime } from './emit.ts';
import type { Executable } from '../../ir/executable.ts';

type Body = Generator<unknown, unknown, unknown>;

/** Compiled code on a machine of a few lines: what parks is up to the test. */
class FakeMachine {
  readonly printed: unknown[] = [];
  readonly started: Body[] = [];
  ticks = 0;
  polls = 0;
  readonly #park = Symbol('park');

  readonly bindings = {
    PARK: this.#park,
    $rt: {
      at: 0,
      ok: true,
      value: undefined as unknown,
      tick: (): boolean => ++this.ticks > 0,
      poll: (): void => void this.polls++,
      preempt: (): boolean => false,
      guard: (): void => {},
      alive: (): boolean => true,
      await: (value: unknown): unknown => (isBody(value) ? this.finish(value) : value),
      withDefers: (body: (defer: () => void) => Body): Body => body(() => {}),
    },
    log: (...values: unknown[]): void => void this.printed.push(values.length === 1 ? values[0] : values),
    go: (f: (...args: unknown[]) => Body, ...args: unknown[]): void => void this.started.push(f(...args)),
    sleep: (): symbol => this.#park,
    gosched: (): symbol => this.#park,
    noRecover: (): null => null,
  };

  start(executable: Executable, ...args: unknown[]): Body {
    const source = `${executable.code}\n//# sourceURL=weft-program.js`;
    const make = runInThisContext(source, { filename: 'weft-program.js' }) as (
      $: unknown,
    ) => ((...args: unknown[]) => Body)[];
    const [main] = make(this.bindings);
    if (main === undefined) throw new Error('a program has a goroutine');
    return main({ name: 'main', index: 0, replicas: 1 }, ...args);
  }

  run(body: string, ...args: unknown[]): unknown {
    return this.finish(this.start(executableOf(body), ...args));
  }

  finish(body: Body): unknown {
    for (;;) {
      const step = body.next();
      if (step.done === true) return step.value;
    }
  }
}

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && 'throw' in value;

describe('budget', () => {
  const endless = [
    'for (;;) {}',
    'while (true) {}',
    'do {} while (true);',
    'for (;;) {\n  for (const x of [1, 2]) {\n    if (x === 3) break;\n  }\n}',
    'for (;;) {\n  continue;\n}',
    'outer: for (;;) {\n  while (true) {\n    continue outer;\n  }\n}',
    'const xs = [1];\nfor (const x of xs) xs.push(x);',
    'const m = new Map([[1, 1]]);\nfor (const [k] of m) {\n  m.delete(k);\n  m.set(k, 1);\n}',
    'let n = 0;\nwhile (n >= 0) {\n  n++;\n  if (n > 5) n = 0;\n}',
  ];

  test.each(endless)('a goroutine that never waits gives way all the same: %j', (body) => {
    const machine = new FakeMachine();
    const worker = machine.start(executableOf(body));
    for (let turn = 0; turn < 3; turn++) expect(worker.next().done).toBe(false);
    expect(machine.ticks).toBe(3);
  });

  test('so does a function it calls', () => {
    const machine = new FakeMachine();
    const turns: (boolean | undefined)[] = [];
    machine.bindings.$rt.await = (value) => {
      const body = value as Body;
      for (let turn = 0; turn < 3; turn++) turns.push(body.next().done);
      return 0;
    };
    machine.run('async function f(): Promise<void> {\n  for (;;) {}\n}\nawait f();');
    expect(turns).toEqual([false, false, false]);
  });

  test('a function that cannot wait looks now and then whether the run is to stop', () => {
    const machine = new FakeMachine();
    machine.run(
      `function f(n: number): number {\n  let s = 0;\n  for (let i = 0; i < n; i++) s += i;\n  for (const k in { a: 1 }) s += k.length;\n  return s;\n}\nlog(f(${3 * BUDGET}));`,
    );
    expect(machine.printed).toEqual([(3 * BUDGET * (3 * BUDGET - 1)) / 2 + 1]);
    expect(machine.polls).toBe(3);
    expect(machine.ticks).toBe(0);
  });

  test('a turn is printed four times where it is short and calls nothing, once elsewhere', () => {
    const copies = (loop: string): number => workerOf(`let s = 0;\n${loop}`).split('s += 7').length - 1;
    expect(copies('for (let i = 0; i < 9; i++) s += 7;')).toBe(4);
    expect(copies(`for (let i = 0; i < 9; i++) {\n  s += 7;\n${'  s += 1;\n'.repeat(40)}}`)).toBe(1);
    expect(copies('for (let i = 0; i < 9; i++) {\n  s += 7;\n  log(s);\n}')).toBe(1);
    // The strings of a tagged template are the same ones every time.
    expect(copies('while (s < 9) {\n  s += 7;\n  s = String.raw`1`.length;\n}')).toBe(1);
  });

  test('a function without a loop has no budget', () => {
    expect(workerOf('const f = (n: number): number => {\n  return n;\n};\nlog(f(1));')).not.toContain('$b');
  });

  test.each([
    'let s = 0;\nfor (let i = 0; i < COUNT; i++) s += i;\nreturn s;',
    'let s = 0;\nlet i = 0;\nwhile (i++ < COUNT) s += i - 1;\nreturn s;',
    'let s = 0;\nlet i = 0;\ndo {\n  if (i === COUNT) break;\n  s += i++;\n} while (true);\nreturn s;',
    'let s = 0;\neach: for (let i = 0; i < 2 * COUNT; i++) {\n  switch (i % 2) {\n    case 0:\n      continue each;\n    default:\n      if (i > 1e9) continue;\n  }\n  s += (i - 1) / 2;\n}\nreturn s;',
    'let s = 0;\nlet i = COUNT;\nwhile (i--) {\n  if (i % 2 === 0) continue;\n  s += 0;\n}\nfor (let k = 0; k < COUNT; k++) {\n  s += k;\n}\nreturn s;',
  ])('a loop in strips does what it did in one piece: %j', (body) => {
    const count = 3 * BUDGET + 17;
    const machine = new FakeMachine();
    expect(machine.run(body.replaceAll('COUNT', String(count)))).toBe((count * (count - 1)) / 2);
    expect(machine.ticks).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['a list', '[1, 2, 3, 4]'],
    ['a map', 'new Map([[1, 0], [2, 0], [3, 0], [4, 0]]).keys()'],
    [
      'a list that is more than one',
      'Object.assign([9], { [Symbol.iterator]: () => [1, 2, 3, 4].values() })',
    ],
  ])('a loop over %s visits its values, with breaks and turns left out', (_, values) => {
    const machine = new FakeMachine();
    const body = `let s = 0;
for (const x of ${values}) {
  if (x === 2) continue;
  if (x === 4) break;
  s += x;
}
return s;`;
    expect(machine.run(body)).toBe(4);
  });

  test('an iterator that is left early is told so, one that has ended is not', () => {
    const machine = new FakeMachine();
    machine.run(`const make = (n: number) => ({
  [Symbol.iterator]() {
    let i = 0;
    return { next: () => ({ done: i >= n, value: i++ }), return() { log('left', n); return { done: true, value: 0 }; } };
  },
});
for (const x of make(3)) log(x);
for (const x of make(5)) {
  if (x === 1) break;
}
try {
  for (const x of make(7)) throw new Error(String(x));
} catch (e) {
  log((e as Error).message);
}`);
    expect(machine.printed).toEqual([0, 1, 2, ['left', 5], ['left', 7], '0']);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'short loops of %i turns make as many, and are left in each',
    (n) => {
      const machine = new FakeMachine();
      const body = `const xs = [];
while (xs.length < N) xs[xs.length] = xs.length;
let s = 0;
for (const x of xs) s += x;
let k = 0;
do {
  if (k >= N) break;
  const step = 1;
  k += step;
} while (k < N);
let odd = 0;
for (let i = 0; i < N; i++) {
  if (i % 2 === 0) continue;
  odd += i;
}
function first(from: number): number {
  for (let i = 0; ; i++) if (i >= from) return i;
}
return [xs.length, s, k, odd, first(N)];`;
      const odd = Math.floor(n / 2) ** 2;
      expect(machine.run(body.replaceAll('N', String(n)))).toEqual([n, (n * n - n) / 2, n, odd, n]);
      expect(machine.ticks + machine.polls).toBe(0);
    },
  );

  test('the count goes on from loop to loop', () => {
    const machine = new FakeMachine();
    machine.run(`for (let i = 0; i < ${BUDGET}; i++) {\n  for (let k = 0; k < 2; k++) {}\n}`);
    expect(machine.ticks).toBeGreaterThanOrEqual(3);
  });
});

describe('lifting', () => {
  test('each turn of a loop hands over its own variable', () => {
    const machine = new FakeMachine();
    machine.run('for (let i = 0; i < 3; i++) go(async () => log(i));');
    for (const body of machine.started) machine.finish(body);
    expect(machine.printed).toEqual([0, 1, 2]);
  });

  test('a variable that is assigned afterwards is shared', () => {
    const machine = new FakeMachine();
    machine.run('let n = 1;\ngo(async () => log(n));\nn = 2;');
    for (const body of machine.started) machine.finish(body);
    expect(machine.printed).toEqual([2]);
  });

  test('a variable that a later turn of a loop around assigns is shared', () => {
    const machine = new FakeMachine();
    machine.run('let n = 0;\nfor (let i = 0; i < 2; i++) {\n  n = i;\n  go(async () => log(n));\n}');
    for (const body of machine.started) machine.finish(body);
    expect(machine.printed).toEqual([1, 1]);
  });

  test('functions that start functions', () => {
    const machine = new FakeMachine();
    machine.run(
      'for (const a of [1, 2]) {\n  go(async (b: number) => {\n    go(async () => log(a, b));\n  }, a * 10);\n}',
    );
    for (const body of machine.started) machine.finish(body);
    expect(machine.printed).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  test('what is declared further down is there when the goroutine runs', () => {
    const machine = new FakeMachine();
    machine.run('go(work);\nconst late = 5;\nasync function work(): Promise<void> {\n  log(late);\n}');
    for (const body of machine.started) machine.finish(body);
    expect(machine.printed).toEqual([5]);
  });

  test('a function handed to a method is made for the price of an arrow', () => {
    expect(workerOf('wg.go(async () => {\n  await results.send(1);\n});')).toContain(
      'wg.go(() => $main(results));',
    );
  });
});

describe('hazards', () => {
  test('real promises and plain values are awaited by the machine', () => {
    expect(workerOf('const thenable = { then: 1 };\nlog(await thenable);')).toContain('$rt.await(thenable)');
  });

  test('methods that wait', () => {
    const machine = new FakeMachine();
    machine.run(
      'class A {\n  static async twice(n: number) {\n    return n * 2;\n  }\n  n = 3;\n  async get() {\n    return this.n;\n  }\n}\n' +
        'const o = { async one() {\n  return 1;\n} };\nlog(await A.twice(4));\nlog(await new A().get());\nlog(await o.one());',
    );
    expect(machine.printed).toEqual([8, 3, 1]);
  });

  test('what is thrown without a stack has its line kept beside it', () => {
    expect(workerOf('if (Math.abs(1) > 0) {\n  throw 42;\n}')).toMatch(/\$rt\.at = \d+; throw 42;/);
  });

  test('names the machine needs cannot be hidden by a body', () => {
    const machine = new FakeMachine();
    machine.run('const PARK = 1;\nconst yield_ = 2;\nawait sleep(1);\nlog(PARK, yield_);');
    expect(machine.printed).toEqual([[1, 2]]);
  });

  test('globals are variables, not properties of the compartment', () => {
    const { code } = executableOf('log(Math.imul(2, 3), new Map().size);');
    expect(code).toMatch(/^\(\(\$\) => \(\((\S+, )*(Map, Math|Math, Map)\) => \{/);
  });

  test('a port of the same name as a function of the runtime is the port', () => {
    expect(workerOf('await log.send(1);', 'log: send<number>')).toBe(
      '$rt.at = 1; if (log.send(1) !== void 0) yield;',
    );
  });
});

describe('places', () => {
  /** The line of the body that a stack trace leads to. */
  function lineOf(executable: Executable, error: Error): number | undefined {
    const [, line = 0, column = 0] =
      /weft-program\.js:(\d+):(\d+)/.exec(error.stack ?? '')?.map(Number) ?? [];
    const found = executable.positions.findLast(([l, c]) => l < line || (l === line && c <= column));
    return executable.sites[found?.[2] ?? 0]?.line;
  }

  const throwing = [
    'const a = 1;\n\n// here\nthrow new Error(String(a));',
    'const o: { p?: { q: number } } = {};\nlog(1);\nfor (const x of [1]) {\n  log(x, o.p!.q);\n}',
    'const o: { p?: { q: number } } = {};\nconst x = [1, 2]\n  .map((n) => n + 1)\n  .map((n) => n + o.p!.q);',
    'function f(o: { p?: { q: number } }): number {\n  const a = 1;\n  return a + o.p!.q;\n}\nawait sleep(1);\nlog(f({}));',
    'const o: { p?: { q: number } } = {};\nfor (let i = 0; i < 3; i++) {\n  i += o.p!.q;\n}',
    'async function f(o: { p?: { q: number } }): Promise<number> {\n  await sleep(1);\n  return o.p!.q;\n}\nlog(await f({}));',
  ];

  test.each(throwing.map((body) => [body]))('an error is traced to its line: %j', (body) => {
    const line =
      body
        .split('\n')
        .findIndex((text) => text.includes('.q;') || text.includes('.q)') || text.includes('throw')) + 1;
    const executable = executableOf(body);
    const machine = new FakeMachine();
    let caught: unknown;
    try {
      machine.finish(machine.start(executable));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(Error);
    expect(lineOf(executable, caught as Error)).toBe(line);
  });

  test.each(throwing.map((body) => [body]))('positions ascend, and each names a site: %j', (body) => {
    const { positions, sites } = executableOf(body);
    for (const [at, [line, column, site]] of positions.entries()) {
      const [l = 0, c = 0] = positions[at - 1] ?? [];
      expect(l < line || (l === line && c < column)).toBe(true);
      expect(sites[site]).toBeDefined();
    }
  });
});

test('a program is known by its digest', () => {
  const one = executableOf('log(1);');
  expect(one.digest).toMatch(/^[0-9a-f]{8}$/);
  expect(executableOf('log(1);').digest).toBe(one.digest);
  expect(executableOf('log(2);').digest).not.toBe(one.digest);
});

test('the worker is told the arguments of every goroutine', () => {
  const { goroutines } = emitRuntime(programOf('log(1);'));
  expect(goroutines).toEqual([
    {
      node: 'n1',
      name: 'main',
      replicas: 1,
      main: false,
      worker: null,
      args: [null, null, null, null, null],
      closes: [],
    },
  ]);
});

describe('types are left out', () => {
  interface Twin {
    readonly typed: string;
    readonly plain: string;
  }

  const both = (text: string): Twin => ({ typed: text, plain: text });
  const types = fc.constantFrom(
    'number',
    'string[]',
    'Map<string, number>',
    '{ a?: number }',
    '(x: number) => void',
    '"a" | "b"',
  );

  const { expression } = fc.letrec<{ expression: Twin }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(both('1'), both('a'), both("'text'"), both('`t${1}`'), both('[]')),
      fc
        .tuple(tie('expression'), types)
        .map(([e, t]) => ({ typed: `(${e.typed} as ${t})`, plain: `(${e.plain})` })),
      fc
        .tuple(tie('expression'), types)
        .map(([e, t]) => ({ typed: `(${e.typed} satisfies ${t})`, plain: `(${e.plain})` })),
      tie('expression').map((e) => ({ typed: `(${e.typed})!`, plain: `(${e.plain})` })),
      fc
        .tuple(tie('expression'), types)
        .map(([e, t]) => ({ typed: `f<${t}>(${e.typed})`, plain: `f(${e.plain})` })),
      fc.tuple(tie('expression'), types).map(([e, t]) => ({
        typed: `((x: ${t}, y?: ${t}): ${t} => (${e.typed}))`,
        plain: `((x, y) => (${e.plain}))`,
      })),
      fc.tuple(tie('expression'), types).map(([e, t]) => ({
        typed: `((({ p, ...q }: ${t}, [r]: ${t} = []) => [p, q, r, ${e.typed}]))`,
        plain: `((({ p, ...q }, [r] = []) => [p, q, r, ${e.plain}]))`,
      })),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => ({
        typed: `{ const: [${a.typed}, ...(${b.typed} as never)] }`.replace(/^/, '(').replace(/$/, ')'),
        plain: `({ const: [${a.plain}, ...(${b.plain})] })`,
      })),
    ),
  }));

  const statement: fc.Arbitrary<Twin> = fc.oneof(
    fc
      .tuple(expression, types)
      .map(([e, t]) => ({ typed: `let v: ${t} = ${e.typed};`, plain: `let v = ${e.plain};` })),
    fc.tuple(expression, types).map(([e, t]) => ({
      typed: `function g<T extends ${t}>(this: T, x: T): asserts x is T { return ${e.typed} as never }`,
      plain: `function g(x) { return ${e.plain} }`,
    })),
    fc.tuple(expression, types).map(([e, t]) => ({
      typed: `class C<T> { private readonly x?: ${t} = ${e.typed}\n  declare y: T; protected m?(z: T): ${t} { return ${e.typed} as never } }`,
      plain: `class C { x = ${e.plain};\n m(z) { return ${e.plain} } }`,
    })),
    fc.tuple(expression, types).map(([e, t]) => ({
      typed: `interface I { a: ${t} }\ntype U = I | (${t});\nif (${e.typed}) { a = <never>(${e.typed}); }`,
      plain: `if (${e.plain}) { a = ((${e.plain})); }`,
    })),
  );

  const squeezed = (code: string): string => code.replace(/\s+/g, '').replace(/\$rt\.at=\d+;/g, '');
  const HEAD = 'const f = (...x: unknown[]) => x;\nlet a: unknown;\n';

  test('a body with types and the same body without them become the same code', () => {
    fc.assert(
      fc.property(statement, ({ typed, plain }) => {
        const code = workerOf(HEAD + typed);
        expect(squeezed(code)).toBe(squeezed(workerOf(HEAD + plain)));
        // Parses as JavaScript.
        expect(() => new Script(executableOf(HEAD + typed).code)).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  test('and what a person takes home is the body they wrote', () => {
    fc.assert(
      fc.property(expression, types, ({ typed }, type) => {
        const body = `${HEAD}let v: ${type} = ${typed};`;
        expect(typescriptOf(body)).toBe(body);
      }),
      { numRuns: 100 },
    );
  });
});
