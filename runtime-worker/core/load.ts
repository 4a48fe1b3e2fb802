import type { ObjectId } from '../../shared/base/ids.ts';
import type { Json } from '../../shared/base/json.ts';
import type { EntryDecl, Executable } from '../../shared/ir/executable.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';
import { invariant, unreachable } from '../../shared/base/assert.ts';
import { Channel } from './channel.ts';
import { background, CancelContext, withDeadline, withTimeout, withValue, type Context } from './context.ts';
import { Lineage, type EntryPoint, type GoFunction } from './goroutine.ts';
import type { Machine } from './machine.ts';
import { Variable } from './memory.ts';
import { nil } from './nil-channel.ts';
import { TRACE } from './recorder.ts';
import type { SiteTable } from './report.ts';
import { activate } from './active.ts';
import { HashMap } from './structures/hash-map.ts';
import { Queue } from './structures/queue.ts';
import { Stack } from './structures/stack.ts';
import { AtomicInt } from './sync/atomic.ts';
import { Cond } from './sync/cond.ts';
import { ErrGroup } from './sync/err-group.ts';
import { Mutex, type Locker } from './sync/mutex.ts';
import { Once } from './sync/once.ts';
import { Pool } from './sync/pool.ts';
import { RWMutex } from './sync/rwmutex.ts';
import { Semaphore } from './sync/semaphore.ts';
import { SingleFlight } from './sync/single-flight.ts';
import { WaitGroup } from './sync/wait-group.ts';
import { Ticker, Timer } from './time.ts';

export interface LoadOptions {
  /**
   * Makes an object of another kind with the same methods, or returns null for the ordinary one: objects that
   * several workers use.
   */
  readonly makeObject?: (decl: ObjectDecl, index: number, find: (id: ObjectId) => unknown) => unknown;
  /** False leaves it to another worker to tell the trace of an object. */
  readonly announces?: (index: number) => boolean;
  /** False leaves a goroutine to another worker. Entries count in order, replicas from 0. */
  readonly isHere?: (entry: EntryDecl, index: number, replica: number) => boolean;
}

/** What an object of another kind may have, besides the methods bodies call. */
interface ClosingChannel {
  closeAfter(senders: number): unknown;
  senderGone(): void;
}

/**
 * Puts a program on a machine: its objects, in order, and its goroutines, main first.
 * `functions`: what the executable's code evaluated to, one function per entry.
 */
export function load(
  machine: Machine,
  executable: Executable,
  functions: readonly GoFunction[],
  options: LoadOptions = {},
): void {
  invariant(functions.length === executable.goroutines.length, 'an executable has one function per entry');
  activate(machine);
  machine.table = siteTable(executable);
  machine.digest = executable.digest;
  const objects = makeObjects(machine, executable.objects, options);
  machine.objectTable = [...objects.values()];
  startGoroutines(machine, executable.goroutines, functions, objects, options);
}

/** What a dump knows of the places of a program. */
export const siteTable = ({ sites, positions, functions = [] }: Executable): SiteTable => ({
  sites,
  positions,
  functions,
});

function makeObjects(
  machine: Machine,
  decls: readonly ObjectDecl[],
  { makeObject, announces }: LoadOptions,
): ReadonlyMap<ObjectId, unknown> {
  const objects = new Map<ObjectId, unknown>();
  const find = (id: ObjectId): unknown => {
    invariant(objects.has(id), `object ${id} is made before what refers to it`);
    return objects.get(id);
  };
  decls.forEach((decl, index) => {
    const object = makeObject?.(decl, index, find) ?? makeLocal(decl, index, find);
    objects.set(decl.id, object);
    const capacity = decl.kind === 'chan' ? decl.capacity : 0;
    const { recorder } = machine;
    if (announces?.(index) === false) return;
    recorder?.record(TRACE.object, 0, index, recorder.text(decl.name), capacity);
  });
  return objects;
}

function makeLocal(decl: ObjectDecl, index: number, find: (id: ObjectId) => unknown): unknown {
  const object = makeKind(decl, find);
  // A timer's channel is what a body sees of it; a background context is shared by all programs.
  if (typeof object === 'object' && object !== null && 'id' in object && 'name' in object)
    Object.assign(object, { id: index, name: decl.name });
  return object;
}

function makeKind(decl: ObjectDecl, find: (id: ObjectId) => unknown): unknown {
  switch (decl.kind) {
    case 'chan':
      return new Channel<Json | undefined>(decl.capacity, decl.zero).closeAfter(decl.senders);
    case 'mutex':
      return new Mutex();
    case 'rwmutex':
      return new RWMutex();
    case 'once':
      return new Once();
    case 'pool':
      return new Pool();
    case 'errgroup':
      return new ErrGroup();
    case 'singleflight':
      return new SingleFlight();
    case 'waitgroup':
      return new WaitGroup(decl.count);
    case 'cond':
      return new Cond(find(decl.locker) as Locker);
    case 'semaphore':
      return new Semaphore(decl.size);
    case 'variable':
      return new Variable<unknown>(copyOf(decl.initial));
    case 'atomic':
      return new AtomicInt(decl.initial);
    case 'queue':
      return new Queue();
    case 'stack':
      return new Stack();
    case 'hashmap':
      return new HashMap();
    case 'context':
      return makeContext(decl, find);
    case 'timer':
      return new Timer(decl.delay).c;
    case 'ticker':
      return new Ticker(decl.period).c;
    default:
      return unreachable(decl);
  }
}

function makeContext(
  decl: ObjectDecl & { readonly kind: 'context' },
  find: (id: ObjectId) => unknown,
): Context {
  const parent = decl.parent === null ? background() : (find(decl.parent) as Context);
  const { form } = decl;
  switch (form.is) {
    case 'background':
      return background();
    case 'cancel':
      return new CancelContext(parent);
    case 'timeout':
      return withTimeout(parent, form.after)[0];
    case 'deadline':
      return withDeadline(parent, form.at)[0];
    case 'value':
      return withValue(parent, form.key, copyOf(form.value));
    default:
      return unreachable(form);
  }
}

/** Every run has its own. */
const copyOf = (value: Json): unknown => JSON.parse(JSON.stringify(value));

function startGoroutines(
  machine: Machine,
  entries: readonly EntryDecl[],
  functions: readonly GoFunction[],
  objects: ReadonlyMap<ObjectId, unknown>,
  { isHere }: LoadOptions,
): void {
  const argument = (id: ObjectId | readonly ObjectId[] | null): unknown => {
    if (id === null) return nil();
    if (typeof id !== 'string') return id.map((one) => objects.get(one));
    return objects.get(id);
  };
  const mainAt = entries.findIndex((entry) => entry.main);
  const mainEntry = entries[mainAt];
  machine.numberFrom(mainEntry === undefined ? 2 : 1);
  const root = new Lineage(null, 0, 1, mainEntry?.name ?? 'main', null);
  // Main goes first, as it would have before its `go` statements.
  const order = entries
    .map((_, at) => at)
    .sort((one, other) => Number(other === mainAt) - Number(one === mainAt));
  for (const at of order) {
    const entry = entries[at] as EntryDecl;
    const args = entry.args.map(argument);
    const closes = entry.closes.map((id) => objects.get(id) as ClosingChannel);
    for (let replica = 0; replica < entry.replicas; replica++) {
      const isMain = at === mainAt && replica === 0;
      // Counted also where it is not started: the spawn path is the same on every worker.
      const ordinal = isMain ? 0 : ++root.children;
      if (isHere !== undefined && !isHere(entry, at, replica)) continue;
      const self = Object.freeze({ name: entry.name, index: replica, replicas: entry.replicas });
      const point: EntryPoint = {
        name: entry.replicas > 1 ? `${entry.name}[${replica}]` : entry.name,
        node: entry.node,
        ended: closes.length === 0 ? null : () => closes.forEach((channel) => channel.senderGone()),
      };
      const goroutine = machine.start(
        functions[at] as GoFunction,
        [self, ...args],
        isMain ? null : root,
        ordinal,
        point,
      );
      if (!isMain) continue;
      machine.main = goroutine;
      goroutine.lineage = root;
    }
  }
}
