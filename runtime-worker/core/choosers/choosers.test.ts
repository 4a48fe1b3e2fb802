import { describe, expect, test } from 'vitest';
import { parseSchedule } from '../../../shared/schedule/schedule.ts';
import { evaluate, executableOf, runDeterministic, type CaseRun } from '../../conformance/run-case.ts';
import type { Chooser } from '../chooser.ts';
import { RealClock } from '../clock.ts';
import { FifoChooser } from './fifo.ts';
import { replayOf } from './from-schedule.ts';
import { PriorityChooser } from './priority.ts';
import { RecordingChooser } from './recording.ts';
import { ReplayChooser } from './replay.ts';
import { SeededChooser } from './seeded.ts';
import { Tally } from './tally.ts';

/** A body compiled once, to be run with many choosers. */
function program(body: string): (chooser: Chooser) => CaseRun {
  const executable = executableOf(body);
  const functions = evaluate(executable);
  return (chooser) => runDeterministic(executable, functions, chooser);
}

const LOST_UPDATE = `
const seen = new Variable(0);
const wg = new WaitGroup();
for (let i = 0; i < 2; i++) {
  wg.go(async () => {
    for (let k = 0; k < 3; k++) seen.set(seen.get() + 1);
  });
}
await wg.wait();
log(seen.get());
`;

const PHILOSOPHERS = `
const forks = [0, 1, 2].map(() => new Mutex());
const wg = new WaitGroup();
for (let p = 0; p < 3; p++) {
  wg.go(async () => {
    await forks[p].lock();
    await forks[(p + 1) % 3].lock();
    forks[(p + 1) % 3].unlock();
    forks[p].unlock();
  });
}
await wg.wait();
`;

/** A message and a cancellation race; the goroutine that is left sends for ever. */
const LEAK = `
const c = chan<number>(0, 0);
const stop = chan<number>(0, 0);
go(async () => {
  await c.send(1);
});
go(async () => {
  stop.close();
});
const got = await select({ c: recv(c), stop: recv(stop) });
log(got.case);
`;

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

describe('a hundred seeds', () => {
  test('show a lost update', () => {
    const run = program(LOST_UPDATE);
    const sums = new Set(seeds(100).map((seed) => run(new SeededChooser(seed)).stdout));
    expect(sums).toContain('6\n');
    expect(sums.size).toBeGreaterThan(1);
  });

  test('show a deadlock that needs three goroutines to stop at the wrong place', () => {
    const run = program(PHILOSOPHERS);
    const ends = seeds(100).map((seed) => run(new SeededChooser(seed)).outcome.end);
    expect(new Set(ends)).toEqual(new Set(['done', 'deadlock']));
    // Rare enough to be a surprise on stage.
    expect(ends.filter((end) => end === 'deadlock').length).toBeLessThan(50);
  });

  test('show both sides of a race', () => {
    const run = program(LEAK);
    expect(new Set(seeds(100).map((seed) => run(new SeededChooser(seed)).stdout))).toEqual(
      new Set(['c\n', 'stop\n']),
    );
  });

  test('by priority, too', () => {
    const run = program(PHILOSOPHERS);
    const ends = seeds(100).map((seed) => run(new PriorityChooser(seed, 3, 30)).outcome.end);
    expect(new Set(ends)).toEqual(new Set(['done', 'deadlock']));
  });
});

test('first come first served shows none of that', () => {
  expect(program(LOST_UPDATE)(new FifoChooser()).stdout).toBe('6\n');
  expect(program(PHILOSOPHERS)(new FifoChooser()).outcome.end).toBe('done');
});

describe('a schedule', () => {
  const replay = (run: CaseRun, text: string, again: (chooser: Chooser) => CaseRun): CaseRun => {
    const parsed = parseSchedule(text);
    if (!parsed.ok) throw new Error(parsed.error.code);
    const found = replayOf(parsed.value, run.machine.digest);
    if (!found.ok) throw new Error(found.error.code);
    return again(found.value.chooser);
  };

  test('reproduces the run it was printed by', () => {
    const run = program(LOST_UPDATE);
    for (const seed of seeds(20)) {
      const first = run(new SeededChooser(seed));
      const again = replay(first, first.machine.schedule(), run);
      expect(again.stdout).toBe(first.stdout);
      expect(again.machine.schedule()).toBe(first.machine.schedule());
    }
  });

  test('is short, however long the run', () => {
    const run = program(`
      const c = chan<number>(0, 0);
      go(async () => { for (let i = 0; i < 20000; i++) await c.send(i); c.close(); });
      let sum = 0;
      for await (const v of c) sum += v;
      log(sum);
    `);
    const { machine } = run(new SeededChooser(3));
    expect(machine.chooser.taken?.count).toBeGreaterThan(20_000);
    expect(machine.schedule().length).toBeLessThan(250);
  });

  test('given outright reproduces it as well, and can be changed', () => {
    const run = program(LEAK);
    const recording = new RecordingChooser(new SeededChooser(1));
    const first = run(recording);
    const choices = recording.decisions.map(({ choice }) => choice);
    const again = run(new ReplayChooser(choices, new SeededChooser(99)));
    expect(again.stdout).toBe(first.stdout);
    expect(again.machine.chooser.taken?.checksum).toBe(first.machine.chooser.taken?.checksum);
  });

  test('of another program is refused', () => {
    const schedule = parseSchedule(program(LEAK)(new SeededChooser(1)).machine.schedule());
    if (!schedule.ok) throw new Error('unreadable');
    expect(replayOf(schedule.value, '00000000')).toEqual({ ok: false, error: { code: 'other-program' } });
  });

  test('that does not fit is noticed, with the decision, instead of run on', () => {
    const run = program(LEAK);
    expect(run(new ReplayChooser([99], new SeededChooser(1))).outcome).toEqual({
      end: 'failed',
      message: 'diverged at decision 0: choice 99 of 2 options',
    });
    const { taken } = run(new SeededChooser(1)).machine.chooser;
    const shorter = { count: 1, checksum: 0, checkpoints: [], stride: 256 };
    expect(run(new ReplayChooser([], new SeededChooser(1), shorter)).outcome).toMatchObject({
      message: 'diverged at decision 1: the recorded run took 1 decisions',
    });
    const otherSum = { ...(taken ?? shorter), checksum: 1 };
    expect(run(new ReplayChooser([], new SeededChooser(1), otherSum)).outcome).toMatchObject({
      message: expect.stringContaining('the checksums differ'),
    });
  });

  test('keeps what a real clock read', () => {
    const body = `
      const start = now();
      const early = after(5);
      const late = after(9);
      log((await select({ early: recv(early), late: recv(late) })).case, now() > start);
    `;
    const executable = executableOf(body);
    const functions = evaluate(executable);
    let nanos = 0;
    const clock = new RealClock(() => (nanos += 1_000_000), true);
    const first = runDeterministic(executable, functions, new SeededChooser(2), { clock });
    const parsed = parseSchedule(first.machine.schedule());
    if (!parsed.ok) throw new Error(parsed.error.code);
    expect(parsed.value.readings.length).toBeGreaterThan(0);
    const found = replayOf(parsed.value, executable.digest);
    if (!found.ok) throw new Error(found.error.code);
    const again = runDeterministic(executable, functions, found.value.chooser, { clock: found.value.clock });
    expect(again.stdout).toBe(first.stdout);
    expect(again.machine.clock.now).toBe(first.machine.clock.now);
  });
});

test('a tally keeps at most seventeen checkpoints, at even distances', () => {
  const tally = new Tally();
  for (let at = 0; at < 1_000_000; at++) tally.add(0, 2, at & 1);
  expect(tally.checkpoints.length).toBeLessThanOrEqual(16);
  expect(tally.checkpoints.length).toBe(Math.floor(tally.count / tally.stride));
});
