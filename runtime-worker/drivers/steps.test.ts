import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emitRuntime, type Form } from '../../shared/emit/runtime/emit.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { Program } from '../../shared/ir/program.ts';
import { EVENTS, KIND } from '../../shared/trace/events.ts';
import { compiled, documentOf, evaluate, runDeterministic } from '../conformance/run-case.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import type { Recorder } from '../core/recorder.ts';

/** Functions in steps and the same as generators: nobody can tell which is which. */

/** Everything a run tells, places as lines. */
function told(executable: Executable, chooser: () => SeededChooser | FifoChooser): unknown {
  const line = (site: number): string => String(executable.sites[site]?.line);
  const words: string[] = [];
  const records: string[] = [];
  const record: Recorder['record'] = (kind, goroutine, ...values) => {
    const row = EVENTS[kind] as (typeof EVENTS)[number];
    const shown = [row.a, row.b, row.c].map(([, field], at) => {
      const value = values[at] as number;
      return field === 'site' ? line(value) : field === 'string' ? words[value] : value;
    });
    records.push(`${row.name} ${goroutine} ${shown.join(' ')}`);
  };
  const recorder: Recorder = {
    record,
    recordNaming: record,
    recordPassing: (sender, receiver, channel, sent, taken) => {
      record(KIND.send, sender, channel, sent, 0);
      record(KIND.receive, receiver, channel, taken, 0);
    },
    text: (text) => words.push(text) - 1,
  };
  const { stdout, outcome, machine } = runDeterministic(executable, evaluate(executable), chooser(), {
    recorder,
  });
  const ended = JSON.stringify(outcome, (key, value: unknown) => (key === 'column' ? undefined : value));
  return { stdout, ended, records, slices: machine.slices, taken: machine.chooser.taken };
}

function expectAlike(program: Program): string {
  const forms: readonly Form[] = ['steps', 'generators'];
  const [steps, generators] = forms.map((form) => emitRuntime(program, form)) as [Executable, Executable];
  const choosers = [() => new FifoChooser(), ...[1, 2, 3].map((seed) => () => new SeededChooser(seed))];
  for (const chooser of choosers) expect(told(steps, chooser)).toEqual(told(generators, chooser));
  return steps.code;
}

/** A statement at a depth: what it declares has the depth in its name. */
type Piece = (depth: number, loop: string | null) => string;

const indented = (text: string): string => text.replace(/^/gm, '  ');

const simple: fc.Arbitrary<Piece> = fc.constantFrom<Piece[]>(
  () => 'await out.send(x);',
  () => 'await out.send(x++);',
  () => 'x += await feed.recv();',
  () => 'x = await feed.recv();',
  () => 'y -= await feed.recv();',
  () => '[y, ok] = await feed.recv2();\nlog(id, y, ok);',
  () => 'await feed.recv();',
  () => 'x += await half(y + 4);',
  () => 'await half(x);',
  () => 'y += await bump(() => (y += 10));',
  () => 'await mu.lock();\nshared += x;\nawait gosched();\nmu.unlock();',
  () => 'await gosched();',
  () => 'await sleep(1);',
  () => 'shared += await half(shared);',
  () => 'log(id, x, y, shared);',
  () => 'x = (x * 7 + y) % 1000;',
  () => 'if (x > 2000) throw new Error(`big ${x}`);',
  () => 'if (x % 5 === 4) return x;',
  () => 'if (x % 7 === 6) return await half(x);',
  (_, loop) => (loop === null ? 'y++;' : 'if (x % 3 === 0) continue;'),
  (_, loop) => (loop === null ? 'y++;' : 'if (y % 4 === 3) break;'),
  (_, loop) => (loop === null ? 'y++;' : `if (x % 6 === 1) continue ${loop};`),
  (_, loop) => (loop === null ? 'y++;' : `if (y % 6 === 1) break ${loop};`),
  (_, loop) =>
    `switch (x % 3) {\n  case 0: {\n    const z = x + 1;\n    log(z);\n    ${loop === null ? 'break' : 'continue'};\n  }\n  case 1:\n    y++;\n    break;\n  default:\n    log('other');\n}`,
  (depth) =>
    `try {\n  const t${depth} = x;\n  if (t${depth} % 2 === 0) throw t${depth};\n} catch (e) {\n  log('caught', e);\n}`,
  (depth) => `spot: {\n  if (x % 2 === 0) break spot;\n  const t${depth} = y;\n  log(t${depth});\n}`,
);

const { list } = fc.letrec<{ list: Piece; piece: Piece }>((tie) => ({
  list: fc
    .array(tie('piece'), { minLength: 1, maxLength: 4 })
    .map((pieces) => (depth, loop) => pieces.map((piece) => piece(depth, loop)).join('\n')),
  piece: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { arbitrary: simple, weight: 5 },
    tie('list').map(
      (body): Piece =>
        (d, loop) =>
          `{\n  const v${d} = await feed.recv();\n${indented(body(d + 1, loop))}\n  x += v${d};\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d, loop) =>
          `{\n  let w${d} = y;\n  w${d} += await feed.recv();\n${indented(body(d + 1, loop))}\n  y = w${d};\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d, loop) =>
          `{\n  const k${d} = x;\n  const f${d} = () => k${d} + y;\n${indented(body(d + 1, loop))}\n  log(f${d}());\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d, loop) =>
          `if (x % 2 === 0) {\n${indented(body(d, loop))}\n}`,
    ),
    fc.tuple(tie('list'), tie('list')).map(
      ([one, other]): Piece =>
        (d, loop) =>
          `if (x % 3 === 1) {\n${indented(one(d, loop))}\n} else {\n${indented(other(d, loop))}\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d) =>
          `l${d}: for (let i${d} = 0; i${d} < 3; i${d}++) {\n  await gosched();\n${indented(body(d + 1, `l${d}`))}\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d) =>
          `let n${d} = 0;\nl${d}: while (n${d}++ < 2) {\n${indented(body(d + 1, `l${d}`))}\n  await out.send(n${d});\n}`.replace(
            /^([^]*)$/,
            '{\n$1\n}',
          ),
    ),
    tie('list').map(
      (body): Piece =>
        (d) =>
          `{\n  let m${d} = 0;\n  l${d}: do {\n${indented(body(d + 1, `l${d}`))}\n    await gosched();\n  } while (m${d}++ < 2);\n}`,
    ),
    tie('list').map(
      (body): Piece =>
        (d) =>
          `{\n  const c${d} = chan<number>(3, 0);\n  await c${d}.send(1);\n  await c${d}.send(2);\n  c${d}.close();\n  l${d}: for await (const r${d} of c${d}) {\n    x += r${d};\n${indented(body(d + 1, `l${d}`))}\n  }\n}`,
    ),
    fc.tuple(simple, simple).map(
      ([one, other]): Piece =>
        (d, loop) =>
          `const got${d} = await select({ f: recv(feed), o: send(out, x) });\nswitch (got${d}.case) {\n  case 'f':\n    x += got${d}.value;\n${indented(indented(one(d + 1, loop).replaceAll(/\bbreak;/g, 'y++;')))}\n    break;\n  case 'o':\n${indented(indented(other(d + 1, loop).replaceAll(/\bbreak;/g, 'y++;')))}\n    break;\n}`.replace(
            /^([^]*)$/,
            '{\n$1\n}',
          ),
    ),
  ),
}));

const AROUND = `
const out = chan<number>(1, 0);
const feed = chan<number>(0, 0);
const mu = new Mutex();
const wg = new WaitGroup();
let shared = 0;
async function half(n: number): Promise<number> {
  if (n % 2 === 1) await gosched();
  return Math.floor(n / 2);
}
async function bump(f: () => number): Promise<number> {
  await gosched();
  return f() % 5;
}
go(async () => {
  for (let n = 1; ; n++) await feed.send(n % 11);
});
go(async () => {
  for await (const v of out) log('out', v);
});
`;

const VARIABLES = 'let x = id;\nlet y = 1;\nlet ok = false;\n';

const called = (body: string): string => `${AROUND}
async function work(id: number): Promise<number> {
${indented(VARIABLES + body)}
  return x + y + Number(ok);
}
for (let k = 0; k < 3; k++) {
  wg.go(async () => {
    const result = await work(k);
    log('result', k, result);
  });
}
await wg.wait();
log(shared);`;

const atTop = (body: string): string => `${AROUND}const id = 2;\n${VARIABLES}${body}\nlog(x, y, ok, shared);`;

describe('alike, turn by turn', () => {
  test.each([
    ['a function that is called', called, /function work\([^)]*\) \{/],
    ['the body of a goroutine', atTop, /^function main\(self\) \{/m],
  ])('%s', (_, programOf, inSteps) => {
    let total = 0;
    let lowered = 0;
    fc.assert(
      fc.property(list, (body) => {
        const code = expectAlike(compiled(documentOf(programOf(body(0, null)))));
        total++;
        if (inSteps.test(code)) lowered++;
      }),
      { numRuns: 60 },
    );
    // Loops without operations are left to generators, and so on: the others have to be many.
    expect(lowered).toBeGreaterThan(total / 4);
  });
});
