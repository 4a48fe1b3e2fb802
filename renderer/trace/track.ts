import { EventTree } from './event-tree.ts';
import { chunkOf, positionIn, Records, startOfChunk, VALUE_MAX } from './records.ts';
import { WHOLE } from './shares.ts';
import { STATE_OF_CODE, TIMED_STATES } from './states.ts';
import { NOTHING, TimeBuckets } from './time-buckets.ts';

/**
 * One thing that changes over time, as the slices between its changes:
 *  - `life`: what a goroutine does. Code: see `states.ts`. Value: the site. Word 2: the object it waits on, or who
 *    woke it or made it.
 *  - `level`: how full a channel is, how often a lock is held, what a counter says. Code: the kind of event. Value:
 *    the level afterwards. Word 2: the message, or the counter's delta. Word 3: the goroutine.
 *  - `waits`: how many wait. Value: see `packWaiting`. Its levels: senders, receivers, others, anybody at all.
 *
 * Slices are indexed twice for drawing, see `TimeBuckets` and `EventTree`; the newest slice is still open.
 */
export class Track {
  readonly kind: TrackKind;
  readonly records: Records;
  buckets: TimeBuckets | null = null;
  tree: EventTree | null = null;
  /** Slices that are in both indexes. */
  indexed = 0;
  /** `level`: the value that is drawn as full. */
  full: number;

  constructor(kind: TrackKind, unit: number, full = 1) {
    this.kind = kind;
    this.records = new Records(STRIDE[kind], unit);
    this.full = full;
  }

  /** Words a set of shares takes: two for lives, one for levels. */
  get words(): 1 | 2 {
    return this.kind === 'life' ? 2 : 1;
  }

  get bytes(): number {
    return this.records.bytes + (this.buckets?.bytes ?? 0) + (this.tree?.bytes ?? 0);
  }

  /** The levels of a slice of a `level` or `waits` track, or the state of a slice of a life; see `weigh`. */
  weight(head: number): number {
    return weigh(this.kind, this.full, head);
  }

  /** Says what is full; levels so far are drawn anew against it. */
  setFull(full: number): void {
    if (full === this.full || this.kind !== 'level') return;
    this.full = full;
    this.forget();
  }

  /** Drops the indexes: `index` makes them anew. */
  forget(): void {
    this.buckets = null;
    this.tree = null;
    this.indexed = 0;
  }

  /** Brings the indexes up to date. Costs nothing for a short track: its slices are read one by one. */
  index(): void {
    const { records, kind, full } = this;
    const closed = records.count - 1;
    if (closed < WORTH_INDEXING || closed === this.indexed) return;
    const buckets = (this.buckets ??= new TimeBuckets(this.words, records.position(0)));
    const tree = (this.tree ??= new EventTree(this.words));
    const { chunks, stride, unit } = records;
    let i = this.indexed;
    let chunkIndex = chunkOf(i);
    let chunk = chunks[chunkIndex] as Uint32Array;
    let at = (i - startOfChunk(chunkIndex)) * stride;
    let from = positionIn(chunk, at) * unit;
    while (i < closed) {
      const head = chunk[at + 1] as number;
      at += stride;
      if (at === chunk.length) {
        chunk = chunks[++chunkIndex] as Uint32Array;
        at = 0;
      }
      const to = positionIn(chunk, at) * unit;
      const weight = weigh(kind, full, head);
      if (kind !== 'life') {
        buckets.addLevels(to, weight);
        tree.addLevels(to - from, weight);
      } else {
        buckets.addState(to, weight < TIMED_STATES ? weight : NOTHING);
        tree.addState(to - from, weight < TIMED_STATES ? weight : NOTHING);
      }
      from = to;
      i++;
    }
    this.indexed = closed;
  }
}

export type TrackKind = 'life' | 'level' | 'waits';

const STRIDE: Readonly<Record<TrackKind, number>> = { life: 3, level: 4, waits: 2 };

/** Shorter tracks are drawn slice by slice. */
const WORTH_INDEXING = 64;

/** What a slice with this head word (see `records.ts`) weighs: a state, or a word of levels. */
export function weigh(kind: TrackKind, full: number, head: number): number {
  if (kind === 'life') return STATE_OF_CODE[(head >>> 27) & 31] as number;
  const value = head & VALUE_MAX;
  if (kind === 'level')
    return value === 0 ? 0 : Math.min(WHOLE, Math.max(1, Math.round((value * WHOLE) / full)));
  const senders = Math.min(WAITING_DRAWN, value & 0x7f);
  const receivers = Math.min(WAITING_DRAWN, (value >>> 7) & 0x7f);
  const others = Math.min(WAITING_DRAWN, value >>> 14);
  const anybody = value === 0 ? 0 : WAITING_DRAWN << 24;
  return (senders + (receivers << 8) + (others << 16) + anybody) * WAITING_STEP;
}

/** A queue is drawn one, two, or three and more deep. */
export const WAITING_DRAWN = 3;
export const WAITING_STEP = WHOLE / WAITING_DRAWN;

/** The value of a `waits` record. Longer queues than 127 (63 for others) are drawn as that long. */
export const packWaiting = (senders: number, receivers: number, others: number): number =>
  Math.min(senders, 0x7f) + (Math.min(receivers, 0x7f) << 7) + (Math.min(others, 0x3f) << 14);
