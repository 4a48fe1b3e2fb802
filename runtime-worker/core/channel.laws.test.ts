import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ResumableDriver } from '../drivers/resumable.ts';
import { bindings } from './bindings.ts';
import { Channel } from './channel.ts';
import type { Chooser } from './chooser.ts';
import { FifoChooser } from './choosers/fifo.ts';
import { PriorityChooser } from './choosers/priority.ts';
import { SeededChooser } from './choosers/seeded.ts';
import { VirtualClock } from './clock.ts';
import type { GoFunction } from './goroutine.ts';
import { checkInvariants } from './invariants.ts';
import { Machine } from './machine.ts';
import { TRACE, type Recorder } from './recorder.ts';

/** Random programs of sends, receives, closes and selects, against a model of Go's channel that fits on a page. */

type Step =
  | { readonly do: 'send' | 'recv'; readonly channel: number }
  | { readonly do: 'close'; readonly channel: number }
  | {
      readonly do: 'select';
      readonly cases: readonly { send: boolean; channel: number }[];
      readonly hasDefault: boolean;
    };

interface ChannelProgram {
  readonly capacities: readonly number[];
  readonly goroutines: readonly (readonly Step[])[];
  readonly seed: number;
}

const channel = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('send' as const, 'recv' as const), channel }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), channel }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('select' as const),
      cases: fc.array(fc.record({ send: fc.boolean(), channel }), { maxLength: 4 }),
      hasDefault: fc.boolean(),
    }),
  },
);
const programs: fc.Arbitrary<ChannelProgram> = fc.record({
  capacities: fc.tuple(...[0, 1, 2].map(() => fc.nat({ max: 2 }))),
  goroutines: fc.array(fc.array(step, { maxLength: 7 }), { minLength: 1, maxLength: 5 }),
  seed: fc.nat(),
});

/** What a goroutine saw. */
type Seen =
  | { readonly saw: 'sent'; readonly channel: number; readonly value: number }
  | { readonly saw: 'received'; readonly channel: number; readonly value: number; readonly ok: boolean }
  | { readonly saw: 'closed'; readonly channel: number }
  | { readonly saw: 'default' };

const { $rt } = bindings;
const PARK: unknown = bindings.PARK;

/** Runs a goroutine's steps, as compiled code would. */
function* body(
  steps: readonly Step[],
  channels: readonly Channel<number>[],
  nextValue: () => number,
  see: (seen: Seen) => void,
): Generator<unknown, void, unknown> {
  let $t: unknown;
  for (const one of steps) {
    if (one.do === 'select') {
      const values = one.cases.map(() => nextValue());
      $rt.selectBegin(one.cases.length);
      one.cases.forEach((option, at) => {
        if (option.send) $rt.selectSend(at, channels[option.channel], values[at]);
        else $rt.selectRecv(at, channels[option.channel]);
      });
      const chosen = (($t = $rt.select(one.hasDefault)) === PARK ? yield : $t) as number;
      const taken = one.cases[chosen];
      if (taken === undefined) see({ saw: 'default' });
      else if (taken.send) see({ saw: 'sent', channel: taken.channel, value: values[chosen] ?? -1 });
      else see({ saw: 'received', channel: taken.channel, value: $rt.value as number, ok: $rt.ok });
      continue;
    }
    const target = channels[one.channel] as Channel<number>;
    if (one.do === 'close') {
      target.close();
      see({ saw: 'closed', channel: one.channel });
    } else if (one.do === 'send') {
      const value = nextValue();
      if (($t = target.send(value)) === PARK) yield;
      see({ saw: 'sent', channel: one.channel, value });
    } else {
      const value = (($t = target.recv()) === PARK ? yield : $t) as number;
      see({ saw: 'received', channel: one.channel, value, ok: $rt.ok });
    }
  }
}

/** The model: what Go's specification says of a channel, told by the order in which values move. */
class Model {
  readonly inside: number[] = [];
  sent = 0;
  taken = 0;
  closed = false;
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  send(message: number, length: number): void {
    expect(this.closed).toBe(false);
    expect(message).toBe(this.sent++);
    this.inside.push(message);
    expect(length).toBeLessThanOrEqual(this.capacity);
  }

  receive(message: number): void {
    // First in, first out (CH-5).
    expect(message).toBe(this.inside.shift());
    this.taken++;
  }
}

function run(
  program: ChannelProgram,
  chooser: Chooser,
  look: (channels: readonly Channel<number>[]) => void = () => {},
): { readonly machine: Machine; readonly seen: Seen[][] } {
  const events: [kind: number, goroutine: number, a: number, b: number, c: number][] = [];
  const recorder: Recorder = {
    record: (...event) => void events.push(event),
    recordNaming: (...event) => void events.push(event),
    recordPassing: (sender, receiver, channel, sent, taken) =>
      void events.push([TRACE.send, sender, channel, sent, 0], [TRACE.receive, receiver, channel, taken, 0]),
    text: () => 0,
  };
  const machine = new Machine({
    clock: new VirtualClock(),
    chooser,
    recorder,
    print: () => {},
    driver: new ResumableDriver(),
  });
  const channels = program.capacities.map((capacity) => new Channel<number>(capacity, 0));
  const models = new Map(channels.map((one) => [one.id, new Model(one.capacity)]));
  let values = 0;
  const seen: Seen[][] = program.goroutines.map(() => []);
  program.goroutines.forEach((steps, at) => {
    const bodyOf = (): unknown =>
      body(
        steps,
        channels,
        () => ++values,
        (what) => void seen[at]?.push(what),
      );
    machine.start(bodyOf as GoFunction, null, null, at, null);
  });
  const follow = (): void => {
    for (const [kind, , a, b, c] of events.splice(0)) {
      const model = models.get(a);
      if (model === undefined) continue;
      if (kind === TRACE.send) model.send(b, c);
      else if (kind === TRACE.receive) model.receive(b);
      else if (kind === TRACE.close) model.closed = true;
      else if (kind === TRACE['receive-closed']) expect(model.closed).toBe(true);
    }
    for (const one of channels) {
      const model = models.get(one.id);
      expect(one.len).toBe(model?.inside.length);
      expect(one.closed).toBe(model?.closed);
    }
  };
  let state = 'more';
  while (state === 'more') {
    state = machine.run(1);
    follow();
    if (machine.outcome?.end !== 'panic') checkInvariants(machine, channels);
    look(channels);
  }
  return { machine, seen };
}

const choosers: readonly [name: string, make: (seed: number) => Chooser][] = [
  ['first come first served', (seed) => new FifoChooser(seed)],
  ['seeded', (seed) => new SeededChooser(seed)],
  ['by priority', (seed) => new PriorityChooser(seed, 2, 20)],
];

for (const [name, make] of choosers) {
  test(`a channel is what the specification says, ${name}`, () => {
    fc.assert(
      fc.property(programs, (program) => {
        const { machine, seen } = run(program, make(program.seed));
        const all = seen.flat();
        const received = all.flatMap((one) => (one.saw === 'received' && one.ok ? [one.value] : []));
        const sent = all.flatMap((one) => (one.saw === 'sent' ? [one.value] : []));
        // Nothing is received twice, and nothing that was not sent, or is being sent by who has not gone on yet.
        expect(new Set(received).size).toBe(received.length);
        for (const value of sent) expect(value).toBeGreaterThan(0);
        for (const one of all) if (one.saw === 'received' && !one.ok) expect(one.value).toBe(0);
        // Ends: every goroutine returned, or none of those left can go on, or one of them panicked.
        const end = machine.outcome?.end;
        expect(['done', 'deadlock', 'panic']).toContain(end);
        if (end === 'panic') {
          const [line] = machine.outcome?.end === 'panic' ? machine.outcome.chain : [];
          expect(['send on closed channel', 'close of closed channel']).toContain(line?.text);
        }
        if (end === 'deadlock') expect(machine.live).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
}

test('the same seed gives the same run', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const [one, other] = [1, 2].map(() => run(program, new SeededChooser(program.seed)));
      expect(one?.seen).toEqual(other?.seen);
      expect(one?.machine.schedule()).toBe(other?.machine.schedule());
    }),
    { numRuns: 100 },
  );
});

/** One select that offers both ends of channel 0, and other goroutines that use it in every way. */
const bothEnds: fc.Arbitrary<ChannelProgram> = fc.record({
  capacities: fc.constant([0, 0, 0]),
  goroutines: fc
    .tuple(fc.nat({ max: 2 }), fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 4 }))
    .map(([selects, others]) => [
      ...Array.from({ length: selects + 1 }, (): readonly Step[] => [BOTH_ENDS, BOTH_ENDS]),
      ...others,
    ]),
  seed: fc.nat(),
});

const BOTH_ENDS: Step = {
  do: 'select',
  cases: [
    { send: true, channel: 0 },
    { send: false, channel: 0 },
  ],
  hasDefault: false,
};

test('a select may wait on both ends of one unbuffered channel, and never meets itself (SE-9)', () => {
  let waited = 0;
  const look = ([channel]: readonly Channel<number>[]): void => {
    const [sender, receiver] = [channel?.firstSender, channel?.firstReceiver];
    if (sender === null || sender === undefined || receiver === null || receiver === undefined) return;
    waited++;
    expect(sender.goroutine).toBe(receiver.goroutine);
  };
  fc.assert(
    fc.property(bothEnds, (program) => {
      const { machine, seen } = run(program, new SeededChooser(program.seed), look);
      // Who received a value is not who sent it.
      seen.forEach((mine) => {
        const sent = mine.flatMap((one) => (one.saw === 'sent' ? [one.value] : []));
        for (const one of mine) if (one.saw === 'received' && one.ok) expect(sent).not.toContain(one.value);
      });
      expect(['done', 'deadlock', 'panic']).toContain(machine.outcome?.end);
    }),
    { numRuns: 300 },
  );
  expect(waited).toBeGreaterThan(100);
});
