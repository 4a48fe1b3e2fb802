/** What a port carries. `elem` and `type` are TypeScript types as written. */
export type PortType =
  | { readonly is: 'recv'; readonly elem: string }
  | { readonly is: 'send'; readonly elem: string }
  | { readonly is: 'var'; readonly elem: string }
  | { readonly is: 'queue' | 'stack' | 'hashmap' | 'pool'; readonly elem: string }
  | {
      readonly is:
        | 'mutex'
        | 'rwmutex'
        | 'waitgroup'
        | 'once'
        | 'cond'
        | 'semaphore'
        | 'atomic'
        | 'errgroup'
        | 'singleflight'
        | 'context'
        | 'signal';
    };

export type PortKind = PortType['is'];

export type PortShape =
  | 'send'
  | 'recv'
  | 'mutex'
  | 'rwmutex'
  | 'semaphore'
  | 'waitgroup'
  | 'once'
  | 'cond'
  | 'context'
  | 'var'
  | 'signal';

export type PortFamily = 'channel' | 'lock' | 'sync' | 'context' | 'memory' | 'signal';

interface Look {
  readonly shape: PortShape;
  readonly family: PortFamily;
  /** Takes a type argument: `recv<Job>`. */
  readonly generic: boolean;
}

/** How each type of port is drawn: shape tells the type, colour the family. */
export const PORT_LOOK: Readonly<Record<PortKind, Look>> = {
  send: { shape: 'send', family: 'channel', generic: true },
  recv: { shape: 'recv', family: 'channel', generic: true },
  mutex: { shape: 'mutex', family: 'lock', generic: false },
  rwmutex: { shape: 'rwmutex', family: 'lock', generic: false },
  semaphore: { shape: 'semaphore', family: 'lock', generic: false },
  waitgroup: { shape: 'waitgroup', family: 'sync', generic: false },
  errgroup: { shape: 'waitgroup', family: 'sync', generic: false },
  once: { shape: 'once', family: 'sync', generic: false },
  singleflight: { shape: 'once', family: 'sync', generic: false },
  cond: { shape: 'cond', family: 'sync', generic: false },
  context: { shape: 'context', family: 'context', generic: false },
  var: { shape: 'var', family: 'memory', generic: true },
  atomic: { shape: 'var', family: 'memory', generic: false },
  pool: { shape: 'var', family: 'memory', generic: true },
  queue: { shape: 'var', family: 'memory', generic: true },
  stack: { shape: 'var', family: 'memory', generic: true },
  hashmap: { shape: 'var', family: 'memory', generic: true },
  signal: { shape: 'signal', family: 'signal', generic: false },
};

export const PORT_KINDS = Object.keys(PORT_LOOK) as readonly PortKind[];

export interface ParsedPort {
  readonly type: PortType;
  /** Written `recv<Job>[]`: takes any number of wires, and the identifier is an array. */
  readonly many: boolean;
}

/** `recv<Job>`, `mutex`, `send<number>[]` … to a type, or null when it is none. */
export function parsePort(text: string): ParsedPort | null {
  const trimmed = text.trim();
  const many = /\[\s*\]$/.test(trimmed) && !trimmed.startsWith('[');
  const single = many ? trimmed.replace(/\[\s*\]$/, '').trim() : trimmed;
  const type = parsePortType(single);
  return type === null ? null : { type, many };
}

/** `recv<Job>` to a type, or null when it is none. `recv` alone carries `unknown`. */
export function parsePortType(text: string): PortType | null {
  const match = /^\s*([a-z]+)\s*(?:<([\s\S]*)>)?\s*$/.exec(text);
  const is = PORT_KINDS.find((kind) => kind === match?.[1]);
  if (match === null || is === undefined) return null;
  const elem = match[2] === undefined ? null : normaliseType(match[2]);
  if (elem !== null && (!isGeneric(is) || elem === '' || !isBalanced(elem))) return null;
  return isGeneric(is) ? { is, elem: elem ?? 'unknown' } : { is };
}

export function printPortType(type: PortType): string {
  return 'elem' in type ? `${type.is}<${type.elem}>` : type.is;
}

/** One way to write a type: no white space but where two words meet. Text in quotes stays as it is. */
export function normaliseType(type: string): string {
  return type
    .split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/)
    .map((piece, i) => (i % 2 === 1 ? piece : squeeze(piece)))
    .join('')
    .trim();
}

/** An end of a wire as the rules of wiring see it. */
export interface PortEnd {
  readonly type: PortType;
  readonly role: 'uses' | 'offers';
}

/** Why two ports do not join: a code that has its sentence in the catalogue of texts, `connect.<code>`. */
export type Refusal =
  | { readonly why: 'elements-differ'; readonly from: string; readonly to: string }
  /** Two plugs, or two sockets. */
  | { readonly why: 'same-direction' }
  | { readonly why: 'types-differ'; readonly from: string; readonly to: string }
  /** A lock, a context …: data does not flow into it. */
  | { readonly why: 'not-a-channel'; readonly what: PortKind }
  /** Two blocks that both use an object, with no object between. */
  | { readonly why: 'no-object'; readonly what: PortKind }
  /** Two objects: nobody would do anything. */
  | { readonly why: 'nobody-uses' };

/**
 * Whether a wire may run from one port to another, or why not.
 *
 * Data runs from a `send` to a `recv` whose element types are the same text; at least one of the two is used
 * by a goroutine. A reference runs from the port that uses an object to the port that offers one of that type.
 */
export function mayConnect(from: PortEnd, to: PortEnd): Refusal | null {
  if (from.role === 'offers' && to.role === 'offers') return { why: 'nobody-uses' };
  const [fromChannel, toChannel] = [isChannel(from.type), isChannel(to.type)];
  if (fromChannel !== toChannel) return { why: 'not-a-channel', what: (fromChannel ? to : from).type.is };
  if (fromChannel) {
    if (from.type.is === to.type.is || from.type.is === 'recv') return { why: 'same-direction' };
    return sameElement(from.type, to.type);
  }
  if (from.type.is !== to.type.is) {
    return { why: 'types-differ', from: printPortType(from.type), to: printPortType(to.type) };
  }
  if (to.role === 'uses') return { why: 'no-object', what: to.type.is };
  return sameElement(from.type, to.type);
}

/** True where a wire between these ends carries its own channel: both are goroutines. */
export const carriesChannel = (from: PortEnd, to: PortEnd): boolean =>
  from.role === 'uses' && to.role === 'uses' && from.type.is === 'send' && to.type.is === 'recv';

export const isChannel = (type: PortType): boolean => type.is === 'send' || type.is === 'recv';

/** `any` fits everything, and who receives `unknown` takes whatever comes. */
function sameElement(from: PortType, to: PortType): Refusal | null {
  if (!('elem' in from) || !('elem' in to)) return null;
  const [a, b] = [normaliseType(from.elem), normaliseType(to.elem)];
  if (a === b || a === 'any' || b === 'any' || (to.is === 'recv' && b === 'unknown')) return null;
  return { why: 'elements-differ', from: a, to: b };
}

type GenericKind = Extract<PortType, { elem: string }>['is'];

const isGeneric = (kind: PortKind): kind is GenericKind => PORT_LOOK[kind].generic;

function squeeze(piece: string): string {
  return piece
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\w$\u0080-\uffff ]) ?/g, '$1')
    .replace(/[;,]+(?=[}\])>])/g, '');
}

/** Brackets close in order, quotes close. Arrows are no brackets. */
function isBalanced(type: string): boolean {
  const open: string[] = [];
  const close: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
  const bare = type.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '').replace(/=>/g, '');
  for (const c of bare) {
    if (close[c] !== undefined) open.push(close[c]);
    else if (')]}>'.includes(c) && open.pop() !== c) return false;
    else if ('"\'`'.includes(c)) return false;
  }
  return open.length === 0;
}
