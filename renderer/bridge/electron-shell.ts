import type { RunId } from '../../shared/base/ids.ts';
import type { Shell } from '../../shared/ipc/contract.ts';
import { createClient } from '../../shared/ipc/rpc.ts';

/** What the preload exposes to the page as `window.weft`, and nothing else. */
export interface PreloadBridge {
  send(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
}

/** Ports of runs whose trace nobody asked for yet; older ones are closed. */
const KEPT_PORTS = 8;

/**
 * The desktop shell: frames through the preload, trace batches on a port straight from the runtime host. The port
 * arrives as a window message, since ports do not pass through the bridge.
 */
export function electronShell(bridge: PreloadBridge, page: Window): Shell {
  const client = createClient({
    send: (frame) => bridge.send(frame),
    onFrame: (listener) => bridge.onFrame(listener),
    // A page outlives its shell only while the app is closing.
    onClose: () => undefined,
  });
  const arrived = new Map<RunId, MessagePort>();
  const awaited = new Map<RunId, (port: MessagePort) => void>();

  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== page || !port || !isTraceMessage(event.data)) return;
    const run = event.data.weftTrace as RunId;
    const take = awaited.get(run);
    if (take) {
      awaited.delete(run);
      take(port);
      return;
    }
    arrived.set(run, port);
    for (const [old, unused] of arrived) {
      if (arrived.size <= KEPT_PORTS) break;
      arrived.delete(old);
      unused.close();
    }
  });

  return {
    invoke: client.invoke,
    on: client.on,
    trace(run, listener) {
      let open: MessagePort | null = null;
      const take = (port: MessagePort): void => {
        open = port;
        port.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (!(data instanceof ArrayBuffer)) throw new Error('a trace port carries batches');
          listener(data);
          port.postMessage(1);
        };
      };
      const port = arrived.get(run);
      arrived.delete(run);
      if (port) take(port);
      else awaited.set(run, take);
      return () => {
        awaited.delete(run);
        open?.close();
      };
    },
  };
}

const isTraceMessage = (data: unknown): data is { readonly weftTrace: string } =>
  typeof data === 'object' && data !== null && 'weftTrace' in data && typeof data.weftTrace === 'string';
