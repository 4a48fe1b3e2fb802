import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectId } from '../../shared/base/ids.ts';
import type { EntryDecl, Executable } from '../../shared/ir/executable.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';
import { place, type Placement } from './placement.ts';

const object = (name: string, kind: 'mutex' | 'errgroup' | 'cond' = 'mutex'): ObjectDecl => {
  const base = { id: objectId(name), name, node: null, edge: null };
  return kind === 'cond' ? { ...base, kind, locker: objectId('mu') } : { ...base, kind };
};

const entry = (name: string, more: Partial<EntryDecl> & { uses?: readonly string[] } = {}): EntryDecl => {
  const { uses = [], ...rest } = more;
  return {
    node: name,
    name,
    replicas: 1,
    main: false,
    worker: null,
    args: uses.map(objectId),
    closes: [],
    ...rest,
  };
};

const placed = (objects: ObjectDecl[], goroutines: EntryDecl[], workers: number): Placement => {
  const result = place({ objects, goroutines } as Pick<Executable, 'objects' | 'goroutines'>, workers);
  if (!result.ok) throw new Error(result.why);
  return result.placement;
};

test('main is on worker 0, pinned blocks where they are pinned, replicas where least is', () => {
  const { workerOf } = placed(
    [],
    [entry('w', { replicas: 4 }), entry('m', { main: true }), entry('p', { worker: 2, replicas: 2 })],
    3,
  );
  expect(workerOf).toEqual([[1, 0, 1, 0], [0], [2, 2]]);
});

test('neighbours that share a channel go to one worker, and no worker is left without work', () => {
  const names = ['ab', 'cd', 'all'];
  const { workerOf } = placed(
    names.map((name) => object(name)),
    [
      entry('a', { uses: ['ab', 'all'] }),
      entry('c', { uses: ['cd', 'all'] }),
      entry('b', { uses: ['ab', 'all'] }),
      entry('d', { uses: ['cd', 'all'] }),
    ],
    2,
  );
  const [a, c, b, d] = workerOf.map(([worker]) => worker);
  expect([a === b, c === d, a === c]).toEqual([true, true, false]);
});

test('no more workers than goroutines', () => {
  expect(placed([], [entry('m', { main: true }), entry('w')], 8).workers).toBe(2);
});

test('an object is shared when goroutines of several workers use it, and what it is made of with it', () => {
  const { users } = placed(
    [object('mu'), object('c', 'cond'), object('own')],
    [entry('m', { main: true, uses: ['c', 'own'] }), entry('w', { uses: ['c'] })],
    2,
  );
  expect(users).toEqual([[0, 1], [0, 1], [0]]);
});

test('users of one errgroup stay together, also by way of a second one', () => {
  const { workerOf } = placed(
    [object('g', 'errgroup'), object('h', 'errgroup')],
    [
      entry('a', { uses: ['g'], replicas: 3 }),
      entry('b', { uses: ['g', 'h'] }),
      entry('c', { uses: ['h'] }),
      entry('d', { replicas: 2 }),
    ],
    4,
  );
  expect(new Set(workerOf.slice(0, 3).flat()).size).toBe(1);
});

test('whatever the program, every replica has a worker that exists, and users are who uses', () => {
  const anEntry = fc.record({
    replicas: fc.integer({ min: 1, max: 5 }),
    worker: fc.option(fc.nat(9)),
    uses: fc.subarray(['a', 'b', 'c']),
  });
  fc.assert(
    fc.property(
      fc.array(anEntry, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 6 }),
      (entries, workers) => {
        const goroutines = entries.map((one, i) =>
          entry(`g${i}`, { ...one, main: i === 0, replicas: i === 0 ? 1 : one.replicas }),
        );
        const result = placed([object('a'), object('b'), object('c')], goroutines, workers);
        result.workerOf.forEach((of, i) => {
          expect(of.length).toBe(goroutines[i]?.replicas);
          for (const worker of of) expect(worker).toBeLessThan(result.workers);
          for (const [at, name] of ['a', 'b', 'c'].entries()) {
            if (entries[i]?.uses.includes(name))
              expect(result.users[at]).toEqual(expect.arrayContaining([...new Set(of)]));
          }
        });
        expect(result.workerOf[0]).toEqual([0]);
        // Where nothing is pinned elsewhere, everybody gets work.
        if (entries.slice(1).every(({ worker }) => worker === null))
          expect(new Set(result.workerOf.flat()).size).toBe(result.workers);
      },
    ),
  );
});
