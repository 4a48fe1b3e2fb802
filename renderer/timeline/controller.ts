import type { Details } from '../trace/details.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import type { DragMode } from './gestures.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import type { Act, FromTimeline, Shown, ToTimeline } from './protocol.ts';

/** What the page knows of its timeline. */
export interface TimelineState {
  readonly shown: Shown | null;
  readonly lane: LaneRef | null;
  readonly details: Details | null;
  readonly hovered: Details | null;
  readonly hoverClock: number | null;
  readonly area: { readonly duration: number; readonly steps: number } | null;
  /** The moment looked at, as a position; null: now. */
  readonly moment: number | null;
  readonly drag: DragMode;
  readonly table: boolean;
  readonly searching: boolean;
}

const NOTHING: TimelineState = {
  shown: null,
  lane: null,
  details: null,
  hovered: null,
  hoverClock: null,
  area: null,
  moment: null,
  drag: 'select',
  table: false,
  searching: false,
};

/** Milliseconds between two updates of what changes with every frame. */
const OFTEN = 100;

/**
 * The page's hand on a timeline: passes acts on, keeps what the worker tells. A store for `useSyncExternalStore`;
 * what changes with every frame reaches React ten times a second at most.
 */
export class TimelineController {
  readonly client: TraceClient;
  #state: TimelineState = NOTHING;
  #pending: Partial<TimelineState> = {};
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #listen: (event: MessageEvent<unknown>) => void;

  constructor(client: TraceClient) {
    this.client = client;
    this.#listen = (event) => this.#receive(event.data as FromTimeline);
    client.worker.addEventListener('message', this.#listen);
  }

  /** Stops listening. */
  dispose(): void {
    this.client.worker.removeEventListener('message', this.#listen);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  readonly getState = (): TimelineState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  act(act: Act): void {
    this.send({ type: 'timeline-act', act });
  }

  send(message: ToTimeline, transfer: Transferable[] = []): void {
    this.client.worker.postMessage(message, transfer);
  }

  set(change: Partial<Pick<TimelineState, 'drag' | 'table' | 'searching'>>): void {
    this.#now(change);
  }

  #receive(message: FromTimeline): void {
    switch (message.type) {
      case 'timeline-frame':
        return this.#soon({ shown: message.shown });
      case 'timeline-hover':
        return this.#soon({ hovered: message.details, hoverClock: message.clock });
      case 'timeline-selection': {
        const same =
          message.lane?.row === this.#state.lane?.row && message.lane?.what === this.#state.lane?.what;
        const change = { lane: message.lane, details: message.details };
        return same && message.lane !== null ? this.#soon(change) : this.#now(change);
      }
      case 'timeline-area':
        return this.#soon({
          area: message.duration === null ? null : { duration: message.duration, steps: message.steps },
        });
      case 'timeline-moment':
        return this.#now({ moment: message.position });
    }
  }

  #now(change: Partial<TimelineState>): void {
    this.#state = { ...this.#state, ...this.#pending, ...change };
    this.#pending = {};
    for (const listener of this.#listeners) listener();
  }

  #soon(change: Partial<TimelineState>): void {
    this.#pending = { ...this.#pending, ...change };
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#now({});
    }, OFTEN);
  }
}
