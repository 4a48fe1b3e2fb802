/** What waits for a moment. Armed timers stand in a heap, in the order of their due times (TM-13). */
export class TimerEntry {
  /** Nanoseconds on the run's clock. */
  when = 0;
  /** Place in the heap; -1 when not armed. */
  place = -1;
  /** Rank of arming: ties come in this order unless the chooser says otherwise. */
  order = 0;
  readonly fire: () => void;

  constructor(fire: () => void) {
    this.fire = fire;
  }
}

export class TimerHeap {
  private readonly heap: TimerEntry[] = [];
  private orders = 0;

  get size(): number {
    return this.heap.length;
  }

  /** The entry due first. */
  first(): TimerEntry | null {
    return this.heap[0] ?? null;
  }

  /** Arms `entry` for `when`, wherever it stood before. */
  arm(entry: TimerEntry, when: number): void {
    if (entry.place >= 0) this.disarm(entry);
    entry.when = when;
    entry.order = this.orders++;
    this.heap.push(entry);
    this.up(this.heap.length - 1, entry);
  }

  /** False when it was not armed. */
  disarm(entry: TimerEntry): boolean {
    const place = entry.place;
    if (place < 0) return false;
    entry.place = -1;
    const last = this.heap.pop() as TimerEntry;
    if (last === entry) return true;
    if (!this.down(place, last)) this.up(place, last);
    return true;
  }

  /** Removes and returns every entry due first, in the order they were armed. */
  takeTies(): TimerEntry[] {
    const ties: TimerEntry[] = [];
    const when = this.heap[0]?.when;
    for (let top = this.heap[0]; top !== undefined && top.when === when; top = this.heap[0]) {
      this.disarm(top);
      ties.push(top);
    }
    return ties;
  }

  private up(from: number, entry: TimerEntry): void {
    const { heap } = this;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as TimerEntry;
      if (!earlier(entry, parent)) break;
      heap[place] = parent;
      parent.place = place;
      place = above;
    }
    heap[place] = entry;
    entry.place = place;
  }

  /** True when it moved. */
  private down(from: number, entry: TimerEntry): boolean {
    const { heap } = this;
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && earlier(heap[below + 1] as TimerEntry, heap[below] as TimerEntry))
        below++;
      const child = heap[below] as TimerEntry;
      if (!earlier(child, entry)) break;
      heap[place] = child;
      child.place = place;
      place = below;
    }
    heap[place] = entry;
    entry.place = place;
    return place !== from;
  }
}

const earlier = (one: TimerEntry, other: TimerEntry): boolean =>
  one.when < other.when || (one.when === other.when && one.order < other.order);
