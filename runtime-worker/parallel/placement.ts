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
 * Main goes to worker 0, a pinned block where it is pinned, the others round-robin, replica by replica. Blocks that
 * use one errgroup or singleflight go to one worker. The same on every thread, whatever its timing.
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

  let turn = goroutines.some((entry) => entry.main) ? 1 : 0;
  const next = (): number => turn++ % workers;
  const workerOf = goroutines.map((entry, at) => {
    const group = groups[at] ?? -1;
    let pin = pins[at] ?? null;
    if (group !== -1) {
      pin = pinOfGroup.get(group) ?? next();
      pinOfGroup.set(group, pin);
    }
    return Array.from({ length: entry.replicas }, () => (pin === null ? next() : pin % workers));
  });

  const users = objects.map(() => new Set<number>());
  for (const [entry, used] of uses.entries()) {
    for (const object of used) for (const worker of workerOf[entry] ?? []) users[object]?.add(worker);
  }
  return {
    ok: true,
    placement: { workers, workerOf, users: users.map((set) => [...set].sort((a, b) => a - b)) },
  };
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
