import { EventEmitter } from 'node:events';
import type { FromThread, ThreadData } from '../host/thread.ts';
import type { RunThread, StartThread } from '../host/threads.ts';

/** A thread that takes a worker's part in one run after the other: it is told of each by a message. */
export interface Keepable extends EventEmitter {
  postMessage(data: ThreadData): void;
  terminate(): unknown;
}

/**
 * Threads that are kept: one that has said its last word in a run takes a worker's part in the next. Starting a
 * thread and hardening it take twenty times as long as a small program runs.
 */
export class KeptThreads {
  readonly #start: (memory: number) => Keepable;
  readonly #idle = new Map<number, Keepable[]>();

  /** `start` starts a thread whose heap may take so many MiB. */
  constructor(start: (memory: number) => Keepable) {
    this.#start = start;
  }

  readonly start: StartThread = (data) => {
    const { memory } = data.options;
    const idle = this.#idle.get(memory) ?? [];
    this.#idle.set(memory, idle);
    const thread = idle.pop() ?? this.#start(memory);
    return new Part(thread, data, () => idle.push(thread));
  };
}

/** A thread for as long as one run has it. */
class Part extends EventEmitter implements RunThread {
  readonly #thread: Keepable;
  readonly #leave: () => void;
  #over = false;

  constructor(thread: Keepable, data: ThreadData, leave: () => void) {
    super();
    this.#thread = thread;
    this.#leave = leave;
    thread.on('message', this.#heard);
    thread.on('error', this.#failed);
    thread.on('exit', this.#gone);
    thread.postMessage(data);
  }

  terminate(): void {
    // One that has left meanwhile may be in the next run already.
    if (!this.#over) void this.#thread.terminate();
  }

  readonly #heard = (message: FromThread): void => {
    this.emit('message', message);
    if (message.type !== 'left') return;
    this.#leave();
    this.#gone(0);
  };

  readonly #failed = (error: Error): void => void this.emit('error', error);

  readonly #gone = (code: number): void => {
    this.#over = true;
    this.#thread.off('message', this.#heard);
    this.#thread.off('error', this.#failed);
    this.#thread.off('exit', this.#gone);
    this.emit('exit', code);
  };
}
