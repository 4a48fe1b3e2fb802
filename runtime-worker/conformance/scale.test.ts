import { describe, expect, test } from 'vitest';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { everyWay } from './every-way.ts';
import { runExported } from './exported.ts';
import { evaluate, executableOf, runDeterministic } from './run-case.ts';

/** Many goroutines, in every way a program runs. */

const PROGRAMS = {
  '100,000 parked goroutines': {
    body: `const n = 100_000;
const gate = chan<null>(0, null);
const parked = new WaitGroup();
const woken = new WaitGroup();
parked.add(n);
woken.add(n);
for (let i = 0; i < n; i++) {
  go(async () => {
    parked.done();
    await gate.recv();
    woken.done();
  });
}
await parked.wait();
log(numGoroutine());
gate.close();
await woken.wait();
log('woken');
`,
    stdout: '100001\nwoken\n',
  },
  'a daisy chain of 10,000': {
    body: `const n = 10_000;
const first = chan<number>(0, 0);
let left = first;
for (let i = 0; i < n; i++) {
  const right = chan<number>(0, 0);
  go(async (l: SendChan<number>, r: RecvChan<number>) => {
    await l.send(1 + (await r.recv()));
  }, left, right);
  left = right;
}
go(async (c: SendChan<number>) => {
  await c.send(1);
}, left);
log(await first.recv());
`,
    stdout: '10001\n',
  },
};

const { exported, parallel } = everyWay('scale');

describe.each(Object.entries(PROGRAMS))('%s', (name, { body, stdout }) => {
  const wanted = { stdout, exitCode: 0, stderrHead: '', states: [] };

  test('on one machine', () => {
    const executable = executableOf(body);
    expect(runDeterministic(executable, evaluate(executable), new FifoChooser())).toMatchObject(wanted);
  });

  test('on a real worker thread, while everything is traced', async () => {
    expect(await parallel.run(executableOf(body), 2)).toMatchObject(wanted);
  });

  test('exported', async () => {
    const one = { name: name.replaceAll(/\W/g, '-'), body };
    expect(await runExported(await exported.addBody(one.name, one.body), [])).toEqual(wanted);
  });
});
