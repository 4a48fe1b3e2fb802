import { runId, type RunId } from '../../shared/base/ids.ts';
import { unreachable } from '../../shared/base/assert.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { GoroutineReport, Outcome } from '../../shared/ir/outcome.ts';
import { outcomeOfExit } from '../../runtime-worker/host-exit.ts';
import {
  NO_COUNTS,
  type FromHost,
  type RunOptions,
  type RunResult,
  type ToHost,
} from '../../runtime-worker/protocol.ts';
import type { HostExit, HostOptions, HostPort, HostProcess } from './platform.ts';

/** What a run tells while it lasts. `ended` comes exactly once, last. */
export interface RunListener {
  started(workers: number): void;
  printed(text: string): void;
  trace(batch: ArrayBuffer): void;
  paused(step: number): void;
  progress(steps: number, goroutines: number, time: number): void;
  ended(result: RunResult): void;
}

/** How long a host may take to obey a stop before it is killed, in milliseconds. */
const STOP_PATIENCE = 1000;

type Phase =
  | { readonly is: 'running' }
  | { readonly is: 'stopping'; readonly deadline: NodeJS.Timeout }
  | { readonly is: 'ended' };

/**
 * One execution: a state machine over one runtime host. Whatever the host does, `ended` is told once, and a host
 * that died or had to be killed costs this run and nothing else.
 */
class Run {
  readonly id: RunId;
  readonly #host: Host;
  readonly #listener: RunListener;
  readonly #options: RunOptions;
  readonly #release: (spoilt: boolean) => void;
  readonly #began = performance.now();
  #phase: Phase = { is: 'running' };
  #last: GoroutineReport | null = null;

  constructor(
    id: RunId,
    host: Host,
    executable: Executable,
    options: RunOptions,
    listener: RunListener,
    release: (spoilt: boolean) => void,
  ) {
    this.id = id;
    this.#host = host;
    this.#listener = listener;
    this.#options = options;
    this.#release = release;
    host.serve(this);
    this.send({ type: 'start', run: id, executable, options });
  }

  send(message: ToHost, ports?: readonly HostPort[]): void {
    if (this.#phase.is !== 'ended') this.#host.process.send(message, ports);
  }

  stop(): void {
    if (this.#phase.is !== 'running') return;
    this.send({ type: 'stop', run: this.id });
    this.#phase = { is: 'stopping', deadline: setTimeout(() => this.#host.process.kill(), STOP_PATIENCE) };
  }

  receive(message: FromHost): void {
    if (message.type === 'ready' || message.run !== this.id || this.#phase.is === 'ended') return;
    switch (message.type) {
      case 'started':
        return this.#listener.started(message.workers);
      case 'print':
        return this.#listener.printed(message.text);
      case 'trace':
        return this.#listener.trace(message.batch);
      case 'paused':
        return this.#listener.paused(message.step);
      case 'progress':
        this.#last = message.last ?? this.#last;
        return this.#listener.progress(message.steps, message.goroutines, message.time);
      case 'ended':
        return this.#end(message.result, false);
      default:
        return unreachable(message);
    }
  }

  exited({ code, signal, stderr }: HostExit): void {
    if (this.#phase.is === 'ended') return;
    const outcome: Outcome =
      this.#phase.is === 'stopping'
        ? { end: 'stopped' }
        : outcomeOfExit({ code, signal, stderr, memory: this.#options.memory, last: this.#last });
    const wall = Math.round((performance.now() - this.#began) * 1e6);
    const counts = { ...NO_COUNTS, wall };
    this.#end({ outcome, schedule: null, counts }, true);
  }

  #end(result: RunResult, spoilt: boolean): void {
    if (this.#phase.is === 'stopping') clearTimeout(this.#phase.deadline);
    this.#phase = { is: 'ended' };
    this.#release(spoilt || result.outcome.end === 'out-of-memory');
    this.#listener.ended(result);
  }
}

/** A host process and the run it serves at the moment. */
class Host {
  readonly process: HostProcess;
  readonly heap: number;
  gone = false;
  #run: Run | null = null;

  constructor(process: HostProcess, heap: number) {
    this.process = process;
    this.heap = heap;
    process.onMessage((message) => this.#run?.receive(message));
    process.onExit((exit) => {
      this.gone = true;
      this.#run?.exited(exit);
    });
  }

  serve(run: Run | null): void {
    this.#run = run;
  }
}

/** Memory of the host process itself beside the heap of the run: the aggregator and its batches, MiB. */
const HOST_OVERHEAD = 256;

/** Owns every run and the hosts they live in. A host that ended a run well serves the next one. */
export class Runs {
  readonly #spawn: (options: HostOptions) => HostProcess;
  readonly #live = new Map<RunId, Run>();
  #idle: Host | null = null;
  #count = 0;

  constructor(spawn: (options: HostOptions) => HostProcess) {
    this.#spawn = spawn;
  }

  /**
   * Starts a run in a host of its own.
   * @param ports a direct line for the trace, handed to the host before the run starts
   */
  start(
    executable: Executable,
    options: RunOptions,
    listener: RunListener,
    ports: (run: RunId) => HostPort | null = () => null,
  ): RunId {
    const id = runId(`run-${(this.#count += 1)}`);
    const host = this.#take(options.memory + HOST_OVERHEAD);
    const release = (spoilt: boolean): void => {
      this.#live.delete(id);
      host.serve(null);
      if (spoilt || host.gone || this.#idle) host.process.kill();
      else this.#idle = host;
    };
    const port = ports(id);
    if (port) host.process.send({ type: 'trace-port', run: id }, [port]);
    this.#live.set(id, new Run(id, host, executable, options, listener, release));
    return id;
  }

  #take(heap: number): Host {
    const idle = this.#idle;
    this.#idle = null;
    if (idle && !idle.gone && idle.heap === heap) return idle;
    idle?.process.kill();
    return new Host(this.#spawn({ heap }), heap);
  }

  /** Passes a message on to the host of a live run; for one that has ended there is nothing to do. */
  send(message: Exclude<ToHost, { type: 'start' | 'stop' }>): void {
    this.#live.get(message.run)?.send(message);
  }

  stop(run: RunId): void {
    this.#live.get(run)?.stop();
  }

  /** Ends every run and every host: the app is closing. */
  close(): void {
    for (const run of this.#live.values()) run.stop();
    this.#idle?.process.kill();
    this.#idle = null;
  }
}
