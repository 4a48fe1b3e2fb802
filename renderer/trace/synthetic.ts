import { nodeId, objectId } from '../../shared/base/ids.ts';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { ObjectDecl } from '../../shared/ir/program.ts';
import { encodeBatch } from '../../shared/trace/batch-bytes.ts';
import { KIND, NOBODY, WAIT_REASONS, type WaitReason } from '../../shared/trace/events.ts';

/**
 * Traces of programs that do not exist, for tests and measurements: goroutines that produce, consume, take a lock and
 * sleep on a few processors. What is recorded is what a machine would record, in its order.
 */
export interface SyntheticOptions {
  readonly seed: number;
  /** At least this many records. */
  readonly records: number;
  readonly goroutines: number;
  readonly channels: number;
  readonly locks: number;
  readonly capacity: number;
  readonly processors: number;
  readonly clock: 'real' | 'virtual';
  /** Mean nanoseconds of work between two operations. */
  readonly work: number;
  /** Records a batch. */
  readonly batch: number;
}

export const SYNTHETIC: SyntheticOptions = {
  seed: 1,
  records: 10_000,
  goroutines: 12,
  channels: 3,
  locks: 1,
  capacity: 4,
  processors: 4,
  clock: 'real',
  work: 40_000,
  batch: 4096,
};

export function syntheticTables(options: SyntheticOptions): RunTables {
  const objects: ObjectDecl[] = [];
  for (let i = 0; i < options.channels; i++) {
    objects.push({
      id: objectId(`c${i}`),
      name: `jobs${i}`,
      node: nodeId(`c${i}`),
      edge: null,
      kind: 'chan',
      elem: 'number',
      capacity: options.capacity,
      senders: 0,
    });
  }
  for (let i = 0; i < options.locks; i++) {
    objects.push({ id: objectId(`m${i}`), name: `mu${i}`, node: nodeId(`m${i}`), edge: null, kind: 'mutex' });
  }
  return {
    name: 'synthetic',
    objects,
    goroutines: [
      {
        node: nodeId('g'),
        name: 'worker',
        replicas: options.goroutines,
        main: false,
        worker: null,
        args: [],
        closes: [],
      },
    ],
    sites: [null, { node: nodeId('g'), param: 'body', line: 2, column: 3 }],
  };
}

/** The batches of one worker, in order. */
export function* syntheticBatches(options: SyntheticOptions): Generator<ArrayBuffer, void, void> {
  const machine = new Machine(options);
  let first = 0;
  for (;;) {
    const { words, strings } = machine.produce(options.batch);
    yield encodeBatch({ worker: 0, first, records: words, strings });
    first += words.length / 4;
    if (first >= options.records) return;
  }
}

/** All batches at once. */
export const syntheticTrace = (options: SyntheticOptions): ArrayBuffer[] => [...syntheticBatches(options)];

const reason = (name: WaitReason): number => WAIT_REASONS.indexOf(name);
const CHAN_SEND = reason('chan send');
const CHAN_RECEIVE = reason('chan receive');
const LOCK = reason('sync.Mutex.Lock');
const SLEEP = reason('sleep');
const SITE = 1;

interface Channel {
  length: number;
  sent: number;
  received: number;
  readonly senders: number[];
  readonly receivers: number[];
}

interface Lock {
  owner: number;
  readonly queue: number[];
}

class Machine {
  readonly #options: SyntheticOptions;
  readonly #chance: () => number;
  readonly #channels: Channel[];
  readonly #locks: Lock[];
  readonly #ready: number[] = [];
  /** What each goroutine holds: a lock, or -1. */
  readonly #holds: Int32Array;
  readonly #due = new Deadlines();
  #free: number;
  #now = 0;
  #words = new Uint32Array(0);
  #count = 0;
  #sinceClock = 0;
  #strings: [number, string][] = [];
  #recorded = 0;

  constructor(options: SyntheticOptions) {
    this.#options = options;
    this.#chance = randomNumbers(options.seed);
    this.#channels = Array.from({ length: options.channels }, () => ({
      length: 0,
      sent: 0,
      received: 0,
      senders: [],
      receivers: [],
    }));
    this.#locks = Array.from({ length: options.locks }, () => ({ owner: -1, queue: [] }));
    this.#holds = new Int32Array(options.goroutines).fill(-1);
    this.#free = options.processors;
  }

  /** At least `count` records, except that a step of the program is never cut. */
  produce(count: number): { words: Uint32Array; strings: [number, string][] } {
    const steps = count + 64 + (this.#recorded === 0 ? this.#options.goroutines * 2 : 0);
    this.#words = new Uint32Array(steps * 4);
    this.#count = 0;
    this.#strings = [];
    if (this.#recorded === 0) this.#begin();
    while (this.#count < count) this.#step();
    // A batch ends with a reading, as a worker's does.
    if (this.#options.clock === 'real') this.#clock();
    this.#recorded += this.#count;
    return { words: this.#words.slice(0, this.#count * 4), strings: this.#strings };
  }

  #begin(): void {
    this.#clock();
    for (let g = 0; g < this.#options.goroutines; g++) {
      this.#strings.push([g, `worker[${g}]`]);
      this.#record(KIND.created, g, 0, g, g);
      this.#ready.push(g);
    }
  }

  #step(): void {
    while (this.#free > 0 && this.#ready.length > 0) {
      const g = this.#ready.shift() as number;
      this.#free--;
      this.#record(KIND.running, g, SITE, 0, 0);
      this.#due.push(this.#now + this.#work(g), g);
    }
    const next = this.#due.pop();
    if (next === null) throw new Error('a synthetic program never ends');
    if (next.at > this.#now) {
      this.#now = next.at;
      if (this.#options.clock === 'virtual' || this.#sinceClock >= 256) this.#clock();
    }
    if (next.sleeper) {
      this.#wake(next.who, NOBODY, NOBODY);
      return;
    }
    this.#act(next.who);
  }

  /** One operation of a goroutine that worked up to now. */
  #act(g: number): void {
    const { channels, locks } = this.#options;
    const luck = this.#chance();
    const held = this.#holds[g] as number;
    if (held >= 0) this.#unlock(g, held);
    else if (luck < 0.03) return this.#sleep(g);
    else if (luck < 0.05) return this.#yield(g);
    else if (luck < 0.15 && locks > 0) return this.#lock(g, g % locks);
    else if (g % 2 === 0) return this.#send(g, (g >> 1) % channels);
    else return this.#receive(g, (g >> 1) % channels);
    this.#carryOn(g);
  }

  #send(g: number, c: number): void {
    const channel = this.#channels[c] as Channel;
    const receiver = channel.receivers.shift();
    if (receiver !== undefined) {
      this.#record(KIND.send, g, c, channel.sent++, 0);
      this.#record(KIND.receive, receiver, c, channel.received++, 0);
      this.#wake(receiver, g, c);
    } else if (channel.length < this.#options.capacity) {
      this.#record(KIND.send, g, c, channel.sent++, ++channel.length);
    } else return this.#park(g, c, CHAN_SEND, channel.senders);
    this.#carryOn(g);
  }

  #receive(g: number, c: number): void {
    const channel = this.#channels[c] as Channel;
    const sender = channel.senders.shift();
    if (channel.length === 0 && sender === undefined)
      return this.#park(g, c, CHAN_RECEIVE, channel.receivers);
    if (channel.length > 0) this.#record(KIND.receive, g, c, channel.received++, --channel.length);
    if (sender !== undefined) {
      if (this.#options.capacity > 0) channel.length++;
      this.#record(KIND.send, sender, c, channel.sent++, channel.length);
      if (this.#options.capacity === 0) this.#record(KIND.receive, g, c, channel.received++, 0);
      this.#wake(sender, g, c);
    }
    this.#carryOn(g);
  }

  #lock(g: number, m: number): void {
    const lock = this.#locks[m] as Lock;
    const object = this.#options.channels + m;
    if (lock.owner >= 0) return this.#park(g, object, LOCK, lock.queue);
    lock.owner = g;
    this.#holds[g] = m;
    this.#record(KIND.lock, g, object, 0, 0);
    this.#carryOn(g);
  }

  #unlock(g: number, m: number): void {
    const lock = this.#locks[m] as Lock;
    const object = this.#options.channels + m;
    this.#holds[g] = -1;
    this.#record(KIND.unlock, g, object, 0, lock.queue.length);
    lock.owner = lock.queue.shift() ?? -1;
    if (lock.owner < 0) return;
    this.#holds[lock.owner] = m;
    this.#record(KIND.lock, lock.owner, object, 0, lock.queue.length);
    this.#wake(lock.owner, g, object);
  }

  #sleep(g: number): void {
    this.#record(KIND.parked, g, NOBODY, SLEEP, SITE);
    this.#free++;
    this.#due.push(this.#now + this.#work(g) * 30 + 1, g, true);
  }

  #yield(g: number): void {
    this.#record(KIND.yielded, g, 0, SITE, 0);
    this.#free++;
    this.#ready.push(g);
  }

  #park(g: number, object: number, why: number, queue: number[]): void {
    this.#record(KIND.parked, g, object, why, SITE);
    queue.push(g);
    this.#free++;
  }

  #wake(g: number, by: number, object: number): void {
    this.#record(KIND.woken, g, by === NOBODY ? NOBODY : by + 1, object, 0);
    this.#ready.push(g);
  }

  #carryOn(g: number): void {
    this.#due.push(this.#now + this.#work(g), g);
  }

  /** Some goroutines work in small pieces, some in large; all in bursts. */
  #work(g: number): number {
    if (this.#options.clock === 'virtual') return 0;
    const burst = this.#chance() < 0.02 ? 20 : 1;
    return Math.ceil(-Math.log(1 - this.#chance()) * this.#options.work * (1 + (g % 7)) * 0.25 * burst);
  }

  #clock(): void {
    this.#sinceClock = 0;
    this.#put(KIND.clock, 0, this.#now % 0x1_0000_0000, Math.floor(this.#now / 0x1_0000_0000), 0);
  }

  #record(kind: number, g: number, a: number, b: number, c: number): void {
    this.#sinceClock++;
    this.#put(kind, g, a, b, c);
  }

  /** Goroutines are numbered from 1; record 0 is about nobody. */
  #put(kind: number, g: number, a: number, b: number, c: number): void {
    const at = this.#count++ * 4;
    this.#words[at] = (kind << 24) | (kind === KIND.clock ? 0 : g + 1);
    this.#words[at + 1] = a;
    this.#words[at + 2] = b;
    this.#words[at + 3] = c;
  }
}

/** Who comes next: a heap of times. Equal times leave in no particular, but always the same, order. */
class Deadlines {
  readonly #at: number[] = [];
  readonly #who: number[] = [];

  push(at: number, who: number, sleeper = false): void {
    let i = this.#at.length;
    const value = sleeper ? ~who : who;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((this.#at[parent] as number) <= at) break;
      this.#at[i] = this.#at[parent] as number;
      this.#who[i] = this.#who[parent] as number;
      i = parent;
    }
    this.#at[i] = at;
    this.#who[i] = value;
  }

  pop(): { readonly at: number; readonly who: number; readonly sleeper: boolean } | null {
    const at = this.#at[0];
    if (at === undefined) return null;
    const who = this.#who[0] as number;
    const lastAt = this.#at.pop() as number;
    const lastWho = this.#who.pop() as number;
    const count = this.#at.length;
    if (count > 0) this.#sink(lastAt, lastWho, count);
    return { at, who: who < 0 ? ~who : who, sleeper: who < 0 };
  }

  #sink(at: number, who: number, count: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= count) break;
      if (child + 1 < count && (this.#at[child + 1] as number) < (this.#at[child] as number)) child++;
      if ((this.#at[child] as number) >= at) break;
      this.#at[i] = this.#at[child] as number;
      this.#who[i] = this.#who[child] as number;
      i = child;
    }
    this.#at[i] = at;
    this.#who[i] = who;
  }
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
