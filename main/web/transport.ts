import type { WebSocket } from 'ws';
import type { RunId } from '../../shared/base/ids.ts';
import type { Transport } from '../../shared/ipc/rpc.ts';
import { traceFrame } from '../../shared/ipc/trace-frame.ts';
import type { TraceChannel } from '../app/platform.ts';

/** Close codes of the WebSocket protocol. */
const UNSUPPORTED_DATA = 1003;
const POLICY_VIOLATION = 1008;

/**
 * One page's socket. Text frames are JSON: calls, and `{ credit: run }` for a trace batch taken. Binary frames are
 * trace batches, from here to the page only.
 */
export class SocketTransport implements Transport {
  private readonly socket: WebSocket;
  private listener: ((frame: unknown) => void) | null = null;
  private readonly early: unknown[] = [];
  private readonly credits = new Map<string, (batches: number) => void>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, binary: boolean) => {
      if (binary) socket.close(UNSUPPORTED_DATA, 'no binary frames this way');
      else this.arrive(data.toString('utf8'));
    });
  }

  send(frame: unknown): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.listener = listener;
    for (const frame of this.early.splice(0)) listener(frame);
  }

  onClose(listener: () => void): void {
    this.socket.once('close', listener);
  }

  /** Ends the connection of a page that breaks the protocol. */
  violate(reason: string): void {
    this.socket.close(POLICY_VIOLATION, reason.slice(0, 100));
  }

  openTrace(run: RunId, onCredit: (batches: number) => void): TraceChannel {
    this.credits.set(run, onCredit);
    return {
      port: null,
      send: (batch) => {
        if (this.socket.readyState === this.socket.OPEN) this.socket.send(traceFrame(run, batch));
      },
      close: () => {
        this.credits.delete(run);
      },
    };
  }

  private arrive(text: string): void {
    const frame = parse(text);
    if (frame === undefined) {
      this.socket.close(UNSUPPORTED_DATA, 'text frames are JSON');
      return;
    }
    const credit = creditOf(frame);
    if (credit !== null) this.credits.get(credit)?.(1);
    else if (this.listener) this.listener(frame);
    else this.early.push(frame);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const creditOf = (frame: unknown): string | null =>
  typeof frame === 'object' && frame !== null && 'credit' in frame && typeof frame.credit === 'string'
    ? frame.credit
    : null;
