import type { Executable } from '../../shared/ir/executable.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';

/** Which goroutine runs on which worker, and which objects are therefore shared. */
export interface Placement {
  readonly workers: number;
  /** By entry, then by replica. */
  readonly workerOf: readonly (readonly number[])[];
  /** By object: the workers whose goroutines use it, ascending. */
  readonly users: readonly (readonly number[])[];
}

export type PlacementResult =
  { readonly ok: true; readonly placement: Placement } | { readonly ok: false; readonly why: string };

/** Traces and object numbers have room for as many. */
const MOST_WORKERS = 63;

/**
 * Kinds whose users must share a worker: what they hold are functions and calls of functions, which cannot leave
 * it.
 */
const TOGETHER: ReadonlySet<ObjectDecl['kind']> = new Set(['errgroup', 'singleflight']);

/**
 * Main goes to worker 0, a pinned block where it is pinned. Replicas are there to work at the same time: they go where
 * least is. A block of one goroutine goes to the neighbours it shares most with, as long as every worker gets its
 * share. Blocks that use one errgroup or singleflight go to one worker. The same on every thread, whatever its timing.
 */
export function place(
  executable: Pick<Executable, 'objects' | 'goroutines'>,
  wanted: number,
): PlacementResult {
  const { objects, goroutines } = executable;
  const indices = new Map(objects.map((object, index) => [object.id as string, index]));
  const uses = goroutines.map((entry) =>
    [...entry.args.flat(), ...entry.closes].flatMap((id) => withParts(objects, indices, id)),
  );
  const count = goroutines.reduce((sum, entry) => sum + entry.replicas, 0);
  const pins = goroutines.map((entry) => (entry.main ? 0 : entry.worker));
  const workers = Math.max(1, Math.min(wanted, count, MOST_WORKERS));

  const groups = groupsOf(objects, uses);
  const pinOfGroup = new Map<number, number>();
  for (const [entry, pin] of pins.entries()) {
    const group = groups[entry] ?? -1;
    if (pin === null || group === -1) continue;
    const other = pinOfGroup.get(group);
    if (other !== undefined && other % workers !== pin % workers) {
      const name = goroutines[entry]?.name ?? '';
      return {
        ok: false,
        why: `${name} shares an errgroup or singleflight with a goroutine on another worker`,
      };
    }
    pinOfGroup.set(group, pin);
  }

  const workerOf = new Spread(objects, uses, workers, count).place(goroutines, pins, groups, pinOfGroup);

  const users = objects.map(() => new Set<number>());
  for (const [entry, used] of uses.entries()) {
    for (const object of used) for (const worker of workerOf[entry] ?? []) users[object]?.add(worker);
  }
  return {
    ok: true,
    placement: { workers, workerOf, users: users.map((set) => [...set].sort((a, b) => a - b)) },
  };
}

/** Goroutines given to workers one after the other. */
class Spread {
  readonly #uses: readonly (readonly number[])[];
  readonly #users: readonly number[];
  readonly #loads: number[];
  /** By worker and object: how many goroutines there use it. */
  readonly #present: readonly number[][];
  readonly #share: number;
  #left: number;

  constructor(
    objects: readonly ObjectDecl[],
    uses: readonly (readonly number[])[],
    workers: number,
    count: number,
  ) {
    this.#uses = uses;
    this.#users = objects.map((_, object) => uses.filter((used) => used.includes(object)).length);
    this.#loads = Array.from({ length: workers }, () => 0);
    this.#present = this.#loads.map(() => objects.map(() => 0));
    this.#share = Math.ceil(count / workers);
    this.#left = count;
  }

  place(
    goroutines: Executable['goroutines'],
    pins: readonly (number | null)[],
    groups: readonly number[],
    pinOfGroup: Map<number, number>,
  ): number[][] {
    const workerOf = goroutines.map((): number[] => []);
    const placeAll = (which: (entry: number) => boolean, choose: (entry: number) => number): void => {
      for (const [entry, { replicas }] of goroutines.entries()) {
        if (workerOf[entry]?.length !== 0 || !which(entry)) continue;
        for (let replica = 0; replica < replicas; replica++)
          workerOf[entry].push(this.#put(entry, choose(entry)));
      }
    };
    const workers = this.#loads.length;
    const groupOf = (entry: number): number => groups[entry] ?? -1;
    placeAll(
      (entry) => groupOf(entry) === -1 && pins[entry] !== null,
      (entry) => (pins[entry] ?? 0) % workers,
    );
    placeAll(
      (entry) => groupOf(entry) !== -1,
      (entry) => {
        const pin = pinOfGroup.get(groupOf(entry)) ?? this.#emptiest();
        pinOfGroup.set(groupOf(entry), pin);
        return pin % workers;
      },
    );
    placeAll(
      (entry) => (goroutines[entry]?.replicas ?? 0) > 1,
      () => this.#emptiest(),
    );
    const alone = [...goroutines.keys()].filter((entry) => workerOf[entry]?.length === 0);
    while (alone.length > 0) {
      const { at, worker } = this.#nearest(alone);
      const [entry] = alone.splice(at, 1) as [number];
      workerOf[entry]?.push(this.#put(entry, worker));
    }
    return workerOf;
  }

  #put(entry: number, worker: number): number {
    this.#loads[worker] = (this.#loads[worker] ?? 0) + 1;
    this.#left--;
    const present = this.#present[worker] ?? [];
    for (const object of this.#uses[entry] ?? []) present[object] = (present[object] ?? 0) + 1;
    return worker;
  }

  #emptiest(): number {
    return this.#loads.indexOf(Math.min(...this.#loads));
  }

  /** Which of these shares most with a worker that has room, and that worker; else the first, where least is. */
  #nearest(entries: readonly number[]): { readonly at: number; readonly worker: number } {
    let best = { at: 0, worker: this.#emptiest() };
    const empty = this.#loads.filter((load) => load === 0).length;
    if (this.#left <= empty) return best;
    let most = 0;
    for (const [at, entry] of entries.entries()) {
      for (const [worker, load] of this.#loads.entries()) {
        const shared = load < this.#share ? this.#shared(entry, worker) : 0;
        if (shared <= most) continue;
        best = { at, worker };
        most = shared;
      }
    }
    return best;
  }

  /** How much it has in common with a worker: an object few use binds more than one all use. */
  #shared(entry: number, worker: number): number {
    return (this.#uses[entry] ?? []).reduce((sum, object) => {
      const present = this.#present[worker]?.[object] ?? 0;
      return sum + present / Math.max(1, this.#users[object] ?? 1);
    }, 0);
  }
}

/** An object with those it is made of: a cond's locker, a context's ancestors. */
function withParts(
  objects: readonly ObjectDecl[],
  indices: ReadonlyMap<string, number>,
  id: string | null,
): readonly number[] {
  const index = id === null ? undefined : indices.get(id);
  const object = index === undefined ? undefined : objects[index];
  if (index === undefined || object === undefined) return [];
  const part = object.kind === 'cond' ? object.locker : object.kind === 'context' ? object.parent : null;
  return [index, ...withParts(objects, indices, part)];
}

/** For each entry the number of the group that has to stay together, or -1. */
function groupsOf(objects: readonly ObjectDecl[], uses: readonly (readonly number[])[]): number[] {
  const groups = uses.map(() => -1);
  objects.forEach((object, index) => {
    if (!TOGETHER.has(object.kind)) return;
    const members = uses.flatMap((used, entry) => (used.includes(index) ? [entry] : []));
    const joined = new Set(members.map((entry) => groups[entry]).filter((group) => group !== -1));
    groups.forEach((group, entry) => {
      if (members.includes(entry) || joined.has(group)) groups[entry] = index;
    });
  });
  return groups;
}
