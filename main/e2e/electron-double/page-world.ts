import { makeCodec } from './codec.ts';
import { guard } from './missing.ts';

/**
 * Runs in both worlds of a page before anything else: `main` is the page's own, `isolated` the preload's. They share
 * the DOM and nothing else. A call crosses as a synchronous DOM event that carries text, so that only copies and
 * proxies of functions get through, as with Electron's context bridge.
 */

/** What the stand-in puts in front of this script. */
export interface WorldOptions {
  readonly world: 'main' | 'isolated';
  /** Part of the event names, unknown to the page. */
  readonly tag: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

type Preload = (
  require: (name: string) => unknown,
  process: unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

type Crossing =
  | { readonly t: 'function' | 'promise'; readonly id: number }
  | { readonly t: 'array' | 'object'; readonly v: readonly (readonly [string, Crossing])[] }
  | { readonly t: 'value'; readonly v: unknown };

type Message =
  | { readonly k: 'call'; readonly fn: number; readonly args: readonly Crossing[] }
  | { readonly k: 'return'; readonly ok?: Crossing; readonly error?: string }
  | { readonly k: 'settle'; readonly id: number; readonly ok?: Crossing; readonly error?: string }
  | { readonly k: 'expose'; readonly key: string; readonly api: Crossing };

/** A message between the preload and the stand-in's process. */
export type FromPreload =
  | {
      readonly k: 'send';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly k: 'invoke'; readonly channel: string; readonly id: number; readonly args: readonly unknown[] }
  | { readonly k: 'port'; readonly id: string; readonly data: unknown };
export type ToPreload =
  | {
      readonly k: 'event';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly k: 'reply'; readonly id: number; readonly ok?: unknown; readonly error?: string }
  | { readonly k: 'port'; readonly id: string; readonly data: unknown }
  | { readonly k: 'port-close'; readonly id: string };

const MAX_DEPTH = 1000;

export function installWorld(options: WorldOptions, preload: Preload | null): void {
  if (window !== window.top) return;
  const codec = makeCodec(
    (bytes) => {
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192)
        text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(text);
    },
    (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
  );
  const isolated = options.world === 'isolated';
  const mine = `${options.tag}-${options.world}`;
  const other = `${options.tag}-${isolated ? 'main' : 'isolated'}`;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let returned: Extract<Message, { k: 'return' }> | null = null;

  const tell = (message: Message): void => {
    document.dispatchEvent(new CustomEvent(other, { detail: codec.encode(message) }));
  };
  const words = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

  const outgoing = (value: unknown, depth = 0): Crossing => {
    if (depth > MAX_DEPTH) throw new Error('the object is nested too deeply');
    if (typeof value === 'function') {
      last += 1;
      functions.set(last, value as (...args: unknown[]) => unknown);
      return { t: 'function', id: last };
    }
    if (value instanceof Promise) {
      last += 1;
      const id = last;
      value.then(
        (ok: unknown) => tell({ k: 'settle', id, ok: outgoing(ok) }),
        (cause: unknown) => tell({ k: 'settle', id, error: words(cause) }),
      );
      return { t: 'promise', id };
    }
    const plain =
      typeof value === 'object' &&
      value !== null &&
      (Array.isArray(value) ||
        [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null));
    if (!plain) return { t: 'value', v: value };
    const items = Object.entries(value).map(([key, item]) => [key, outgoing(item, depth + 1)] as const);
    return { t: Array.isArray(value) ? 'array' : 'object', v: items };
  };

  const incoming = (from: Crossing): unknown => {
    switch (from.t) {
      case 'function':
        return (...args: unknown[]) => {
          tell({ k: 'call', fn: from.id, args: args.map((arg) => outgoing(arg)) });
          const answer = returned;
          returned = null;
          if (!answer) throw new Error('the other world does not answer');
          if (answer.error !== undefined) throw new Error(answer.error);
          return answer.ok && incoming(answer.ok);
        };
      case 'promise':
        return new Promise((resolve, reject) => promises.set(from.id, { resolve, reject }));
      case 'array':
        return from.v.map(([, item]) => incoming(item));
      case 'object':
        return Object.freeze(Object.fromEntries(from.v.map(([key, item]) => [key, incoming(item)])));
      case 'value':
        return from.v;
    }
  };

  const answer = (message: Extract<Message, { k: 'call' }>): Message => {
    try {
      const result = functions.get(message.fn)?.(...message.args.map(incoming));
      return { k: 'return', ok: outgoing(result) };
    } catch (cause) {
      return { k: 'return', error: words(cause) };
    }
  };

  document.addEventListener(mine, (event) => {
    const message = codec.decode((event as CustomEvent<string>).detail) as Message;
    switch (message.k) {
      case 'call':
        return tell(answer(message));
      case 'return':
        returned = message;
        return;
      case 'settle': {
        const waiting = promises.get(message.id);
        promises.delete(message.id);
        if (message.error !== undefined) waiting?.reject(new Error(message.error));
        else waiting?.resolve(message.ok && incoming(message.ok));
        return;
      }
      case 'expose':
        if (message.key in window) throw new Error(`window.${message.key} is already there`);
        Object.defineProperty(window, message.key, { value: incoming(message.api), enumerable: true });
        return;
    }
  });

  if (isolated) runPreload();

  /** The isolated world: what a sandboxed preload may require, and the line to the stand-in's process. */
  function runPreload(): void {
    const binding = (globalThis as unknown as { electronDouble: (text: string) => void }).electronDouble;
    const send = (message: FromPreload): void => binding(codec.encode(message));
    const ports = new Map<string, MessagePort>();
    const adopt = (id: string, port: MessagePort): void => {
      ports.set(id, port);
      port.onmessage = ({ data }: MessageEvent<unknown>) => send({ k: 'port', id, data });
    };
    const lend = (port: MessagePort): string => {
      last += 1;
      const id = `page-${options.tag}-${last}`;
      adopt(id, port);
      return id;
    };

    type Listener = (event: unknown, ...args: unknown[]) => void;
    const listeners = new Map<string, { readonly key: Listener; readonly call: Listener }[]>();
    const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
    const add = (channel: string, key: Listener, call: Listener): void => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), { key, call }]);
    };

    const ipcRenderer = guard('ipcRenderer', {
      on(channel: string, listener: Listener) {
        add(channel, listener, listener);
        return this;
      },
      once(channel: string, listener: Listener) {
        add(channel, listener, (event, ...args) => {
          this.off(channel, listener);
          listener(event, ...args);
        });
        return this;
      },
      off(channel: string, listener: Listener) {
        listeners.set(
          channel,
          (listeners.get(channel) ?? []).filter(({ key }) => key !== listener),
        );
        return this;
      },
      send(channel: string, ...args: unknown[]) {
        send({ k: 'send', channel, args, ports: [] });
      },
      postMessage(channel: string, message: unknown, transfer: readonly MessagePort[] = []) {
        send({ k: 'send', channel, args: [message], ports: transfer.map(lend) });
      },
      invoke(channel: string, ...args: unknown[]) {
        return new Promise((resolve, reject) => {
          last += 1;
          pending.set(last, { resolve, reject });
          send({ k: 'invoke', channel, id: last, args });
        });
      },
    });
    const contextBridge = guard('contextBridge', {
      exposeInMainWorld(key: string, api: unknown) {
        tell({ k: 'expose', key, api: outgoing(api) });
      },
    });

    const receive = (message: ToPreload): void => {
      switch (message.k) {
        case 'event': {
          const given = message.ports.map((id) => {
            const channel = new MessageChannel();
            adopt(id, channel.port1);
            return channel.port2;
          });
          const event = { sender: ipcRenderer, ports: given };
          for (const { call } of listeners.get(message.channel) ?? []) call(event, ...message.args);
          return;
        }
        case 'reply': {
          const waiting = pending.get(message.id);
          pending.delete(message.id);
          if (message.error !== undefined) waiting?.reject(new Error(message.error));
          else waiting?.resolve(message.ok);
          return;
        }
        case 'port':
          ports.get(message.id)?.postMessage(message.data);
          return;
        case 'port-close':
          ports.get(message.id)?.close();
          ports.delete(message.id);
          return;
      }
    };
    Object.defineProperty(globalThis, 'electronDoubleReceive', {
      value: (text: string) => receive(codec.decode(text) as ToPreload),
    });

    const electron = guard('electron/renderer', { ipcRenderer, contextBridge });
    const modules: Readonly<Record<string, unknown>> = {
      electron,
      'electron/renderer': electron,
      'electron/common': electron,
    };
    const require = (name: string): unknown => {
      if (Object.hasOwn(modules, name)) return modules[name];
      throw new Error(`module not found: ${name}`);
    };
    const module = { exports: {} };
    const process = {
      platform: options.platform,
      versions: options.versions,
      argv: [],
      env: {},
      sandboxed: true,
      contextIsolated: true,
      type: 'renderer',
    };
    preload?.(require, process, module, module.exports);
  }
}

Object.defineProperty(globalThis, 'electronDoubleWorld', { value: installWorld, configurable: true });
