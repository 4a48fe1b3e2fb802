import type { RunTables } from '../../shared/ipc/contract.ts';
import type { DrawnNames } from './drawn-names.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { Answer, FromTrace, LaneNames, Questions, ToTrace } from './protocol.ts';
import type { Summary } from './summary.ts';

/** The part of a Web Worker a client uses. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** The page's end of the data worker: hands it a run's trace, and tells what it makes of it. */
export class TraceClient {
  /** The newest summary; null before the first. */
  summary: Summary | null = null;
  lanes: LaneNames = { goroutines: [], objects: [] };
  readonly worker: WorkerLike;
  readonly #summaries = new Set<(summary: Summary) => void>();
  readonly #names = new Set<(lanes: LaneNames) => void>();
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #nextId = 1;

  constructor(worker: WorkerLike) {
    this.worker = worker;
    worker.addEventListener('message', (event) => this.#receive(event.data as FromTrace));
  }

  /** A run begins: the trace of the one before is dropped. `workers`: how many send batches. */
  open(tables: RunTables, clock: 'real' | 'virtual', workers: number, names: DrawnNames): void {
    this.summary = null;
    this.lanes = { goroutines: [], objects: [] };
    for (const listener of this.#names) listener(this.lanes);
    this.#post({ type: 'open', tables, clock, workers, names });
  }

  /** Hands over a batch; the buffer is moved, not copied. */
  batch(batch: ArrayBuffer): void {
    this.#post({ type: 'batch', batch }, [batch]);
  }

  /** The run's clock in nanoseconds, from `run.progress`: lanes grow although nothing happens. */
  clock(time: number): void {
    this.#post({ type: 'clock', time });
  }

  end(outcome: Outcome): void {
    this.#post({ type: 'end', outcome });
  }

  /** Looks at a moment of the past, as a position on the axis; null: at now, and follows it. */
  lookAt(position: number | null): void {
    this.#post({ type: 'moment', position });
  }

  /** Called with every new summary, at most once an animation frame. The columns stay valid. */
  onSummary(listener: (summary: Summary) => void): () => void {
    this.#summaries.add(listener);
    return () => this.#summaries.delete(listener);
  }

  /** Called when lanes appear or get their name. */
  readonly onLanes = (listener: (lanes: LaneNames) => void): (() => void) => {
    this.#names.add(listener);
    return () => this.#names.delete(listener);
  };

  readonly getLanes = (): LaneNames => this.lanes;

  /** @throws Error when the worker could not answer */
  ask<K extends keyof Questions>(is: K, ask: Questions[K]['ask']): Promise<Answer<K>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type: 'ask', id, question: { is, ask } as Extract<ToTrace, { type: 'ask' }>['question'] });
    });
  }

  #post(message: ToTrace, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  #receive(message: FromTrace): void {
    switch (message.type) {
      case 'summary':
        this.summary = message.summary;
        for (const listener of this.#summaries) listener(message.summary);
        return;
      case 'lanes':
        this.lanes = message.lanes;
        for (const listener of this.#names) listener(message.lanes);
        return;
      case 'answer': {
        this.#waiting.get(message.id)?.resolve(message.answer as never);
        this.#waiting.delete(message.id);
        return;
      }
      case 'failed': {
        this.#waiting.get(message.id)?.reject(new Error(message.message));
        this.#waiting.delete(message.id);
        return;
      }
    }
  }
}
