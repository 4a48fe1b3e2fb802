import type { RunId } from '../../shared/base/ids.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { NO_COUNTS, type ToHost } from '../protocol.ts';
import { checkMessage } from './messages.ts';
import { parentPort, type TracePort } from './parent-port.ts';
import { HostRun, type RunPort } from './run.ts';
import type { StartThread } from './threads.ts';

/** Runs programs for the process above, one at a time, on the threads that `startThread` gives. */
export const serve = (startThread: StartThread): void => new Service(startThread).begin();

class Service {
  readonly #startThread: StartThread;
  readonly #parent = parentPort();
  #current: HostRun | null = null;
  /** Lines to the window for runs that are about to start. */
  readonly #tracePorts = new Map<RunId, TracePort>();

  constructor(startThread: StartThread) {
    this.#startThread = startThread;
  }

  begin(): void {
    const parent = this.#parent;
    parent.onGone(() => process.exit(0));
    parent.onMessage((value, port) => {
      const checked = checkMessage(value);
      if ('message' in checked) this.#handle(checked.message, port);
      else if (checked.run !== null)
        this.#fail(checked.run as RunId, `the message to the runtime host was refused (${checked.refused})`);
    });
    parent.send({ type: 'ready' });
  }

  #handle(message: ToHost, port: TracePort | null): void {
    if (message.type === 'start') return this.#start(message);
    if (message.type === 'trace-port') {
      if (port !== null) this.#tracePorts.set(message.run, port);
      return;
    }
    const current = this.#current;
    // For a run that has ended meanwhile there is nothing to do.
    if (current === null || current.id !== message.run) return;
    switch (message.type) {
      case 'stop':
        return current.stop();
      case 'pause':
        return current.pause();
      case 'resume':
        return current.resume();
      case 'step':
        return current.step(message.steps);
      case 'pace':
        return current.pace(message.pace);
      case 'signal':
        return current.signal(message.object);
      case 'credit':
        return current.credit(message.batches);
    }
  }

  #start({ run, executable, options }: Extract<ToHost, { type: 'start' }>): void {
    if (this.#current !== null) return this.#fail(run, 'the runtime host is busy with another run');
    const parent = this.#parent;
    const direct = this.#tracePorts.get(run) ?? null;
    this.#tracePorts.delete(run);
    const port: RunPort = {
      send: (message) => parent.send(message),
      sendBatch: (batch) =>
        direct === null ? parent.send({ type: 'trace', run, batch }) : direct.send(batch),
    };
    direct?.onMessage((taken) => {
      if (typeof taken === 'number' && Number.isInteger(taken) && taken > 0) this.#current?.credit(taken);
    });
    try {
      this.#current = new HostRun(run, executable, options, port, this.#startThread, () => {
        this.#current = null;
      });
    } catch (error) {
      this.#fail(run, error instanceof Error ? error.message : String(error));
    }
  }

  #fail(run: RunId, message: string): void {
    const outcome: Outcome = { end: 'failed', message };
    this.#parent.send({ type: 'ended', run, result: { outcome, schedule: null, counts: NO_COUNTS } });
  }
}
