import { unreachable } from '../base/assert.ts';
import type { PortType } from '../blocks/ports.ts';

/** A port as the body it belongs to sees it. */
export interface PortInScope {
  /** The identifier. */
  readonly name: string;
  readonly type: PortType;
  /** Takes many wires: the identifier is an array. */
  readonly many: boolean;
}

/** The TypeScript type of a port's identifier: `RecvChan<Job>`, `Mutex`, `readonly SendChan<Job>[]`. */
export function typeOfPort({ type, many }: Omit<PortInScope, 'name'>): string {
  const one = typeOfObject(type);
  return many ? `readonly ${one}[]` : one;
}

function typeOfObject(type: PortType): string {
  switch (type.is) {
    case 'recv':
      return `RecvChan<${type.elem}>`;
    case 'send':
      return `SendChan<${type.elem}>`;
    case 'var':
      return `Variable<${type.elem}>`;
    case 'queue':
      return `Queue<${type.elem}>`;
    case 'stack':
      return `Stack<${type.elem}>`;
    case 'pool':
      return `Pool<${type.elem}>`;
    case 'hashmap':
      return `HashMap<${keyAndValue(type.elem)}>`;
    case 'mutex':
      return 'Mutex';
    case 'rwmutex':
      return 'RWMutex';
    case 'waitgroup':
      return 'WaitGroup';
    case 'once':
      return 'Once';
    case 'cond':
      return 'Cond';
    case 'semaphore':
      return 'Semaphore';
    case 'atomic':
      return 'AtomicInt';
    case 'errgroup':
      return 'ErrGroup';
    case 'singleflight':
      return 'SingleFlight';
    case 'context':
      return 'Context';
    case 'signal':
      return '() => void';
    default:
      return unreachable(type);
  }
}

/** `hashmap<string, number>` names both; `hashmap<number>` the values, and the keys are strings. */
function keyAndValue(elem: string): string {
  let depth = 0;
  for (const c of elem.replaceAll('=>', '  ')) {
    if ('<([{'.includes(c)) depth++;
    else if ('>)]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) return elem;
  }
  return elem === 'unknown' ? 'string, unknown' : `string, ${elem}`;
}
