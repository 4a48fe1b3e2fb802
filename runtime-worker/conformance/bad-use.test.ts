import { afterAll, describe, expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from '../../shared/graph/document.ts';
import { edgeId, nodeId } from '../../shared/base/ids.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { evaluate, executableOf, executableOfDocument, runDeterministic } from './run-case.ts';
import { ParallelRunner } from './run-parallel.ts';

/** A mistake ends the program in Go's words, in the goroutine that made it, with the line of the body it is on. */

const runner = new ParallelRunner();
afterAll(() => runner.stop());

interface Told {
  readonly words: string;
  /** `function:line`, innermost first. */
  readonly frames: readonly string[];
}

function told(outcome: Outcome): Told {
  if (outcome.end !== 'panic' && outcome.end !== 'fatal') return { words: outcome.end, frames: [] };
  const words =
    outcome.end === 'panic' ? outcome.chain.map(({ text }) => text).join(' / ') : `fatal: ${outcome.message}`;
  const goroutine = outcome.end === 'panic' ? outcome.goroutine : outcome.goroutines[0];
  return {
    words,
    frames: (goroutine?.frames ?? []).map(({ func, origin }) => `${func}:${origin?.line ?? '?'}`),
  };
}

const CASES: readonly (readonly [what: string, body: string, words: string, frames: readonly string[]])[] = [
  [
    'a rejected promise',
    `const refuses = { then: (_: unknown, no: (why: unknown) => void): void => no('refused') };
async function asks(): Promise<void> {
  await refuses;
}
await asks();`,
    'refused',
    ['asks:3', 'main:5'],
  ],
  [
    'a rejected promise, of an error',
    `const why = error('refused');
const refuses = { then: (_: unknown, no: (why: unknown) => void): void => no(why) };
await refuses;`,
    'refused',
    ['main:1'],
  ],
  [
    'a thrown string',
    `log(1);\nconst f = (): void => {\n  throw 'only words';\n};\nf();`,
    'only words',
    ['main:3'],
  ],
  ['a thrown undefined', `log(1);\nthrow undefined;`, 'nil', ['main:2']],
  [
    'a stack overflow',
    `function deeper(n: number): number {\n  return deeper(n + 1) + 1;\n}\nlog(deeper(0));`,
    'fatal: stack overflow',
    ['main:2'],
  ],
  [
    'a stack overflow of functions that wait',
    `async function deeper(n: number): Promise<number> {\n  return (await deeper(n + 1)) + 1;\n}\nlog(await deeper(0));`,
    'fatal: stack overflow',
    [],
  ],
  [
    'an error of JavaScript',
    `const nothing = null as unknown as { size: number };\n\nlog(nothing.size);`,
    "TypeError: Cannot read properties of null (reading 'size')",
    ['main:3'],
  ],
  [
    'a send on a closed channel',
    `const c = chan<number>(1, 0);\nc.close();\nasync function put(): Promise<void> {\n  await c.send(1);\n}\nawait put();`,
    'send on closed channel',
    ['put:4', 'main:6'],
  ],
  [
    'a send that waits when its channel is closed: the line of the send, not of the close',
    `const c = chan<number>(0, 0);
go(async () => {
  await sleep(1);
  c.close();
});
async function put(): Promise<void> {
  await c.send(1);
}
await put();`,
    'send on closed channel',
    ['put:7', 'main:9'],
  ],
  [
    'a counter below zero',
    `const wg = new WaitGroup();\n\nwg.done();`,
    'sync: negative WaitGroup counter',
    ['main:3'],
  ],
  [
    'an unlock of an unlocked mutex',
    `const mu = new Mutex();\n\nmu.unlock();`,
    'fatal: sync: unlock of unlocked mutex',
    ['main:3'],
  ],
  [
    'a method and an arrow function go by their names',
    `class Account {
  async close(): Promise<void> {
    await nil<number>().recv();
    panic('unreachable');
  }
}
const work = async (): Promise<void> => {
  go(async () => {
    await sleep(1);
    panic('late');
  });
  await new Account().close();
};
await work();`,
    'late',
    ['main.func1:10'],
  ],
];

describe.each(CASES)('%s', (_what, body, words, frames) => {
  const executable = executableOf(body);

  test('on one machine', () => {
    const { outcome } = runDeterministic(executable, evaluate(executable), new FifoChooser());
    const { words: said, frames: shown } = told(outcome);
    expect(said).toBe(words);
    if (frames.length > 0) expect(shown).toEqual(frames);
    else expect(shown[0]).toMatch(/:\d+$/);
  });

  test('on worker threads', async () => {
    const { words: said, frames: shown } = told((await runner.run(executable, 2)).outcome);
    expect(said).toBe(words);
    if (frames.length > 0) expect(shown).toEqual(frames);
    else expect(shown[0]).toMatch(/:\d+$/);
  });
});

test('a dump calls functions of a body by their names, and those without one by number', () => {
  const executable = executableOf(`async function inner(c: RecvChan<number>): Promise<number> {
  return await c.recv();
}
class Account {
  async close(): Promise<void> {
    await inner(chan<number>(0, 0));
  }
}
const work = async (): Promise<void> => {
  await new Account().close();
};
await (async () => {
  await work();
})();`);
  const { outcome } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  const [main] = outcome.end === 'deadlock' ? outcome.goroutines : [];
  expect(main?.frames.map(({ func, origin }) => `${func}:${origin?.line}`)).toEqual([
    'inner:2',
    'close:6',
    'work:10',
    'main.func1:13',
    'main:12',
  ]);
});

/** A sender and a receiver with a channel between, which two workers share. */
function between(sender: string, receiver: string): GraphDocument {
  const node = (id: string, kind: string, params: GraphDocument['nodes'][never]['params']) =>
    [id, { id: nodeId(id), kind, name: id, x: 0, y: 0, params, group: null }] as const;
  const edge = (id: string, from: [string, string], to: [string, string]) =>
    [
      id,
      {
        id: edgeId(id),
        from: { node: nodeId(from[0]), port: from[1] },
        to: { node: nodeId(to[0]), port: to[1] },
        channel: null,
      },
    ] as const;
  return {
    ...emptyDocument('between'),
    nodes: Object.fromEntries([
      node('receiver', 'goroutine', {
        main: true,
        ports: [
          { name: 'c', type: 'recv<unknown>' },
          { name: 'end', type: 'send<unknown>' },
        ],
        body: receiver,
      }),
      node('sender', 'goroutine', { ports: [{ name: 'c', type: 'send<unknown>' }], body: sender }),
      node('c', 'channel', { elem: 'unknown', closes: false }),
    ]),
    edges: Object.fromEntries([
      edge('e1', ['sender', 'c'], ['c', 'in']),
      edge('e2', ['c', 'out'], ['receiver', 'c']),
      edge('e3', ['receiver', 'end'], ['c', 'in']),
    ]),
  };
}

describe('between workers', () => {
  test.each([
    [
      'a function',
      `const f = (): number => 1;\nasync function put(): Promise<void> {\n  await c.send(f);\n}\nawait put();`,
    ],
    [
      'an object that holds one',
      `const f = (): number => 1;\nasync function put(): Promise<void> {\n  await c.send({ call: f });\n}\nawait put();`,
    ],
  ])('%s cannot be copied: a panic where it is sent', async (_what, sender) => {
    const executable = executableOfDocument(between(sender, 'log(await c.recv());'));
    const { outcome } = await runner.run(executable, 2);
    expect(told(outcome)).toEqual({
      words: 'the function f cannot be copied to another worker',
      frames: ['put:3', 'sender:5'],
    });
    // On one machine nothing is copied, and nothing is wrong with it.
    expect(runDeterministic(executable, evaluate(executable), new FifoChooser()).outcome.end).toBe('done');
  });

  test('a send that waits when its channel is closed elsewhere has its own line', async () => {
    const executable = executableOfDocument(
      between('log(1);\n\nawait c.send(1);', 'await sleep(20);\nend.close();\nawait sleep(1000);'),
    );
    expect(told((await runner.run(executable, 2)).outcome)).toEqual({
      words: 'send on closed channel',
      frames: ['sender:3'],
    });
  });
});
