import { describe, expect, test } from 'vitest';
import { objectId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import { bindings } from './bindings.ts';
import { FifoChooser } from './choosers/fifo.ts';
import { VirtualClock } from './clock.ts';
import type { GoFunction } from './goroutine.ts';
import { load, type LoadOptions } from './load.ts';
import { Machine } from './machine.ts';
import { TRACE } from './recorder.ts';

const base = { node: null, edge: null } as const;
const objects: readonly ObjectDecl[] = [
  {
    ...base,
    id: objectId('c'),
    name: 'jobs',
    kind: 'chan',
    elem: 'number',
    capacity: 1,
    zero: -1,
    senders: 2,
  },
  { ...base, id: objectId('mu'), name: 'mu', kind: 'mutex' },
  { ...base, id: objectId('cond'), name: 'ready', kind: 'cond', locker: objectId('mu') },
  { ...base, id: objectId('v'), name: 'seen', kind: 'variable', type: 'number[]', initial: [1] },
  { ...base, id: objectId('ctx'), name: 'stop', kind: 'context', parent: null, form: { is: 'cancel' } },
  { ...base, id: objectId('tick'), name: 'tick', kind: 'ticker', period: 10 },
];

type Entry = Executable['goroutines'][number];

const entry = (name: string, more: Partial<Entry> = {}): Entry => ({
  node: `node-${name}`,
  name,
  replicas: 1,
  main: false,
  worker: null,
  args: [],
  closes: [],
  ...more,
});

function start(goroutines: readonly Entry[], functions: readonly unknown[], options: LoadOptions = {}) {
  const printed: string[] = [];
  const events: [kind: number, ...words: number[]][] = [];
  const texts: string[] = [];
  const machine = new Machine({
    clock: new VirtualClock(),
    chooser: new FifoChooser(),
    recorder: {
      record: (...event) => void events.push(event),
      recordNaming: (...event) => void events.push(event),
      recordPassing: (sender, receiver, channel, sent, taken) =>
        void events.push(
          [TRACE.send, sender, channel, sent, 0],
          [TRACE.receive, receiver, channel, taken, 0],
        ),
      text: (text) => texts.push(text) - 1,
    },
    print: (text) => void printed.push(text.trimEnd()),
    driver: new ResumableDriver(),
  });
  const executable: Executable = {
    name: 'test',
    code: '',
    objects,
    goroutines,
    inputs: [],
    sites: [null],
    positions: [],
    digest: '00000000',
  };
  load(machine, executable, functions as readonly GoFunction[], options);
  return { machine, printed, events, texts };
}

const { log, PARK } = bindings;
interface Port {
  send(value: number): unknown;
  recv(): unknown;
}

describe('load', () => {
  test('gives objects the names and numbers of the table', () => {
    const { machine, events, texts } = start([], []);
    expect(machine.objectTable.map((object) => (object as { name: string }).name)).toEqual([
      'jobs',
      'mu',
      'ready',
      'seen',
      'stop',
      'tick',
    ]);
    const recorded = events.filter(([kind, , id]) => kind === TRACE.object && (id ?? 0) < 100);
    expect(recorded.map(([, , id, name, capacity]) => [id, texts[name ?? -1], capacity])).toEqual([
      [0, 'jobs', 1],
      [1, 'mu', 0],
      [2, 'ready', 0],
      [3, 'seen', 0],
      [4, 'stop', 0],
      [5, 'tick', 0],
    ]);
  });

  test('starts main first, numbered 1, and the others as its children in order', () => {
    const note = (self: { name: string; index: number; replicas: number }): void =>
      log(self.name, self.index, self.replicas);
    const { machine, printed } = start(
      [entry('worker', { replicas: 2 }), entry('main', { main: true }), entry('last')],
      [note, note, note],
    );
    expect([...machine.goroutines()].map((one) => [one.id, one.path(), one.name(), one.node()])).toEqual([
      [1, '0', 'main', 'node-main'],
      [2, '0.1', 'worker[0]', 'node-worker'],
      [3, '0.2', 'worker[1]', 'node-worker'],
      [4, '0.3', 'last', 'node-last'],
    ]);
    machine.run(100);
    // The program is over when main is.
    expect(printed).toEqual(['main 0 1']);
  });

  test('without main, the program ends when everybody has; the channel closes after its last sender', () => {
    function* sender(_self: unknown, c: Port): Generator<unknown, void, unknown> {
      if (c.send(5) === PARK) yield;
    }
    function* receiver(_self: unknown, c: Port): Generator<unknown, void, unknown> {
      for (let got = 0; got < 3; got++) {
        let value = c.recv();
        if (value === PARK) value = yield;
        log(value, bindings.$rt.ok);
      }
    }
    const { machine, printed } = start(
      [
        entry('sender', { replicas: 2, args: [objectId('c')], closes: [objectId('c')] }),
        entry('receiver', { args: [objectId('c')] }),
      ],
      [sender, receiver],
    );
    machine.run(100);
    expect(machine.outcome).toEqual({ end: 'done' });
    expect(printed).toEqual(['5 true', '5 true', '-1 false']);
  });

  test('an unwired port is a nil channel, and one with many wires an array', () => {
    const { machine, printed } = start(
      [entry('main', { main: true, args: [null, [objectId('c'), objectId('c')]] })],
      [
        (_self: unknown, none: { cap: number }, many: readonly { cap: number }[]) =>
          log(none.cap, many.length, many[1]?.cap),
      ],
    );
    machine.run(100);
    expect(printed).toEqual(['0 2 1']);
  });

  test('every run has its own initial values', () => {
    const change = (_self: unknown, seen: { get(): number[] }): void => {
      seen.get().push(2);
      log(seen.get());
    };
    for (let times = 0; times < 2; times++) {
      const { machine, printed } = start([entry('main', { main: true, args: [objectId('v')] })], [change]);
      machine.run(100);
      expect(printed).toEqual(['[1 2]']);
    }
  });

  test('takes objects of another kind, and leaves goroutines to others, with the same spawn paths', () => {
    const other = { name: 'jobs', id: 0, shared: true };
    const { machine } = start(
      [entry('main', { main: true }), entry('worker', { replicas: 3 })],
      [() => {}, () => {}],
      {
        makeObject: (decl) => (decl.kind === 'chan' ? other : null),
        isHere: (_entry, index, replica) => index === 1 && replica !== 1,
      },
    );
    expect(machine.objectTable[0]).toBe(other);
    expect([...machine.goroutines()].map((one) => one.path())).toEqual(['0.1', '0.3']);
  });

  test('a button cancels the context it is wired to, and nothing else', () => {
    const { machine } = start([entry('main', { main: true })], [() => {}]);
    const ctx = machine.objectTable[4] as { err(): Error | null };
    expect([machine.signal(0), machine.signal(99), ctx.err()]).toEqual([false, false, null]);
    expect(machine.signal(4)).toBe(true);
    expect(ctx.err()?.message).toBe('context canceled');
  });
});
