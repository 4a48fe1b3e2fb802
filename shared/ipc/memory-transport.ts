import type { Transport } from './rpc.ts';

/** One end of a pair. `close` closes both. */
export interface MemoryTransport extends Transport {
  close(): void;
}

/**
 * A pair of ends in one process, for tests. Frames cross in order, on a later turn, as copies made through JSON, so
 * that neither side can rely on sharing an object or on sending what JSON cannot hold.
 */
export function memoryTransports(): readonly [window: MemoryTransport, shell: MemoryTransport] {
  const left = new End();
  const right = new End();
  left.other = right;
  right.other = left;
  return [left, right];
}

class End implements MemoryTransport {
  other: End | null = null;
  private listener: ((frame: unknown) => void) | null = null;
  private readonly early: unknown[] = [];
  private readonly closeListeners: (() => void)[] = [];
  private closed = false;

  send(frame: unknown): void {
    if (this.closed) return;
    const copy: unknown = JSON.parse(JSON.stringify(frame));
    const { other } = this;
    void Promise.resolve().then(() => other?.arrive(copy));
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.listener = listener;
    for (const frame of this.early.splice(0)) listener(frame);
  }

  onClose(listener: () => void): void {
    this.closeListeners.push(listener);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const listener of this.closeListeners) listener();
    this.other?.close();
  }

  private arrive(frame: unknown): void {
    if (this.closed) return;
    if (this.listener) this.listener(frame);
    else this.early.push(frame);
  }
}
