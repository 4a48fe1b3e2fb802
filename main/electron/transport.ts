import { ipcMain, MessageChannelMain } from 'electron/main';
import type { IpcMainEvent, WebContents } from 'electron/main';
import type { RunId } from '../../shared/base/ids.ts';
import { FRAME_CHANNEL, HELLO_CHANNEL, TRACE_CHANNEL } from '../../shared/ipc/electron-channels.ts';
import { createServer, type Transport } from '../../shared/ipc/rpc.ts';
import { checkParams, isRequestName } from '../../shared/ipc/schema.ts';
import type { App, HostPort, Peer, TraceChannel } from '../app/platform.ts';
import { isTrusted } from './security.ts';

/** One document in one window: from its preload's hello until the next one, or the window's end. */
class DocumentLink implements Transport {
  readonly contents: WebContents;
  private listener: ((frame: unknown) => void) | null = null;
  private readonly closers: (() => void)[] = [];
  private closed = false;

  constructor(contents: WebContents) {
    this.contents = contents;
  }

  send(frame: unknown): void {
    if (this.open) this.contents.send(FRAME_CHANNEL, frame);
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.listener = listener;
  }

  onClose(listener: () => void): void {
    this.closers.push(listener);
  }

  arrive(frame: unknown): void {
    this.listener?.(frame);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const closer of this.closers) closer();
  }

  /** A line from the runtime host straight to the page: main only hands out its two ends. */
  openTrace(run: RunId): TraceChannel {
    const { port1, port2 } = new MessageChannelMain();
    if (this.open) this.contents.postMessage(TRACE_CHANNEL, run, [port2]);
    return {
      // The services only pass it on to the host, in `host.ts`, which knows what it is.
      port: port1 as unknown as HostPort,
      send: () => {
        throw new Error('a batch travels on the port that was handed to the host');
      },
      close: () => port1.close(),
    };
  }

  private get open(): boolean {
    return !this.closed && !this.contents.isDestroyed();
  }
}

/** The windows as the services see them. */
export interface Windows {
  /** The peer of a window that has said hello, or null. */
  peerOf(contents: WebContents): Peer | null;
}

/**
 * Answers the pages' calls. Every message is checked for its sender first, then for its shape, then for its params.
 * @param onRefused told of messages from anything but our own page
 */
export function connectWindows(app: App, onRefused: (url: string) => void): Windows {
  const links = new Map<WebContents, { readonly link: DocumentLink; readonly peer: Peer }>();

  const admit = (event: IpcMainEvent): boolean => {
    if (isTrusted(event)) return true;
    onRefused(event.senderFrame?.url ?? 'a frame that is gone');
    return false;
  };

  const disconnect = (contents: WebContents): void => {
    links.get(contents)?.link.close();
    links.delete(contents);
  };

  const watched = new WeakSet<WebContents>();
  const watch = (contents: WebContents): void => {
    if (watched.has(contents)) return;
    watched.add(contents);
    contents.once('destroyed', () => disconnect(contents));
    contents.on('render-process-gone', () => disconnect(contents));
  };

  const connect = (contents: WebContents): void => {
    watch(contents);
    disconnect(contents);
    const link = new DocumentLink(contents);
    const server = createServer(link, {
      handle: (call, params) => app.handle(peer, call, params),
      isCall: isRequestName,
      check: checkParams,
      onViolation: (reason) => {
        console.error(`The page broke the protocol and was cut off: ${reason}.`);
        disconnect(contents);
      },
    });
    const peer: Peer = { emit: server.emit, openTrace: (run) => link.openTrace(run) };
    link.onClose(() => app.drop(peer));
    links.set(contents, { link, peer });
  };

  ipcMain.on(HELLO_CHANNEL, (event) => {
    if (admit(event)) connect(event.sender);
  });
  ipcMain.on(FRAME_CHANNEL, (event, frame: unknown) => {
    if (admit(event)) links.get(event.sender)?.link.arrive(frame);
  });

  return { peerOf: (contents) => links.get(contents)?.peer ?? null };
}
