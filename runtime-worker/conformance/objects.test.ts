import { describe, expect, test } from 'vitest';
import { draw, portList } from '../../shared/blocks/draw.test-support.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import { everyWay } from './every-way.ts';
import { runExported } from './exported.ts';
import { compiled, evaluate, executableOfDocument, runDeterministic } from './run-case.ts';

/**
 * Structures for concurrent use, and what x/sync has: each as a block that several goroutines share, in every way a
 * program runs. What each promises as an API is told beside its file in `core`.
 */

interface Drawn {
  readonly document: GraphDocument;
  readonly stdout: string;
}

const COUNT = { count: ['waitgroup', { count: 4 }] } as const;
/** Four goroutines that do `body` with an object, and main, which looks at it when they have. */
function shared(
  object: readonly [kind: string, params?: Record<string, never>],
  type: string,
  body: string,
  main: string,
): GraphDocument {
  const port = object[0];
  return draw(
    {
      main: [
        'goroutine',
        {
          main: true,
          ports: portList({ o: type, wg: 'waitgroup', tally: 'atomic' }),
          body: `await wg.wait();\n${main}`,
        },
      ],
      worker: [
        'goroutine',
        {
          replicas: 4,
          ports: portList({ o: type, wg: 'waitgroup', tally: 'atomic' }),
          body: `defer(() => wg.done());\n${body}`,
        },
      ],
      o: object,
      wg: COUNT.count,
      tally: ['atomic'],
    },
    ['main', 'worker'].flatMap((name) => [
      `${name}.o > o.${port}`,
      `${name}.wg > wg.waitgroup`,
      `${name}.tally > tally.atomic`,
    ]),
  );
}

const PROGRAMS: Readonly<Record<string, Drawn>> = {
  'a queue loses nothing, and keeps the order of each who pushed': {
    document: shared(
      ['queue'],
      'queue<number>',
      'for (let i = 0; i < 25; i++) o.push(self.index * 100 + i);',
      `const last = [-1, -1, -1, -1];
let [count, disorder] = [0, 0];
for (let v = o.pop(); v !== undefined; v = o.pop()) {
  count++;
  const from = Math.floor(v / 100);
  if (v <= last[from]) disorder++;
  last[from] = v;
}
log(count, disorder, o.size, o.peek());`,
    ),
    stdout: '100 0 0 <nil>\n',
  },
  'a stack loses nothing, and gives the newest first': {
    document: shared(
      ['stack'],
      'stack<number>',
      'for (let i = 0; i < 25; i++) o.push(self.index * 100 + i);',
      `const last = [25, 25, 25, 25];
let [count, disorder] = [0, 0];
for (let v = o.pop(); v !== undefined; v = o.pop()) {
  count++;
  const from = Math.floor(v / 100);
  if (v % 100 >= last[from]) disorder++;
  last[from] = v % 100;
}
log(count, disorder, o.size, o.peek());`,
    ),
    stdout: '100 0 0 <nil>\n',
  },
  'each operation of a map is one step': {
    document: shared(
      ['hashmap'],
      'hashmap<string, number>',
      `for (let i = 0; i < 50; i++) {
  for (;;) {
    const held = o.load(\`key \${i % 5}\`);
    if (held === undefined) {
      if (!o.loadOrStore(\`key \${i % 5}\`, 1)[1]) break;
    } else if (o.compareAndSwap(\`key \${i % 5}\`, held, held + 1)) break;
  }
}`,
      `const counts: number[] = [];
o.range((_, value) => {
  counts.push(value);
  return true;
});
log(o.size, counts, o.load('none'), o.compareAndDelete('key 0', 1), o.compareAndDelete('key 0', 40), o.size);`,
    ),
    stdout: '5 [40 40 40 40 40] <nil> false true 4\n',
  },
  'a semaphore admits as many as it has tokens': {
    document: shared(
      ['semaphore', { size: 3 } as never],
      'semaphore',
      `for (let i = 0; i < 10; i++) {
  const weight = 1 + ((self.index + i) % 2);
  await o.acquire(background(), weight);
  if (tally.add(weight) > 3) log('too many inside');
  await gosched();
  tally.add(-weight);
  o.release(weight);
}`,
      'log(tally.load(), o.tryAcquire(3), o.tryAcquire(1));',
    ),
    stdout: '0 true false\n',
  },
  'a group gives the first error, and waits for all of its tasks': {
    document: shared(
      ['errgroup'],
      'errgroup',
      `await o.go(async () => {
  await sleep((4 - self.index) * 20);
  tally.add(1);
  return self.index % 2 === 1 ? error(\`task \${self.index}\`) : null;
});`,
      'log(await o.wait(), tally.load());',
    ),
    stdout: 'task 3 4\n',
  },
  'a context that is over before the run begins is over for everybody': {
    document: draw(
      {
        main: [
          'goroutine',
          { main: true, ports: portList({ wg: 'waitgroup' }), body: "await wg.wait();\nlog('all');" },
        ],
        worker: [
          'goroutine',
          {
            replicas: 4,
            ports: portList({ over: 'context', wg: 'waitgroup' }),
            body: 'await over.done().recv();\nif (over.err() === deadlineExceeded) wg.done();',
          },
        ],
        over: ['context', { form: 'deadline', at: 0 }],
        wg: COUNT.count,
      },
      ['main.wg > wg.waitgroup', 'worker.wg > wg.waitgroup', 'worker.over > over.ctx'],
    ),
    stdout: 'all\n',
  },
  'calls of one key at the same time share one execution': {
    document: shared(
      ['singleflight'],
      'singleflight',
      `const { value, shared } = await o.do('key', async () => {
  await sleep(30);
  return tally.add(1);
});
if (value !== 1 || !shared) log('ran again', value, shared);`,
      `log(tally.load(), (await o.do('key', () => tally.add(1))).shared, tally.load());`,
    ),
    stdout: '1 false 2\n',
  },
};

const { exported, parallel } = everyWay('objects');

describe.each(Object.entries(PROGRAMS))('%s', (name, { document, stdout }) => {
  const wanted = { stdout, exitCode: 0, stderrHead: '', states: [] };

  test('on one machine, whatever the seed', () => {
    const executable = executableOfDocument(document);
    const functions = evaluate(executable);
    for (let seed = 0; seed <= 10; seed++) {
      const chooser = seed === 0 ? new FifoChooser() : new SeededChooser(seed);
      expect(runDeterministic(executable, functions, chooser)).toMatchObject(wanted);
    }
  });

  test.each([2, 4])('on %i workers', async (workers) => {
    expect(await parallel.run(executableOfDocument(document), workers)).toMatchObject(wanted);
  });

  test('exported', async () => {
    const file = await exported.addProgram(name.replaceAll(/\W+/g, '-'), compiled(document));
    expect(await runExported(file, ['--clock', 'virtual'])).toEqual(wanted);
  });
});
