import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ResumableDriver } from '../../drivers/resumable.ts';
import { bindings } from '../bindings.ts';
import type { Chooser } from '../chooser.ts';
import { FifoChooser } from '../choosers/fifo.ts';
import { PriorityChooser } from '../choosers/priority.ts';
import { SeededChooser } from '../choosers/seeded.ts';
import { VirtualClock } from '../clock.ts';
import type { GoFunction } from '../goroutine.ts';
import { checkInvariants } from '../invariants.ts';
import { Machine } from '../machine.ts';
import { Mutex } from './mutex.ts';
import { RWMutex } from './rwmutex.ts';

/** Random programs that lock, give way or sleep inside, and unlock, against models of Mutex and RWMutex. */

interface Section {
  readonly lock: number;
  /** For reading, where the lock is an RWMutex. */
  readonly shared: boolean;
  readonly attempt: boolean;
  readonly inside: 'nothing' | 'gosched' | 'sleep';
}

const section: fc.Arbitrary<Section> = fc.record({
  lock: fc.nat({ max: 2 }),
  shared: fc.boolean(),
  attempt: fc.boolean(),
  inside: fc.constantFrom('nothing', 'gosched', 'sleep'),
});

const programs = fc.record({
  /** Each goroutine's sections, one after the other. */
  goroutines: fc.array(fc.array(section, { maxLength: 6 }), { minLength: 1, maxLength: 6 }),
  seed: fc.nat(),
});

const { PARK, gosched, sleep } = bindings;
const parked = (value: unknown): boolean => value === PARK;

/** Who is inside a lock. */
class LockModel {
  readers = 0;
  writers = 0;
  /** Have called lock and not got it yet. */
  coming = 0;

  enter(shared: boolean): void {
    if (shared) this.readers++;
    else this.writers++;
    expect(this.writers).toBeLessThanOrEqual(1);
    expect(this.writers === 1 && this.readers > 0).toBe(false);
  }

  leave(shared: boolean): void {
    if (shared) this.readers--;
    else this.writers--;
  }
}

function* sections(
  list: readonly Section[],
  locks: readonly (Mutex | RWMutex)[],
  models: readonly LockModel[],
): Generator<unknown, void, unknown> {
  for (const one of list) {
    const lock = locks[one.lock] as Mutex | RWMutex;
    const model = models[one.lock] as LockModel;
    const shared = one.shared && lock instanceof RWMutex;
    if (one.attempt) {
      const got = shared ? (lock as RWMutex).tryRLock() : lock.tryLock();
      if (!got) {
        // A failed attempt has its reason: somebody is inside, or on the way in (MU-4, RW-7).
        expect(model.readers + model.writers + model.coming).toBeGreaterThan(0);
        continue;
      }
    } else {
      model.coming++;
      if (parked(shared ? (lock as RWMutex).rLock() : lock.lock())) yield;
      model.coming--;
    }
    model.enter(shared);
    if (one.inside === 'gosched' && parked(gosched())) yield;
    if (one.inside === 'sleep' && parked(sleep(1.5))) yield;
    model.leave(shared);
    if (shared) (lock as RWMutex).rUnlock();
    else lock.unlock();
  }
}

const choosers: readonly [name: string, make: (seed: number) => Chooser][] = [
  ['first come first served', (seed) => new FifoChooser(seed)],
  ['seeded', (seed) => new SeededChooser(seed)],
  ['by priority', (seed) => new PriorityChooser(seed, 2, 30)],
];

for (const [name, make] of choosers) {
  test(`locks exclude, and everybody gets in, ${name}`, () => {
    fc.assert(
      fc.property(programs, ({ goroutines, seed }) => {
        const machine = new Machine({
          clock: new VirtualClock(),
          chooser: make(seed),
          recorder: null,
          print: () => {},
          driver: new ResumableDriver(),
        });
        const locks = [new Mutex(), new RWMutex(), new RWMutex()];
        const models = locks.map(() => new LockModel());
        goroutines.forEach((list, at) => {
          const body = (): unknown => sections(list, locks, models);
          machine.start(body as GoFunction, null, null, at, null);
        });
        while (machine.run(1) === 'more') checkInvariants(machine, locks);
        expect(machine.outcome).toEqual({ end: 'done' });
        for (const model of models) expect(model.readers + model.writers).toBe(0);
        for (const lock of locks) expect(lock.state.waiting).toBe(0);
      }),
      { numRuns: 400 },
    );
  });
}

test('a writer that has called lock goes before every reader that comes later (RW-2)', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat(), (before, behind, seed) => {
      const machine = new Machine({
        clock: new VirtualClock(),
        chooser: new SeededChooser(seed),
        recorder: null,
        print: () => {},
        driver: new ResumableDriver(),
      });
      const lock = new RWMutex();
      const order: string[] = [];
      const visit = (at: number, name: string, shared: boolean): GoFunction =>
        function* (): Generator<unknown, void, unknown> {
          if (parked(sleep(at))) yield;
          if (parked(shared ? lock.rLock() : lock.lock())) yield;
          order.push(name);
          if (parked(sleep(10))) yield;
          if (shared) lock.rUnlock();
          else lock.unlock();
        };
      // The readers are in before the writer comes; the others come while it waits for them.
      for (let at = 0; at <= before; at++) machine.start(visit(1, 'early', true), null, null, at, null);
      machine.start(visit(2, 'writer', false), null, null, 50, null);
      for (let at = 0; at < behind; at++) machine.start(visit(3, 'late', true), null, null, 100 + at, null);
      machine.run(10_000);
      expect(machine.outcome).toEqual({ end: 'done' });
      expect(order.indexOf('writer')).toBe(before + 1);
    }),
    { numRuns: 100 },
  );
});
