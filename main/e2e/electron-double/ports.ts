import { nodeCodec } from './codec.ts';
import { Doubled, doubleEvent } from './doubled.ts';

const codec = nodeCodec();

/**
 * Main's end of a message channel. Messages are copied as they are posted and delivered on a later turn, once the
 * other end has started. A port that is handed on (`divert`) delivers elsewhere from then on: to a page or a child.
 */
export class MessagePortMain extends Doubled {
  peer: MessagePortMain | null = null;
  #started = false;
  #closed = false;
  #diverted: ((data: unknown) => void) | null = null;
  readonly #queue: unknown[] = [];

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('electron double: ports within port messages are not doubled');
    if (this.#diverted) throw new Error('electron double: this port was transferred and cannot be used here');
    const copy = codec.decode(codec.encode(message));
    setImmediate(() => this.peer?.deliver(copy));
  }

  start(): void {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.deliver(data);
  }

  /** A port that was handed on is not ours to close. */
  close(): void {
    if (!this.#diverted) this.end();
  }

  /** Both ends are over, wherever they live. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
    setImmediate(() => this.peer?.end());
  }

  /** What the other end posted arrives here. */
  deliver(data: unknown): void {
    if (this.#closed) return;
    if (this.#diverted) this.#diverted(data);
    else if (this.#started) this.emit('message', doubleEvent({ data, ports: [] }));
    else this.#queue.push(data);
  }

  /** This end now lives in another process: what is delivered goes there, `relay` brings back what it posts. */
  divert(to: (data: unknown) => void): { relay(this: void, data: unknown): void } {
    if (this.#diverted) throw new Error('electron double: a port can be transferred once');
    this.#diverted = to;
    for (const data of this.#queue.splice(0)) to(data);
    return { relay: (data) => this.peer?.deliver(data) };
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

export function isPort(value: unknown): value is MessagePortMain {
  return value instanceof MessagePortMain;
}

/** @throws Error for anything but ports, as Electron does */
export function onlyPorts(transfer: readonly unknown[]): readonly MessagePortMain[] {
  if (!transfer.every(isPort)) throw new Error('Invalid value for transfer');
  return transfer;
}
