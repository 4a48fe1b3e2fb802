import { EventEmitter } from 'node:events';
import { isMainThread } from 'node:worker_threads';
import type { UtilityMessage } from './utility-process.ts';

/** Makes `process.parentPort` in a child that stands for a utility process. Threads of the child have none. */

const send = process.send?.bind(process);
const tell = (message: UtilityMessage): void => {
  send?.(message);
};

class ChildPort extends EventEmitter {
  readonly #id: string;
  readonly #queue: unknown[] = [];
  #started = false;

  constructor(id: string) {
    super();
    this.#id = id;
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('electron double: ports within port messages are not doubled');
    tell({ k: 'port', id: this.#id, data });
  }

  start(): void {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.deliver(data);
  }

  close(): void {
    tell({ k: 'port-close', id: this.#id });
    this.emit('close');
  }

  deliver(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }
}

class ParentPort extends EventEmitter {
  readonly #early: unknown[] = [];

  constructor() {
    super();
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.#flush());
    });
  }

  postMessage(data: unknown): void {
    tell({ k: 'message', data, ports: [] });
  }

  deliver(event: unknown): void {
    this.#early.push(event);
    this.#flush();
  }

  #flush(): void {
    if (this.listenerCount('message') > 0)
      for (const event of this.#early.splice(0)) this.emit('message', event);
  }
}

if (isMainThread) {
  const ports = new Map<string, ChildPort>();
  const parentPort = new ParentPort();
  process.on('message', (message) => {
    const from = message as UtilityMessage;
    if (from.k === 'message') {
      const given = from.ports.map((id) => {
        const port = new ChildPort(id);
        ports.set(id, port);
        return port;
      });
      parentPort.deliver({ data: from.data, ports: given });
    } else if (from.k === 'port') ports.get(from.id)?.deliver(from.data);
    else {
      ports.get(from.id)?.emit('close');
      ports.delete(from.id);
    }
  });
  // A utility process has this port and nothing of Node's own channel.
  Object.defineProperties(process, {
    parentPort: { value: parentPort },
    type: { value: 'utility' },
    send: { value: undefined },
  });
}
