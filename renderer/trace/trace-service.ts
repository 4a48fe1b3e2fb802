import { answer, laneNames } from './answers.ts';
import { Feed } from './feed.ts';
import { momentOf } from './moment.ts';
import type { FromTrace, ToTrace } from './protocol.ts';
import { TraceStore } from './store.ts';
import { summaryBuffers } from './summary.ts';

const NO_TABLES = { name: '', objects: [], goroutines: [], sites: [] } as const;
/** Milliseconds between two lists of lane names. */
const NAMES_EVERY = 100;
/** Held-back records are taken after this long without a batch, in milliseconds. */
const QUIET = 40;
/** After a summary, as many times its cost belongs to everything else, so that the timeline goes on being drawn. */
const REST = 3;

/** The data worker's side of a run: takes the trace, keeps the store, answers. Needs no canvas and no worker. */
export class TraceService {
  store = new TraceStore(NO_TABLES, 'virtual');
  /** Null: follows now. */
  moment: number | null = null;
  #feed = new Feed(this.store);
  #open = false;
  #dirty = true;
  #named = -1;
  #namedAt = Number.NEGATIVE_INFINITY;
  #batchAt = 0;
  /** When the last summary was told, of which moment, and the milliseconds it took to make. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #toldMoment: number | null = null;
  #cost = 0;
  readonly #post: (message: FromTrace, transfer: Transferable[]) => void;

  constructor(post: (message: FromTrace, transfer: Transferable[]) => void) {
    this.#post = post;
  }

  /** Milliseconds on any clock that does not go back. */
  take(message: ToTrace, now: number): void {
    switch (message.type) {
      case 'open':
        this.store = new TraceStore(message.tables, message.clock, message.names ?? null);
        this.#feed = new Feed(this.store, message.workers);
        this.moment = null;
        this.#open = true;
        this.#named = -1;
        this.#toldAt = Number.NEGATIVE_INFINITY;
        break;
      case 'batch':
        if (!this.#open) return;
        this.#feed.take(message.batch, now);
        this.#batchAt = now;
        break;
      case 'clock': {
        const { axis } = this.store;
        if (axis.kind !== 'real' || this.store.outcome !== null) return;
        // A little behind, so that records on their way still find their place.
        const position = axis.positionOfReading(Math.round(message.time)) - QUIET * 1e6;
        if (position > axis.end) axis.advance(position, 0);
        this.store.version++;
        break;
      }
      case 'end':
        this.#feed.flush();
        this.store.end(message.outcome);
        break;
      case 'moment':
        this.moment = message.position;
        break;
      case 'ask':
        this.#answer(message);
        return;
    }
    this.#dirty = true;
  }

  /** Something will change although no message comes. */
  get waiting(): boolean {
    return this.#dirty || this.#feed.holding;
  }

  /** Once a frame: brings indexes up to date and tells the page what changed. True when something did. */
  tick(now: number): boolean {
    if (this.#feed.holding && now - this.#batchAt > QUIET) {
      this.#feed.flush();
      this.#dirty = true;
    }
    if (!this.#dirty) return false;
    this.#dirty = false;
    this.store.index();
    this.#names(now);
    // Of ten thousand goroutines a summary takes a good part of a frame: what follows now may then wait for the next.
    const asked = this.moment !== this.#toldMoment;
    if (!asked && now - this.#toldAt < this.#cost * REST) {
      this.#dirty = true;
      return true;
    }
    const start = performance.now();
    const summary = momentOf(this.store, this.moment);
    this.#cost = performance.now() - start;
    this.#toldAt = now;
    this.#toldMoment = this.moment;
    this.#post({ type: 'summary', summary }, summaryBuffers(summary));
    return true;
  }

  #names(now: number): void {
    const lanes = this.store.goroutines.length + this.store.objects.length;
    if (lanes === this.#named) return;
    if (now - this.#namedAt < NAMES_EVERY) {
      // Told in a later frame.
      this.#dirty = true;
      return;
    }
    this.#named = lanes;
    this.#namedAt = now;
    this.#post({ type: 'lanes', lanes: laneNames(this.store) }, []);
  }

  #answer({ id, question }: Extract<ToTrace, { type: 'ask' }>): void {
    try {
      this.store.index();
      this.#post({ type: 'answer', id, answer: answer(this.store, question) }, []);
    } catch (error) {
      this.#post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }, []);
    }
  }
}
