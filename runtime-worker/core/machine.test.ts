import { describe, expect, test } from 'vitest';
import { evaluate, executableOf, runDeterministic } from '../conformance/run-case.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import type { Chooser } from './chooser.ts';
import { FifoChooser } from './choosers/fifo.ts';
import { SeededChooser } from './choosers/seeded.ts';
import { RealClock, VirtualClock } from './clock.ts';
import { load } from './load.ts';
import { Machine, type MachineOptions } from './machine.ts';

interface Watched {
  readonly machine: Machine;
  readonly printed: () => string;
}

function machineOf(body: string, options: Partial<MachineOptions> = {}): Watched {
  const executable = executableOf(body);
  let text = '';
  const machine = new Machine({
    clock: new VirtualClock(),
    chooser: new FifoChooser(),
    recorder: null,
    print: (words) => {
      text += words;
    },
    driver: new ResumableDriver(),
    ...options,
  });
  load(machine, executable, evaluate(executable));
  return { machine, printed: () => text };
}

const WORK = `
const c = chan<number>(1, 0);
const seen = new Variable(0);
const wg = new WaitGroup();
for (let i = 0; i < 3; i++) {
  wg.go(async () => {
    for (let k = 0; k < 4; k++) {
      await c.send(k);
      seen.set(seen.get() + 1);
    }
  });
}
go(async () => {
  await wg.wait();
  c.close();
});
let sum = 0;
for await (const v of c) sum += v;
log(sum, seen.get());
`;

test('a program prints the same addresses, whatever ran on this thread before it', () => {
  const printed = (body: string): string => {
    const { machine, printed: text } = machineOf(body);
    machine.run(1_000_000);
    return text();
  };
  const first = printed('log(chan<number>(0, 0));');
  expect(first).toMatch(/^0xc[0-9a-f]+\n$/);
  expect(printed('log(chan<number>(0, 0));')).toBe(first);
});

describe('single steps', () => {
  test('do one visible operation at a time and change nothing about the schedule', () => {
    for (let seed = 0; seed < 30; seed++) {
      const make = (): Chooser => new SeededChooser(seed);
      const whole = machineOf(WORK, { chooser: make() });
      whole.machine.run(1_000_000);
      const stepped = machineOf(WORK, { chooser: make() });
      stepped.machine.setStepping(true);
      let steps = 0;
      while (stepped.machine.run(1) !== 'ended') steps++;
      expect(stepped.printed()).toBe(whole.printed());
      expect(stepped.machine.schedule()).toBe(whole.machine.schedule());
      expect(steps).toBeGreaterThan(whole.machine.step);
    }
  });

  test('can begin and end anywhere', () => {
    for (let seed = 0; seed < 30; seed++) {
      const whole = machineOf(WORK, { chooser: new SeededChooser(seed) });
      whole.machine.run(1_000_000);
      const mixed = machineOf(WORK, { chooser: new SeededChooser(seed) });
      for (let turn = 0; mixed.machine.run(1 + (turn % 5)) !== 'ended'; turn++)
        mixed.machine.setStepping(turn % 3 === 0);
      expect(mixed.machine.schedule()).toBe(whole.machine.schedule());
    }
  });
});

test('single steps do not change when a spinning program lets time pass', () => {
  const body = `
    let turns = 0;
    let over = false;
    afterTime(1, () => { over = true; });
    go(async () => { while (!over) await gosched(); });
    while (!over) { await gosched(); turns++; }
    log(turns, now());
  `;
  const whole = machineOf(body, { chooser: new SeededChooser(1) });
  whole.machine.run(1_000_000);
  const stepped = machineOf(body, { chooser: new SeededChooser(1) });
  for (let turn = 0; stepped.machine.run(100) !== 'ended'; turn++)
    stepped.machine.setStepping(turn % 2 === 0);
  expect(stepped.printed()).toBe(whole.printed());
  expect(stepped.machine.schedule()).toBe(whole.machine.schedule());
});

describe('the control word', () => {
  const SPIN = `
    let turns = 0;
    for (;;) turns++;
  `;

  test('stops a loop that never waits', () => {
    const control = new Int32Array(1);
    const { machine } = machineOf(SPIN, { control });
    expect(machine.run(5)).toBe('more');
    control[0] = 2;
    expect(machine.run(5)).toBe('ended');
    expect(machine.outcome).toEqual({ end: 'stopped' });
  });

  test('pauses between slices and within loops, and the run goes on as if nothing had been', () => {
    const body = `
      let sum = 0;
      go(async () => { for (let i = 0; i < 100000; i++) sum++; });
      for (let i = 0; i < 100000; i++) { sum++; }
      await gosched();
      log(sum);
    `;
    const whole = machineOf(body, { chooser: new SeededChooser(4) });
    whole.machine.run(1_000_000);
    const control = new Int32Array(1);
    const paused = machineOf(body, { chooser: new SeededChooser(4), control });
    for (let turn = 0; ; turn++) {
      control[0] = turn % 2;
      if (paused.machine.run(3) === 'ended') break;
    }
    expect(paused.printed()).toBe(whole.printed());
    expect(paused.machine.schedule()).toBe(whole.machine.schedule());
  });
});

describe('a machine that is one of several', () => {
  test('asks before it ends, and can be given more to do', () => {
    let asked = 0;
    const { machine } = machineOf('await chan<number>(0, 0).recv();', {
      idle: () => {
        asked++;
      },
    });
    expect(machine.run(100)).toBe('outside');
    expect([asked, machine.outcome]).toEqual([1, null]);
    const [main] = machine.goroutines();
    if (main !== undefined) machine.ready(main, 7, true);
    expect(machine.run(100)).toBe('ended');
    expect(machine.outcome).toEqual({ end: 'done' });
  });
});

test('a real clock sleeps until the next timer', () => {
  let nanos = 0;
  const { machine, printed } = machineOf(`await sleep(20); log(now());`, {
    clock: new RealClock(() => nanos),
  });
  expect(machine.run(100)).toBe('sleeping');
  expect(machine.nextTimer()).toBe(20_000_000);
  nanos = 19_000_000;
  expect(machine.run(100)).toBe('sleeping');
  nanos = 21_000_000;
  expect(machine.run(100)).toBe('ended');
  expect(printed()).toBe('21\n');
});

test('a promise that is none of ours gets a turn of the event loop before time moves', () => {
  const { machine, printed } = machineOf(`
    let release = (value: number): void => {};
    go(async () => {
      await sleep(5);
      release(7);
    });
    log(await { then(resolve: (value: number) => void) { release = resolve; } }, now());
  `);
  expect(machine.run(100)).toBe('outside');
  expect(machine.clock.now).toBe(0);
  expect(machine.run(100)).toBe('ended');
  expect(printed()).toBe('7 5\n');
});

test('a fatal error passes catch and finally by (PN-14)', () => {
  const executable = executableOf(`
    try {
      new Mutex().unlock();
    } catch (e) {
      log('must not print', e);
    } finally {
      log('must not print');
    }
  `);
  const { outcome, stdout } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  expect([outcome.end, stdout]).toEqual(['fatal', '']);
});

test('goexit passes catch by, and runs finally', () => {
  const executable = executableOf(`
    go(async () => {
      try {
        goexit();
      } catch (e) {
        log('must not print', e);
      } finally {
        log('finally');
      }
    });
    await sleep(1);
    log(numGoroutine());
  `);
  const { stdout } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  expect(stdout).toBe('finally\n1\n');
});

test('a panic says where it happened and what it was called from', () => {
  const executable = executableOf(`async function inner(): Promise<void> {
  await sleep(1);
  panic('here');
}
await inner();
`);
  const { outcome } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  expect(outcome).toMatchObject({
    end: 'panic',
    goroutine: { id: 1, frames: [{ origin: { line: 3 } }, { func: 'main', origin: { line: 5 } }] },
  });
});

test('a deadlock reports every frame, innermost first', () => {
  const executable = executableOf(`async function inner(c: RecvChan<number>): Promise<number> {
  return await c.recv();
}
async function outer(): Promise<number> {
  return (await inner(chan<number>(0, 0))) + 1;
}
await outer();
`);
  const { outcome } = runDeterministic(executable, evaluate(executable), new FifoChooser());
  expect(outcome).toMatchObject({
    goroutines: [
      { frames: [{ origin: { line: 2 } }, { origin: { line: 5 } }, { func: 'main', origin: { line: 7 } }] },
    ],
  });
});
