import type { Result as Checked } from '../base/result.ts';
import type { EventName, Events, Params, RequestName, Result } from './contract.ts';

/**
 * Calls and events over any transport. Three frames, all plain data:
 *
 *   window -> shell   { id, call, params }
 *   shell  -> window  { id, result } or { id, error: { code, message } }
 *   shell  -> window  { event, data }
 *
 * Ids are positive integers that a window counts up; a response names the call it answers, so answers may come in
 * any order.
 */
export interface Transport {
  /** Frames arrive in the order they were sent. Quietly does nothing once the transport is closed. */
  send(frame: unknown): void;
  /** One listener; frames that arrived before it are handed to it first. */
  onFrame(listener: (frame: unknown) => void): void;
  /** Called once, when nothing more will arrive. */
  onClose(listener: () => void): void;
}

/**
 * `unknown-call`: no such call. `bad-params`: refused by the schema. `busy`: too many calls at once. `failed`: the
 * call itself, `message` being a sentence for a person. `closed`: the shell is gone.
 */
export type RpcCode = 'unknown-call' | 'bad-params' | 'busy' | 'failed' | 'closed';

const CODES: readonly string[] = ['unknown-call', 'bad-params', 'busy', 'failed', 'closed'];

/** What a rejected call rejects with. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: RpcCode;
  constructor(code: RpcCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Every event, once; a missing one is a type error. */
const EVENTS: { readonly [K in EventName]: true } = {
  'run.ended': true,
  'run.printed': true,
  'run.paused': true,
  'run.progress': true,
  'menu.command': true,
  'document.opened': true,
  'window.closing': true,
};

export const isEventName = (value: string): value is EventName => Object.hasOwn(EVENTS, value);

export interface Client {
  /** @throws RpcError (as a rejection) */
  invoke<K extends RequestName>(this: void, name: K, params: Params<K>): Promise<Result<K>>;
  /**
   * Listens until the returned function is called. Events of a name nobody listened to yet are kept, the newest 64,
   * and handed to its first listener: a window may be asked to open a file before it is ready.
   */
  on<K extends EventName>(this: void, name: K, listener: (event: Events[K]) => void): () => void;
}

const KEPT_EVENTS = 64;

/** The window's end. Throws, from within the transport's listener, on a frame no shell sends. */
export function createClient(transport: Transport): Client {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: RpcError): void }>();
  const listeners = new Map<EventName, Set<(event: unknown) => void>>();
  const kept = new Map<EventName, unknown[]>();
  let last = 0;
  let closed = false;

  const settle = (id: unknown, frame: Readonly<Record<string, unknown>>): void => {
    const call = typeof id === 'number' ? calls.get(id) : undefined;
    if (typeof id !== 'number' || !call) throw new Error('a response answers a call');
    calls.delete(id);
    if (!('error' in frame)) call.resolve(frame['result']);
    else call.reject(readError(frame['error']));
  };

  const dispatch = (name: unknown, data: unknown): void => {
    if (typeof name !== 'string' || !isEventName(name))
      throw new Error('an event has a name of the contract');
    const to = listeners.get(name);
    if (to && to.size > 0) {
      for (const listener of to) listener(data);
      return;
    }
    const waiting = kept.get(name) ?? [];
    waiting.push(data);
    if (waiting.length > KEPT_EVENTS) waiting.shift();
    kept.set(name, waiting);
  };

  transport.onFrame((frame) => {
    if (!isRecord(frame)) throw new Error('a frame is an object');
    if ('event' in frame) dispatch(frame['event'], frame['data']);
    else settle(frame['id'], frame);
  });
  transport.onClose(() => {
    closed = true;
    const open = [...calls.values()];
    calls.clear();
    for (const call of open) call.reject(new RpcError('closed', 'the connection to the shell was lost'));
  });

  return {
    invoke: (call, params) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new RpcError('closed', 'the connection to the shell was lost'));
          return;
        }
        last += 1;
        // The result type belongs to the call's name, which the id stands for while the answer travels.
        calls.set(last, { resolve: resolve as (value: unknown) => void, reject });
        transport.send({ id: last, call, params });
      }),
    on(name, listener) {
      const to = listeners.get(name) ?? new Set();
      listeners.set(name, to);
      // A wrapper, so that one function registered twice is called twice and removed once.
      const deliver = (event: unknown): void => listener(event as Events[typeof name]);
      to.add(deliver);
      const waiting = kept.get(name) ?? [];
      kept.delete(name);
      for (const event of waiting) deliver(event);
      return () => {
        to.delete(deliver);
      };
    },
  };
}

export interface ServerOptions {
  /** Answers a call; a rejection's message goes to the window. */
  readonly handle: <K extends RequestName>(call: K, params: Params<K>) => Promise<Result<K>>;
  readonly isCall: (name: string) => name is RequestName;
  readonly check: <K extends RequestName>(call: K, params: unknown) => Checked<Params<K>, string>;
  /** A frame no window of ours sends: the shell should drop the connection. */
  readonly onViolation: (reason: string) => void;
}

export interface Server {
  emit<K extends EventName>(this: void, name: K, event: Events[K]): void;
}

/** Calls of one window that may be open at a time. */
export const MAX_OPEN_CALLS = 256;

/** The shell's end. Never throws for what a window sends. */
export function createServer(transport: Transport, options: ServerOptions): Server {
  const open = new Set<number>();
  let closed = false;

  const reply = (id: number, body: Readonly<Record<string, unknown>>): void => {
    if (!closed) transport.send({ id, ...body });
  };
  const refuse = (id: number, code: RpcCode, message: string): void =>
    reply(id, { error: { code, message } });

  const answer = async (id: number, call: string, params: unknown): Promise<void> => {
    if (!options.isCall(call))
      return refuse(id, 'unknown-call', `no call ${JSON.stringify(call.slice(0, 64))}`);
    const checked = options.check(call, params);
    if (!checked.ok) return refuse(id, 'bad-params', checked.error);
    if (open.size >= MAX_OPEN_CALLS) return refuse(id, 'busy', 'too many calls at once');
    open.add(id);
    try {
      reply(id, { result: (await options.handle(call, checked.value)) ?? null });
    } catch (cause) {
      refuse(id, 'failed', cause instanceof Error ? cause.message : String(cause));
    } finally {
      open.delete(id);
    }
  };

  transport.onFrame((frame) => {
    if (!isRecord(frame)) return options.onViolation('a frame is an object');
    const { id, call, params } = frame;
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1)
      return options.onViolation('a call has a positive integer as its id');
    if (typeof call !== 'string') return options.onViolation('a call has a name');
    if (open.has(id)) return options.onViolation('an id names one open call');
    void answer(id, call, params);
  });
  transport.onClose(() => {
    closed = true;
  });

  return {
    emit(event, data) {
      if (!closed) transport.send({ event, data });
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readError(value: unknown): RpcError {
  if (!isRecord(value) || typeof value['message'] !== 'string')
    return new RpcError('failed', 'the shell failed without saying why');
  const code = value['code'];
  const known = typeof code === 'string' && CODES.includes(code);
  return new RpcError(known ? (code as RpcCode) : 'failed', value['message']);
}
