import { KIND, NOBODY } from '../../shared/trace/events.ts';
import { StringTable } from '../../shared/trace/strings.ts';
import { drawnLabel, entryNamed, type DrawnNames } from './drawn-names.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';
import { Axis } from './axis.ts';
import { GoroutineLane, mark, ObjectLane, rareMark, recordsOf, tracksOf } from './lanes.ts';
import { LogLines } from './log-lines.ts';
import { REACH, VALUE_MAX } from './records.ts';
import { CODE, codeOfReason, STATE, STATE_OF_CODE } from './states.ts';
import type { Track } from './track.ts';

/** Something a person must never miss, at any zoom. */
export interface Landmark {
  readonly position: number;
  readonly kind: 'panic' | 'close' | 'cancel' | 'dropped' | 'deadlock' | 'fatal' | 'end';
  readonly lane: GoroutineLane | ObjectLane | null;
  readonly text: string;
}

/** What a run did so far: lanes of columns, ready to be drawn at any zoom and asked about any moment. */
export class TraceStore {
  readonly tables: RunTables;
  readonly axis: Axis;
  readonly strings = new StringTable();
  /** In order of creation; a row is an index. */
  readonly goroutines: GoroutineLane[] = [];
  /** The program's objects first, in their order. */
  readonly objects: ObjectLane[] = [];
  readonly logs = new LogLines();
  readonly landmarks: Landmark[] = [];
  events = 0;
  dropped = 0;
  damaged = 0;
  outcome: Outcome | null = null;
  /** Grows with every change that a drawing could show. */
  version = 0;
  #unit = 1;
  /** The position that makes the unit double. */
  #reach = REACH;
  /** By worker, then by number. */
  readonly #byNumber: GoroutineLane[][] = [];
  /** Goroutines whose number is far beyond the ones before: damage, or a recorder that began late. */
  readonly #outliers = new Map<number, GoroutineLane>();
  readonly #made = new Map<number, ObjectLane>();
  readonly #dirty = new Set<Track>();
  readonly #names: DrawnNames | null;

  /** `names`: what things are called on the canvas; else by the program's own names. */
  constructor(tables: RunTables, clock: 'real' | 'virtual', names: DrawnNames | null = null) {
    this.tables = tables;
    this.#names = names;
    this.axis = new Axis(clock);
    for (const [index, decl] of tables.objects.entries()) {
      const lane = new ObjectLane(
        index,
        index,
        names?.objects[index] ?? decl.name,
        decl.kind,
        capacityOf(decl),
        1,
      );
      // A count that is there from the beginning.
      if (decl.kind === 'waitgroup' && decl.count > 0)
        this.#level(lane, 0, KIND.add, decl.count, 0, NOBODY, decl.kind);
      this.objects.push(lane);
    }
  }

  /** Bytes held for lanes and their indexes; texts and tables are not counted. */
  get bytes(): number {
    let sum = this.logs.bytes;
    for (const lane of [...this.goroutines, ...this.objects]) {
      for (const track of tracksOf(lane)) sum += track.bytes;
      sum += (lane.marks?.bytes ?? 0) + (lane.rare?.bytes ?? 0);
    }
    return sum;
  }

  /**
   * Takes records `from` (inclusive) to `to` of a batch, which follow one another at one worker. On a real clock the
   * first stands at `position` and each is `spacing` after the one before; a virtual clock's records say where they
   * stand. Never throws at what the records hold.
   */
  apply(
    worker: number,
    words: Uint32Array,
    from: number,
    to: number,
    position: number,
    spacing: number,
  ): void {
    const virtual = this.axis.kind === 'virtual';
    let at = position;
    for (let i = from << 2, end = to << 2; i < end; i += 4) {
      const head = words[i] as number;
      const kind = head >>> 24;
      const a = words[i + 1] as number;
      const b = words[i + 2] as number;
      const c = words[i + 3] as number;
      if (kind === KIND_CLOCK) {
        if (virtual && !this.axis.moveClock(b * 0x1_0000_0000 + a)) this.damaged++;
        continue;
      }
      if (virtual) at = this.axis.step();
      if (at >= this.#reach) this.#widen(at);
      this.#event(worker, kind, head & 0xffffff, a, b, c, at);
      if (!virtual) at += spacing;
    }
    this.events += to - from;
    if (!virtual && to > from) this.axis.advance(position + spacing * (to - from - 1), to - from);
    this.version++;
  }

  /** The run ended. */
  end(outcome: Outcome): void {
    this.outcome = outcome;
    const { end: position } = this.axis;
    if (outcome.end === 'deadlock') {
      this.landmarks.push({ position, kind: 'deadlock', lane: null, text: outcome.message });
    } else if (outcome.end === 'fatal') {
      this.landmarks.push({ position, kind: 'fatal', lane: null, text: outcome.message });
    } else this.landmarks.push({ position, kind: 'end', lane: null, text: outcome.end });
    this.version++;
  }

  /** Brings the indexes of changed lanes up to date. */
  index(): void {
    for (const track of this.#dirty) track.index();
    this.#dirty.clear();
  }

  /** The lane of a goroutine; made when it was never announced, as at the beginning of a flight recorder's trace. */
  goroutine(id: number): GoroutineLane | null {
    if (id === NOBODY || (id & 0xffffff) === 0) return null;
    return this.#find(id >>> 24, id & 0xffffff) ?? null;
  }

  /** The lane of an object, as records of this goroutine's worker call it. */
  objectOf(goroutine: number, id: number): ObjectLane | null {
    if (id < this.tables.objects.length) return this.objects[id] ?? null;
    return this.#made.get((goroutine >>> 24) * 0x1_0000_0000 + id) ?? null;
  }

  #event(worker: number, kind: number, g: number, a: number, b: number, c: number, at: number): void {
    // What happens to an object may be done by nobody: by a timer, or from outside. Lives are somebody's.
    const by = g === 0 ? NOBODY : ((worker << 24) | g) >>> 0;
    if (by === NOBODY && LIFE_KINDS.has(kind)) {
      this.damaged++;
      return;
    }
    switch (kind) {
      case KIND_RUNNING: {
        const lane = this.#lane(worker, g);
        this.#leave(lane, at);
        this.#turn(lane, at, CODE.running, a, 0);
        return;
      }
      case KIND_PARKED: {
        const lane = this.#lane(worker, g);
        this.#leave(lane, at);
        const code = codeOfReason(b);
        this.#turn(lane, at, code, c, a);
        const object = a === NOBODY ? null : this.#object(worker, a);
        lane.waitsOn = object;
        if (object !== null) {
          object.queue(at, sideOf(code), 1);
          this.#dirty.add(object.waits as Track);
        }
        return;
      }
      case KIND_WOKEN: {
        const lane = this.#lane(worker, g);
        this.#leave(lane, at);
        this.#turn(lane, at, CODE.woken, 0, fullId(worker, a));
        return;
      }
      case KIND_SEND: {
        const object = this.#object(worker, a);
        if (object === null) return;
        this.#level(object, at, kind, c, b, by, 'chan');
        object.sent++;
        return;
      }
      case KIND_RECEIVE: {
        const object = this.#object(worker, a);
        if (object === null) return;
        this.#level(object, at, kind, c, b, by, 'chan');
        object.received++;
        return;
      }
      case KIND.yielded: {
        const lane = this.#lane(worker, g);
        this.#leave(lane, at);
        this.#turn(lane, at, CODE.yielded, b, a);
        return;
      }
      case KIND.created: {
        const lane = this.#lane(worker, g);
        this.#introduce(lane, fullId(worker, a), b, c);
        this.#turn(lane, at, CODE.created, 0, fullId(worker, a));
        return;
      }
      case KIND.ended: {
        const lane = this.#lane(worker, g);
        this.#leave(lane, at);
        this.#turn(lane, at, a === 0 ? CODE.returned : a === 1 ? CODE.exited : CODE.panicked, 0, 0);
        return;
      }
      case KIND.object: {
        const object = this.#object(worker, a);
        if (object === null) return;
        const name = this.strings.get(b);
        if (name !== '' && object.row >= this.tables.objects.length) object.name = name;
        object.capacity = Math.min(c, VALUE_MAX);
        object.level.setFull(Math.max(1, object.capacity));
        return;
      }
      case KIND['receive-closed']: {
        const object = this.#object(worker, a);
        if (object !== null) this.#level(object, at, kind, object.length, 0, by, 'chan');
        return;
      }
      case KIND.close: {
        const object = this.#object(worker, a);
        if (object === null) return;
        object.closed = true;
        object.closedFrom ??= at;
        this.#level(object, at, kind, c, 0, by, 'chan');
        rareMark(object, this.#unit, at, kind, 0, by);
        this.#landmark(at, 'close', object, object.name);
        return;
      }
      case KIND.lock:
      case KIND.unlock: {
        const object = this.#object(worker, a);
        if (object === null) return;
        const locks = kind === KIND.lock;
        const held = b === 1 ? Math.max(0, object.length + (locks ? 1 : -1)) : locks ? 1 : 0;
        object.owner = locks && b !== 1 ? this.goroutine(by) : null;
        this.#level(object, at, kind, held, b, by, 'mutex');
        return;
      }
      case KIND.add: {
        const object = this.#object(worker, a);
        if (object === null) return;
        const value = Math.max(0, c | 0);
        if (value > object.level.full) object.level.setFull(2 ** Math.ceil(Math.log2(value)));
        this.#level(object, at, kind, Math.min(value, VALUE_MAX), b, by, 'waitgroup');
        return;
      }
      case KIND.select:
        mark(this.#lane(worker, g), this.#unit, at, kind, packSelect(a, b), c);
        return;
      case KIND.read:
      case KIND.write: {
        const object = this.#object(worker, a);
        if (object !== null) mark(object, this.#unit, at, kind, b, by);
        return;
      }
      case KIND.cancel: {
        const object = this.#object(worker, a);
        if (object === null) return;
        object.closed = true;
        object.closedFrom ??= at;
        rareMark(object, this.#unit, at, kind, 0, by);
        this.#landmark(at, 'cancel', object, object.name);
        return;
      }
      case KIND.timer: {
        const object = a === NOBODY ? null : this.#object(worker, a);
        if (object !== null) mark(object, this.#unit, at, kind, 0, NOBODY);
        return;
      }
      case KIND.log: {
        const lane = this.#lane(worker, g);
        mark(lane, this.#unit, at, kind, b, this.logs.count);
        this.logs.push(at, lane.row, a, b);
        return;
      }
      case KIND.panic: {
        const lane = this.#lane(worker, g);
        rareMark(lane, this.#unit, at, kind, b, a);
        this.#landmark(at, 'panic', lane, this.strings.get(a));
        return;
      }
      case KIND.dropped:
        this.dropped += a;
        this.#landmark(at, 'dropped', null, String(a));
        return;
      default:
        this.damaged++;
    }
  }

  /** A new slice begins. */
  #turn(lane: GoroutineLane, at: number, code: number, site: number, word: number): void {
    lane.life.records.push(at, code, site, word, 0);
    lane.code = code;
    lane.since = at;
    this.#dirty.add(lane.life);
  }

  /** It waits no longer: the queue it stood in is shorter. */
  #leave(lane: GoroutineLane, at: number): void {
    const object = lane.waitsOn;
    if (object === null) return;
    lane.waitsOn = null;
    object.queue(at, sideOf(lane.code), -1);
    this.#dirty.add(object.waits as Track);
  }

  #level(
    object: ObjectLane,
    at: number,
    kind: number,
    value: number,
    word: number,
    goroutine: number,
    is: ObjectLane['kind'],
  ): void {
    if (object.kind === 'unknown') object.kind = is;
    object.change(at, value);
    object.level.records.push(at, kind, value, word, goroutine);
    this.#dirty.add(object.level);
  }

  #introduce(lane: GoroutineLane, parent: number, name: number, ordinal: number): void {
    lane.name = lane.label = this.strings.get(name);
    const made = parent === NOBODY ? null : this.goroutine(parent);
    if (made !== null && made !== lane) lane.parent = made.row;
    // The blocks' own goroutines are main's children too, as in Go: their names tell them from those it started.
    const named = entryNamed(this.tables, lane.name);
    if (named === null && lane.parent !== -1) {
      lane.entry = this.goroutines[lane.parent]!.entry;
      return;
    }
    const found = named ?? entryOf(this.tables, lane.name, ordinal);
    if (named !== null && this.#names !== null) lane.name = drawnLabel(lane.name, this.tables, this.#names);
    lane.entry = found.entry;
    lane.replica = found.replica;
  }

  #landmark(
    position: number,
    kind: Landmark['kind'],
    lane: GoroutineLane | ObjectLane | null,
    text: string,
  ): void {
    if (this.landmarks.length < MOST_LANDMARKS) this.landmarks.push({ position, kind, lane, text });
  }

  #find(worker: number, number: number): GoroutineLane | undefined {
    return this.#byNumber[worker]?.[number] ?? this.#outliers.get((worker << 24) | number);
  }

  #lane(worker: number, number: number): GoroutineLane {
    const known = this.#byNumber[worker]?.[number];
    if (known !== undefined) return known;
    return this.#find(worker, number) ?? this.#newLane(worker, number);
  }

  #newLane(worker: number, number: number): GoroutineLane {
    if (this.goroutines.length >= MOST_LANES) {
      this.damaged++;
      return this.goroutines[0] as GoroutineLane;
    }
    const id = ((worker << 24) | number) >>> 0;
    const lane = new GoroutineLane(this.goroutines.length, id, `goroutine ${number}`, this.#unit);
    this.goroutines.push(lane);
    const numbers = (this.#byNumber[worker] ??= []);
    if (number <= numbers.length + FAR) numbers[number] = lane;
    else this.#outliers.set(id | 0, lane);
    return lane;
  }

  #object(worker: number, id: number): ObjectLane | null {
    if (id < MADE_WHILE_RUNNING) {
      const known = this.objects[id];
      if (known !== undefined && id < this.tables.objects.length) return known;
      this.damaged++;
      return null;
    }
    const key = worker * 0x1_0000_0000 + id;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    if (this.objects.length >= MOST_LANES || id === NOBODY) {
      this.damaged++;
      return null;
    }
    const lane = new ObjectLane(
      this.objects.length,
      id,
      `#${id - MADE_WHILE_RUNNING}`,
      'unknown',
      0,
      this.#unit,
    );
    this.objects.push(lane);
    this.#made.set(key, lane);
    return lane;
  }

  /** Positions outgrew their 39 bits: every lane counts in larger units from now on. */
  #widen(position: number): void {
    let times = 0;
    while (position >= this.#reach) {
      this.#reach *= 2;
      this.#unit *= 2;
      times++;
    }
    // A few more at once, so that this stays rare.
    this.#reach *= 8;
    this.#unit *= 8;
    times += 3;
    for (const lane of [...this.goroutines, ...this.objects]) {
      for (const records of recordsOf(lane)) records.widen(times);
      for (const track of tracksOf(lane)) {
        track.forget();
        this.#dirty.add(track);
      }
    }
  }
}

/** Objects made while a program runs are numbered from here. */
export const MADE_WHILE_RUNNING = 2 ** 20;
const MOST_LANES = 2 ** 20;
const MOST_LANDMARKS = 100_000;
/** Numbers further apart than this are kept aside: an array of holes would be large. */
const FAR = 4096;

/** Records about a goroutine itself. */
const LIFE_KINDS: ReadonlySet<number> = new Set([
  KIND.created,
  KIND.running,
  KIND.yielded,
  KIND.parked,
  KIND.woken,
  KIND.ended,
  KIND.select,
  KIND.log,
  KIND.panic,
]);

const KIND_CLOCK = KIND.clock;
const KIND_RUNNING = KIND.running;
const KIND_PARKED = KIND.parked;
const KIND_WOKEN = KIND.woken;
const KIND_SEND = KIND.send;
const KIND_RECEIVE = KIND.receive;

/** A goroutine named by a record of `worker`: one without a worker of its own is that worker's. */
const fullId = (worker: number, id: number): number =>
  id === 0 ? NOBODY : id >>> 24 === 0 ? ((worker << 24) | id) >>> 0 : id;

/** Which side of an object a goroutine with this code waits on: 0 sends, 1 receives, 2 neither. */
function sideOf(code: number): number {
  const state = STATE_OF_CODE[code] as number;
  return state === STATE.send ? 0 : state === STATE.recv ? 1 : 2;
}

/** A select's mark: how many cases were ready, and which was taken (0: default, else its index and one). */
const packSelect = (chosen: number, ready: number): number =>
  (Math.min(ready, 0xff) << 12) | (chosen === NOBODY ? 0 : Math.min(chosen + 1, 0xfff));

export const unpackSelect = (value: number): { readonly chosen: number; readonly ready: number } => ({
  chosen: (value & 0xfff) - 1,
  ready: value >>> 12,
});

function capacityOf(decl: ObjectDecl): number {
  if (decl.kind === 'chan') return Math.min(decl.capacity, VALUE_MAX);
  if (decl.kind === 'semaphore') return Math.min(decl.size, VALUE_MAX);
  return decl.kind === 'timer' || decl.kind === 'ticker' ? 1 : 0;
}

/** The block a goroutine of the program belongs to: by its label, `worker[2]`, else by its rank. */
export function entryOf(
  tables: RunTables,
  label: string,
  ordinal: number,
): { readonly entry: number; readonly replica: number } {
  const named = entryNamed(tables, label);
  if (named !== null) return named;
  let first = 0;
  for (const [entry, decl] of tables.goroutines.entries()) {
    if (ordinal < first + decl.replicas) return { entry, replica: ordinal - first };
    first += decl.replicas;
  }
  return { entry: -1, replica: -1 };
}
