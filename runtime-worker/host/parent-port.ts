import type { FromHost } from '../protocol.ts';

/** The process above: Electron's main process by its port, any other by Node's channel. The one place that knows. */
export interface ParentPort {
  send(message: FromHost): void;
  /** What arrives, unchecked, and a port where one came with it. */
  onMessage(listener: (message: unknown, port: TracePort | null) => void): void;
  /** The process above is gone. */
  onGone(listener: () => void): void;
}

/** A direct line to the window, for traces. */
export interface TracePort {
  send(batch: ArrayBuffer): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** What Electron gives a utility process. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronMessagePort[] }) => void): void;
}

interface ElectronMessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** @throws Error when the process was started by neither */
export function parentPort(): ParentPort {
  const electron = (process as { parentPort?: ElectronPort }).parentPort;
  if (electron !== undefined) return electronParent(electron);
  if (process.send === undefined)
    throw new Error('the runtime host is started by Weft, with a channel to it');
  return forkParent();
}

const electronParent = (port: ElectronPort): ParentPort => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) =>
    port.on('message', ({ data, ports }) =>
      listener(data, ports[0] === undefined ? null : tracePort(ports[0])),
    ),
  // Electron ends a utility process together with its parent.
  onGone: () => {},
});

const forkParent = (): ParentPort => ({
  // Not `disconnect` but an error per message is what a vanished parent first looks like: `disconnect` follows.
  send: (message) => void process.send?.(message, undefined, undefined, () => {}),
  onMessage: (listener) => process.on('message', (message) => listener(message, null)),
  onGone: (listener) => process.on('disconnect', listener),
});

function tracePort(port: ElectronMessagePort): TracePort {
  port.start();
  return {
    send: (batch) => port.postMessage(batch),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
