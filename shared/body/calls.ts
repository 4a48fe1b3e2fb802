import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import type { OpMethod } from '../ir/program.ts';
import type { Scopes } from './scopes.ts';
import { memberName, unwrap } from './syntax.ts';
import { runtimeNames } from './runtime-names.ts';
import { runtimeType, runtimeWaits, type Types } from './types.ts';

/** What a call means to the runtime. */
export type Called =
  /** A method of a runtime object that may wait. */
  | { readonly is: 'method'; readonly method: OpMethod; readonly target: Node }
  /** A function of the runtime that may wait: `sleep`, `gosched`, `select`. */
  | { readonly is: 'function'; readonly name: string }
  /** A read or write of shared memory that others may see. */
  | { readonly is: 'access'; readonly method: string; readonly target: Node }
  /** A function or method of the runtime that never waits. */
  | { readonly is: 'instant'; readonly name: string; readonly target: Node | null }
  /** Known to give a promise: an async function of the body. */
  | { readonly is: 'async' }
  | { readonly is: 'other' };

export type Call = CallExpression | OptionalCallExpression;

const OTHER: Called = { is: 'other' };

const WAITING: ReadonlySet<string> = new Set<OpMethod>([
  'send',
  'recv',
  'recv2',
  'lock',
  'rLock',
  'wait',
  'do',
  'acquire',
  'go',
  'get',
]);

const SHARED_MEMORY: ReadonlySet<string> = new Set(['Variable', 'AtomicInt', 'AtomicBool', 'AtomicValue']);

export function classify(call: Node, scopes: Scopes, types: Types): Called {
  if (call.type !== 'CallExpression' && call.type !== 'OptionalCallExpression') return OTHER;
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier' && scopes.bindingOf(callee) === null && runtimeNames().has(callee.name)) {
    return runtimeWaits(callee.name) === true
      ? { is: 'function', name: callee.name }
      : { is: 'instant', name: callee.name, target: null };
  }
  const method = memberName(callee);
  if (method !== null && (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')) {
    const target = callee.object;
    const name = runtimeType(types.of(target));
    if (name !== null) {
      // The other end of a channel has no such method: the checker says so.
      if (types.member(types.of(target), method) === null) return OTHER;
      if (SHARED_MEMORY.has(name)) return { is: 'access', method, target };
      // A body's own class may be a locker, too: what its method gives is awaited like any other call.
      if (name === 'Locker' && types.of(call)?.is === 'promise') return { is: 'async' };
      return types.of(call)?.is === 'promise' && isWaiting(method)
        ? { is: 'method', method, target }
        : { is: 'instant', name: method, target };
    }
    // No other type has this method, and its two results are ours to make.
    if (method === 'recv2' && types.of(target) === null) return { is: 'method', method, target };
  }
  return types.of(call)?.is === 'promise' ? { is: 'async' } : OTHER;
}

const isWaiting = (method: string): method is OpMethod => WAITING.has(method);

/** True for a call whose result is a promise: it has to be awaited. */
export const waits = (called: Called): boolean =>
  called.is === 'method' || called.is === 'function' || called.is === 'async';

/** Functions and methods that run the function they are given as a goroutine, or wait for it. */
const RUNS_FUNCTIONS: ReadonlySet<string> = new Set([
  'go',
  'defer',
  'afterFunc',
  'afterTime',
  'onceFunc',
  'onceValue',
  'tryGo',
  'do',
  'doChan',
]);

/** True when the runtime takes care of what the function it is given returns. */
export function runsItsFunction(called: Called): boolean {
  switch (called.is) {
    case 'method':
      return RUNS_FUNCTIONS.has(called.method);
    case 'instant':
      return RUNS_FUNCTIONS.has(called.name);
    default:
      return false;
  }
}
