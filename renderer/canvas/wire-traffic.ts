import type { GraphDocument, GraphEdge } from '../../shared/graph/document.ts';
import type { RunFrame, RunRows } from '../run/run-view.ts';
import { STATE } from '../trace/states.ts';
import { endsOf, isReference, portIn } from './to-flow.ts';
import { cyclesOf, type CycleStep } from './wait-cycle.ts';
import { routeOf, trackOf, type Route, type Track } from './wire.ts';
import { find } from '../../shared/graph/edits.ts';

/**
 * What passes along each wire, and who waits at its ends: computed once a frame from a summary, without touching the
 * page. A message is drawn on the wire of whoever sent or received it; what cannot be told is not drawn.
 */
export interface LiveWire {
  readonly edge: GraphEdge;
  readonly route: Route;
  readonly track: Track;
  readonly reference: boolean;
  /** Leads to a channel from who sends, from a channel to who receives, or straight from one to the other. */
  readonly sends: boolean;
  readonly receives: boolean;
  /** The only wire on its side of its channel: the channel's rate is its rate. */
  readonly alone: boolean;
  /** Row of `summary.objects`; -1: none in this run. */
  object: number;
  /** Goroutines of the block it comes from that wait to send, or wait for the lock. */
  waitingToSend: number;
  waitingToReceive: number;
  /** The state in which somebody wants the object: an index into `STATES`; -1: nobody does. */
  wants: number;
  holds: boolean;
  /** Somebody waits for the object: who holds it is worth seeing. */
  contended: boolean;
  /** Part of a ring of waits, which is drawn in a way of its own. */
  ring: boolean;
  closed: boolean;
  /** Values that wait in its channel, of a wire straight between two goroutines. */
  buffered: number;
  /** Messages a second of the run's clock, or NaN where that cannot be told. */
  rate: number;
  /** Tokens on their way: when each began, in milliseconds. The oldest first. */
  readonly tokens: number[];
  /** More messages than tokens are drawn for: a pulse train. Until when, in milliseconds. */
  pulseUntil: number;
  /** When something passed last. */
  passedAt: number;
}

export const MOST_TOKENS = 30;
export const MOST_TOKENS_IN_ALL = 1000;
const SPEED = 0.42;

/** How long a token is on its way, in milliseconds. */
export const travelTime = (wire: LiveWire): number => Math.min(900, Math.max(220, wire.track.length / SPEED));

export class WireTraffic {
  wires: readonly LiveWire[] = [];
  /** Rings of goroutines that wait for each other's locks. */
  rings: readonly (readonly CycleStep[])[] = [];
  #document: GraphDocument | null = null;
  #rows: RunRows | null = null;
  #byEnds = new Map<string, LiveWire[]>();
  #nodeOfEntry: readonly string[] = [];
  #sent = new Float64Array(0);
  #received = new Float64Array(0);
  #tokens = 0;

  setDocument(document: GraphDocument): void {
    if (document.nodes === this.#document?.nodes && document.edges === this.#document.edges) return;
    const before = new Map(this.wires.map((wire) => [wire.edge.id, wire]));
    this.#document = document;
    const sides = new Map<string, number>();
    const edges = Object.values<GraphEdge>(document.edges);
    for (const edge of edges) {
      for (const side of [`>${edge.to.node} ${edge.to.port}`, `<${edge.from.node} ${edge.from.port}`]) {
        sides.set(side, (sides.get(side) ?? 0) + 1);
      }
    }
    this.wires = edges.flatMap((edge): LiveWire[] => {
      const ends = endsOf(document, edge);
      const from = find(document.nodes, edge.from.node);
      const to = find(document.nodes, edge.to.node);
      const [a, b] = [from && portIn(from, edge.from.port), to && portIn(to, edge.to.port)];
      if (ends === null || a == null || b == null) return [];
      const route = routeOf(...ends);
      const kept = before.get(edge.id);
      const data = a.side === 'right' && b.side === 'left' && b.spec.type.is !== 'context';
      const sends = data && a.spec.role === 'uses';
      const receives = data && b.spec.role === 'uses';
      return [
        {
          edge,
          route,
          track: trackOf(route),
          reference: isReference(a) || isReference(b),
          sends,
          receives,
          alone:
            (!sends || sides.get(`>${edge.to.node} ${edge.to.port}`) === 1) &&
            (!receives || sides.get(`<${edge.from.node} ${edge.from.port}`) === 1),
          object: kept?.object ?? -1,
          waitingToSend: 0,
          waitingToReceive: 0,
          wants: -1,
          holds: false,
          contended: false,
          ring: false,
          closed: false,
          buffered: 0,
          rate: Number.NaN,
          tokens: kept?.tokens ?? [],
          pulseUntil: kept?.pulseUntil ?? 0,
          passedAt: kept?.passedAt ?? -Infinity,
        },
      ];
    });
    this.#join();
  }

  /** Which wires the rows of a run belong to. */
  #join(): void {
    const rows = this.#rows;
    this.#byEnds = new Map();
    this.#nodeOfEntry = rows === null ? [] : rows.tables.goroutines.map((entry) => entry.node);
    for (const wire of this.wires) {
      wire.object = rows === null ? -1 : rows.objectOfEdge(wire.edge);
      if (wire.object === -1) continue;
      const { from, to } = wire.edge;
      if (wire.sends || wire.reference) this.#put(keyOf(from.node, wire.object, 'out'), wire);
      if (wire.receives) this.#put(keyOf(to.node, wire.object, 'in'), wire);
    }
  }

  #put(key: string, wire: LiveWire): void {
    const known = this.#byEnds.get(key);
    if (known === undefined) this.#byEnds.set(key, [wire]);
    else known.push(wire);
  }

  /**
   * Takes a frame in; whether something passed since the one before. `moving`: tokens may be drawn. `still`: the run
   * is paused, and keeps the rates it had. A frame of null: nothing runs.
   */
  take(frame: RunFrame | null, now: number, moving: boolean, still = false): boolean {
    for (const wire of this.wires) {
      wire.waitingToSend = 0;
      wire.waitingToReceive = 0;
      wire.wants = -1;
      wire.holds = false;
      wire.contended = false;
      wire.ring = false;
      wire.closed = false;
      wire.buffered = 0;
      if (!still) wire.rate = Number.NaN;
    }
    if (frame === null || frame.rows !== this.#rows) {
      this.#rows = frame?.rows ?? null;
      this.#sent = new Float64Array(0);
      this.#received = new Float64Array(0);
      for (const wire of this.wires) {
        wire.tokens.length = 0;
        wire.pulseUntil = 0;
        wire.passedAt = -Infinity;
      }
      this.#join();
    }
    this.rings = [];
    if (frame === null) return false;
    const { goroutines, objects, live } = frame.summary;
    for (let row = 0; row < goroutines.count; row++) {
      const object = goroutines.waitsOn[row]!;
      if (object < 0) continue;
      const state = goroutines.state[row]!;
      const wires = this.#wiresOf(goroutines.entry[row]!, object, state === STATE.recv ? 'in' : 'out');
      for (const wire of wires) {
        if (state === STATE.send) wire.waitingToSend++;
        else if (state === STATE.recv) wire.waitingToReceive++;
        else wire.wants = state;
      }
    }
    for (const wire of this.wires) {
      const { object } = wire;
      if (object < 0 || object >= objects.count) continue;
      wire.closed = objects.closed[object] === 1;
      if (wire.sends && wire.receives) wire.buffered = objects.length[object]!;
      if (wire.alone && (wire.sends || wire.receives)) this.#rate(wire, objects.rate[object]!, still);
      const owner = objects.owner[object]!;
      if (wire.reference) wire.contended = objects.waiting[object]! > 0;
      if (wire.reference && owner >= 0) {
        wire.holds = this.#nodeOfEntry[goroutines.entry[owner] ?? -1] === wire.edge.from.node;
      }
    }
    this.rings = cyclesOf(frame);
    this.#markRings();
    if (live) return this.#pass(frame, now, moving);
    this.#forget();
    return false;
  }

  /** A clock that stands still tells no rate. */
  #rate(wire: LiveWire, rate: number, still: boolean): void {
    if (!still || rate > 0) wire.rate = rate;
  }

  #markRings(): void {
    const joints = new Set(
      this.rings.flat().flatMap(({ waiter, lock, holder }) => [`${waiter} ${lock}`, `${holder} ${lock}`]),
    );
    if (joints.size === 0) return;
    for (const wire of this.wires) wire.ring = joints.has(`${wire.edge.from.node} ${wire.edge.to.node}`);
  }

  /** A moment of the past was looked at: what has passed since is not drawn as passing now. */
  #forget(): void {
    this.#sent = new Float64Array(0);
    for (const wire of this.wires) wire.tokens.length = 0;
  }

  #pass({ summary: { goroutines, objects } }: RunFrame, now: number, moving: boolean): boolean {
    let came = false;
    const fresh = this.#sent.length === 0;
    if (this.#sent.length < objects.count) {
      this.#sent = grown(this.#sent, objects.count);
      this.#received = grown(this.#received, objects.count);
    }
    this.#tokens = this.wires.reduce((sum, wire) => sum + wire.tokens.length, 0);
    for (let row = 0; row < objects.count; row++) {
      const sent = fresh ? 0 : objects.sent[row]! - this.#sent[row]!;
      const received = fresh ? 0 : objects.received[row]! - this.#received[row]!;
      this.#sent[row] = objects.sent[row]!;
      this.#received[row] = objects.received[row]!;
      if (sent <= 0 && received <= 0) continue;
      came = true;
      this.#show(
        row,
        0,
        sent,
        objects.passedAt[row]!,
        objects.passedCount[row]!,
        objects.passed,
        goroutines.entry,
        now,
        moving,
      );
      this.#show(
        row,
        1,
        received,
        objects.passedAt[row]!,
        objects.passedCount[row]!,
        objects.passed,
        goroutines.entry,
        now,
        moving,
      );
    }
    return came;
  }

  /** Draws the newest `count` messages one way through an object, on the wires of those who moved them. */
  #show(
    object: number,
    way: 0 | 1,
    count: number,
    from: number,
    named: number,
    passed: Uint32Array,
    entries: Int32Array,
    now: number,
    moving: boolean,
  ): void {
    let left = count;
    for (let i = from + named - 1; i >= from && left > 0; i--) {
      const word = passed[i]!;
      if ((word & 1) !== way) continue;
      left--;
      for (const wire of this.#wiresOf(entries[word >>> 1] ?? -1, object, way === 1 ? 'in' : 'out')) {
        // A wire straight between two goroutines shows each message once, from its send.
        if (way === 1 && wire.sends) continue;
        wire.passedAt = now;
        if (!moving) continue;
        if (wire.tokens.length >= MOST_TOKENS || this.#tokens >= MOST_TOKENS_IN_ALL) {
          wire.pulseUntil = now + 400;
          continue;
        }
        // Messages of one frame are spread over it, so that they are seen one after another.
        wire.tokens.push(now + (count - left) * Math.min(24, 120 / count));
        this.#tokens++;
      }
    }
  }

  #wiresOf(entry: number, object: number, way: 'in' | 'out'): readonly LiveWire[] {
    const node = this.#nodeOfEntry[entry];
    return node === undefined ? NONE : (this.#byEnds.get(keyOf(node, object, way)) ?? NONE);
  }
}

const NONE: readonly LiveWire[] = [];

const keyOf = (node: string, object: number, way: 'in' | 'out'): string => `${way} ${object} ${node}`;

function grown(before: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(size);
  next.set(before);
  return next;
}
