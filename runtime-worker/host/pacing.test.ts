import { describe, expect, test } from 'vitest';
import { Inbox } from '../parallel/doorbell.ts';
import { Layout, SharedMemory } from '../parallel/memory.ts';
import { Pacing } from './pacing.ts';
import { PAUSE, reserveWorkers, RUN, STOP, WorkerControl } from './run-memory.ts';

/** A machine that counts its slices, and a worker that says which requests it has answered by resting. */
function worker() {
  const layout = new Layout();
  const [words] = reserveWorkers(layout, 1, 0);
  if (words === undefined) throw new Error('a worker has words');
  const memory = new SharedMemory(new SharedArrayBuffer(layout.end * 4));
  const control = new WorkerControl(memory, words);
  const machine = {
    step: 0,
    run(slices: number) {
      machine.step += slices;
      return 'more' as const;
    },
    setStepping() {},
    stop() {},
  };
  const answered: number[] = [];
  const pacing = new Pacing(machine, control, new Inbox(memory, words.inbox), (asked) =>
    answered.push(asked),
  );
  return { control, machine, pacing, answered };
}

describe('a request is answered once the worker rests', () => {
  test('a pause', () => {
    const { control, machine, pacing, answered } = worker();
    pacing.run(10);
    control.command(PAUSE);
    pacing.run(10);
    expect(machine.step).toBe(10);
    expect(answered).toEqual([control.asked]);
  });

  test('a pause after a resume that the worker never noticed', () => {
    const { control, pacing, answered } = worker();
    control.command(PAUSE);
    pacing.run(10);
    control.command(RUN);
    control.command(PAUSE);
    pacing.run(10);
    expect(answered).toEqual([1, 3]);
  });

  test('steps: when all of them are taken', () => {
    const { control, machine, pacing, answered } = worker();
    control.command(PAUSE);
    pacing.run(10);
    control.grant(2);
    pacing.run(10);
    pacing.run(10);
    expect(answered).toEqual([1]);
    pacing.run(10);
    expect(machine.step).toBe(2);
    expect(answered).toEqual([1, 2]);
  });
});

test('in the middle of a slice a granted step lets the goroutine go on', () => {
  const { control, pacing, answered } = worker();
  control.command(PAUSE);
  control.grant(1);
  pacing.hold();
  expect(answered).toEqual([]);
});

test('a stop ends the run, paused or not', () => {
  const { control, pacing } = worker();
  control.command(PAUSE);
  control.command(STOP);
  expect(pacing.run(10)).toBe('ended');
});
