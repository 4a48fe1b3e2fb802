import type { ObjectId } from '../../shared/base/ids.ts';
import type { Json } from '../../shared/base/json.ts';
import type { ContextForm, ObjectDecl } from '../../shared/ir/program.ts';
import { background, type Context } from '../core/context.ts';
import type { Locker } from '../core/sync/mutex.ts';
import type { Layout, SharedMemory } from './memory.ts';
import { initAtomic, reserveAtomic, SharedAtomicInt } from './shared-atomic.ts';
import { initChannel, reserveChannel, SharedChannel } from './shared-channel.ts';
import { initClockChannel, reserveClockChannel, SharedClockChannel } from './shared-clock-channel.ts';
import { reserveCond, SharedCond } from './shared-cond.ts';
import { reserveContext, SharedContext, type SharedContexts } from './shared-context.ts';
import { reserveHashMap, SharedHashMap } from './shared-hash-map.ts';
import { reserveList, SharedQueue, SharedStack } from './shared-lists.ts';
import { reserveMutex, SharedMutex } from './shared-mutex.ts';
import { reserveOnce, SharedOnce } from './shared-once.ts';
import { reserveRWMutex, SharedRWMutex } from './shared-rwmutex.ts';
import { initSemaphore, reserveSemaphore, SharedSemaphore } from './shared-semaphore.ts';
import { reserveVariable, SharedVariable } from './shared-variable.ts';
import { initWaitGroup, reserveWaitGroup, SharedWaitGroup } from './shared-wait-group.ts';
import type { ObjectPlan, Station } from './station.ts';

/** Where an object lies that several workers use. */
export interface SharedObjectPlan extends ObjectPlan {
  /** A second place, for the kinds that have one. */
  readonly extra: number;
  /** The first worker that uses it. */
  readonly owner: number;
}

/** Takes the memory of a declared object; null for a kind that every worker has its own of. */
export function reserveObject(
  layout: Layout,
  decl: ObjectDecl,
  id: number,
  owner: number,
): SharedObjectPlan | null {
  const plan = (at: number, extra = 0): SharedObjectPlan => ({ at, extra, owner, id, name: decl.name });
  switch (decl.kind) {
    case 'chan':
      return plan(reserveChannel(layout, decl.capacity));
    case 'mutex':
      return plan(reserveMutex(layout));
    case 'rwmutex':
      return plan(reserveRWMutex(layout));
    case 'once': {
      const { at, done } = reserveOnce(layout);
      return plan(at, done);
    }
    case 'waitgroup':
      return plan(reserveWaitGroup(layout));
    case 'cond':
      return plan(reserveCond(layout));
    case 'semaphore':
      return plan(reserveSemaphore(layout));
    case 'variable':
      return plan(reserveVariable(layout));
    case 'atomic':
      return plan(reserveAtomic(layout));
    case 'queue':
    case 'stack':
      return plan(reserveList(layout));
    case 'hashmap':
      return plan(reserveHashMap(layout));
    case 'timer':
    case 'ticker': {
      const { at, clock } = reserveClockChannel(layout);
      return plan(at, clock);
    }
    case 'context':
      // Values and the background never change: each worker has its own.
      return decl.form.is === 'background' || decl.form.is === 'value' ? null : plan(reserveContext(layout));
    // Which items a pool gives is nobody's to expect (PL-1): each worker has its own.
    case 'pool':
    // Placement keeps the users of these on one worker.
    case 'errgroup':
    case 'singleflight':
      return null;
  }
}

/** Gives an object's memory its beginning. Once, by the host. */
export function initObject(memory: SharedMemory, { at, extra }: SharedObjectPlan, decl: ObjectDecl): void {
  if (decl.kind === 'chan') initChannel(memory, at, decl.senders);
  else if (decl.kind === 'waitgroup') initWaitGroup(memory, at, decl.count);
  else if (decl.kind === 'semaphore') initSemaphore(memory, at, decl.size);
  else if (decl.kind === 'atomic') initAtomic(memory, at, decl.initial);
  else if (decl.kind === 'timer') initClockChannel(memory, extra, decl.delay, 0);
  else if (decl.kind === 'ticker') initClockChannel(memory, extra, decl.period, decl.period);
}

/** One worker's end of a shared object. `find`: objects made before. */
export function makeObject(
  station: Station,
  contexts: SharedContexts,
  plan: SharedObjectPlan,
  decl: ObjectDecl,
  find: (id: ObjectId) => unknown,
): object {
  switch (decl.kind) {
    case 'chan':
      return new SharedChannel(station, { ...plan, capacity: decl.capacity }, () => copyOf(decl.zero));
    case 'mutex':
      return new SharedMutex(station, plan);
    case 'rwmutex':
      return new SharedRWMutex(station, plan);
    case 'once':
      return new SharedOnce(station, { ...plan, done: plan.extra });
    case 'waitgroup':
      return new SharedWaitGroup(station, plan);
    case 'cond':
      return new SharedCond(station, plan, find(decl.locker) as Locker);
    case 'semaphore':
      return new SharedSemaphore(station, plan);
    case 'variable':
      return new SharedVariable(station, plan, decl.initial);
    case 'atomic':
      return new SharedAtomicInt(station, plan);
    case 'queue':
      return new SharedQueue(station, plan);
    case 'stack':
      return new SharedStack(station, plan);
    case 'hashmap':
      return new SharedHashMap(station, plan);
    case 'timer':
    case 'ticker':
      return new SharedClockChannel(station, { ...plan, capacity: 1, clock: plan.extra });
    case 'context': {
      const parent = decl.parent === null ? background() : (find(decl.parent) as Context);
      return new SharedContext(station, contexts, { ...plan, until: endOf(decl.form) }, parent);
    }
    case 'pool':
    case 'errgroup':
    case 'singleflight':
      throw new Error(`invariant broken: a ${decl.kind} is no shared object`);
  }
}

/** When a context ends by itself, in milliseconds since the run began: a timeout counts from there. */
function endOf(form: ContextForm): number | null {
  if (form.is === 'timeout') return form.after;
  return form.is === 'deadline' ? form.at : null;
}

const copyOf = (value: Json | undefined): unknown =>
  typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
