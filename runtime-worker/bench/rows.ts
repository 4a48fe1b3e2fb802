import { cpuBound, integersAcross, JOBS, objectsAcross, PROGRAMS, type Program } from './bodies.ts';
import { compiledLoop, LOOPS, resultOf } from './loops.ts';

/**
 * What is measured, against whom, and what is wanted of it: the one place for floors and aims.
 *
 * A ratio says how many times better we are: the other's time (or bytes) over ours. The exceptions are the rows in
 * `x`, where `ours` itself is what something costs: our time with it over our time without.
 */

export type Figure = 'ours' | 'ratioGo1' | 'ratioGo2' | 'ratioPeer' | 'ratioBase';

export type Requirement =
  { readonly of: Figure; readonly atLeast: number } | { readonly of: Figure; readonly atMost: number };

/** `M/s`: more is better; `x`: what something costs, as a ratio; the others: less is better. */
export type Unit = 'ns' | 'ms' | 'bytes' | 'M/s' | 'x';

/** How one contestant is run. Each run is a process of its own that prints one `Sample`. */
export type Command =
  /** The real host process and its worker threads. */
  | {
      readonly in: 'host';
      readonly program: Program;
      readonly workers: number;
      /** Traced without loss, into a run file, as `weft run --trace` does. */
      readonly traced?: boolean;
    }
  | { readonly in: 'go'; readonly procs: 1 | 2; readonly program: string }
  /** A script of `peers/`, and which of its libraries. */
  | { readonly in: 'peer'; readonly script: string; readonly library: string }
  /** One of our own children: see `CHILDREN`. */
  | { readonly in: 'child'; readonly child: Child; readonly args: readonly string[] }
  /** A loop of `loops.ts` as a plain function. */
  | { readonly in: 'plain'; readonly loop: number };

export type Child = 'parked-child' | 'traced-child' | 'compile-child' | 'decode-child';

export interface Contestant {
  /** `base`: ours without what the row is about, or on one thread. */
  readonly as: 'ours' | 'base' | 'go1' | 'go2' | 'peer';
  readonly name: string;
  readonly command: Command;
  /** Runs this part of the size: a slow one need not take longer than the others. Default: 1. */
  readonly share?: number;
  /** Only the full version measures it: another of its kind is known to be faster. */
  readonly full?: boolean;
}

/** What one process prints. */
export interface Sample {
  /** Nanoseconds or bytes, for the whole of the size. */
  readonly measured: number;
  readonly result: number;
  /** Trace records of the measured part. */
  readonly events?: number;
}

export interface Part {
  readonly name: string;
  /** The part whose samples these are: looked at in another way, not measured again. */
  readonly samplesOf?: Part;
  readonly size: { readonly quick: number; readonly full: number };
  /** What a sample comes to, in the row's unit. */
  value(sample: Sample, n: number): number;
  /** What the right program comes to; null where the process checks it itself. */
  expected(n: number): number | null;
  readonly contestants: readonly Contestant[];
}

export interface Row {
  readonly name: string;
  readonly what: string;
  readonly unit: Unit;
  readonly parts: readonly Part[];
  /** How several parts become one figure. Default: their median. */
  readonly parted?: 'median' | 'worst';
  readonly floor: readonly Requirement[];
  readonly aim: readonly Requirement[];
}

const perOperation = ({ measured }: Sample, n: number): number => measured / n;
const inMillis = ({ measured }: Sample): number => measured / 1e6;
const millionsPerSecond = ({ events = 0, measured }: Sample): number => (events * 1e3) / measured;

const host = (program: Program, workers = 1): Contestant => ({
  as: 'ours',
  name: 'weft',
  command: { in: 'host', program, workers },
});

const go = (program: string): readonly Contestant[] => [
  { as: 'go1', name: 'Go, GOMAXPROCS=1', command: { in: 'go', procs: 1, program } },
  { as: 'go2', name: 'Go, GOMAXPROCS=2', command: { in: 'go', procs: 2, program } },
];

const peer = (library: string, script: string, share: number, full = false): Contestant => ({
  as: 'peer',
  name: library,
  command: { in: 'peer', script, library },
  share,
  full,
});

const atLeast = (of: Figure, value: number): Requirement => ({ of, atLeast: value });
const atMost = (of: Figure, value: number): Requirement => ({ of, atMost: value });

const sumBelow = (n: number): number => (n * (n - 1)) / 2;

/** The n-th prime, for the sizes that are run. */
function nthPrime(n: number): number {
  const primes: number[] = [];
  for (let i = 2; primes.length < n; i++) if (primes.every((prime) => i % prime !== 0)) primes.push(i);
  return primes.at(-1) ?? 0;
}

/** The sum of the jobs' results, as the bodies compute it. */
function cpuResult(n: number): number {
  let x = 1;
  for (let i = 0; i < n / JOBS; i++) {
    x = (Math.imul(x, 1103515245) + 12345) | 0;
    x ^= x >>> 7;
  }
  return ((x >>> 0) * JOBS) % 2 ** 32;
}

const sieve = (primes: number, floor: number): Row => ({
  name: `sieve ${primes}`,
  what: `the first ${primes} primes through a chain of goroutines`,
  unit: 'ms',
  parts: [
    {
      name: 'sieve',
      size: { quick: primes, full: primes },
      value: inMillis,
      expected: nthPrime,
      contestants: [
        host(PROGRAMS.sieve),
        ...go('sieve'),
        peer('csp-ts', 'sieve', 1),
        peer('@thi.ng/csp', 'sieve', 1, true),
      ],
    },
  ],
  floor: [atLeast('ratioGo1', floor), atLeast('ratioPeer', 5)],
  aim: [atLeast('ratioGo1', 2.5)],
});

/** A program traced and not traced. */
const tracedPart = (name: string, program: Program, expected: Part['expected'], quick: number): Part => ({
  name,
  size: { quick, full: quick * 3 },
  value: perOperation,
  expected,
  contestants: [
    { as: 'ours', name: 'traced', command: { in: 'host', program, workers: 1, traced: true } },
    { as: 'base', name: 'not traced', command: { in: 'host', program, workers: 1 } },
  ],
});

const ringPart = (name: 'pingPong' | 'buffered', expected: Part['expected'], quick: number): Part => ({
  name,
  size: { quick, full: quick * 3 },
  value: perOperation,
  expected,
  contestants: [
    {
      as: 'ours',
      name: 'traced',
      command: { in: 'child', child: 'traced-child', args: [name, 'traced'] },
    },
    {
      as: 'base',
      name: 'not traced',
      command: { in: 'child', child: 'traced-child', args: [name, 'off'] },
    },
  ],
});

/** The same part, in records a second. */
const inEvents = (part: Part): Part => ({
  ...part,
  samplesOf: part,
  value: millionsPerSecond,
  contestants: part.contestants.filter(({ as }) => as === 'ours'),
});

const RING_PARTS = [
  ringPart('pingPong', (n) => sumBelow(n) + n, 300_000),
  ringPart('buffered', sumBelow, 1_500_000),
];
const HOST_PARTS = [
  tracedPart('pingPong', PROGRAMS.pingPong, (n) => sumBelow(n) + n, 300_000),
  tracedPart('buffered', PROGRAMS.buffered, sumBelow, 1_500_000),
];

const compileRow = (how: 'warm' | 'cold', floor: number, aim: number): Row => ({
  name: `compile, ${how}`,
  what:
    how === 'cold'
      ? 'a body of fifty lines in a new process: compiler loaded, document read, checked, compiled and emitted'
      : 'a body of fifty lines: document read, checked, compiled and emitted',
  unit: 'ms',
  parts: [
    {
      name: how,
      size: { quick: 1, full: 1 },
      value: inMillis,
      expected: () => null,
      contestants: [
        { as: 'ours', name: 'weft', command: { in: 'child', child: 'compile-child', args: [how] } },
      ],
    },
  ],
  floor: [atMost('ours', floor)],
  aim: [atMost('ours', aim)],
});

const millionRow = (how: 'read' | 'store', name: string, until: string): Row => ({
  name,
  what: `from asking another process for them until they are ${until}`,
  unit: 'ms',
  parts: [
    {
      name: how,
      size: { quick: 1_000_000, full: 1_000_000 },
      value: inMillis,
      expected: (n) => n,
      contestants: [
        { as: 'ours', name: 'weft', command: { in: 'child', child: 'decode-child', args: [how] } },
      ],
    },
  ],
  floor: how === 'read' ? [atMost('ours', 150)] : [],
  aim: [atMost('ours', how === 'read' ? 60 : 150)],
});

export const ROWS: readonly Row[] = [
  {
    name: 'ping-pong',
    what: 'unbuffered ping-pong, a round trip',
    unit: 'ns',
    parts: [
      {
        name: 'ping-pong',
        size: { quick: 800_000, full: 2_000_000 },
        value: perOperation,
        expected: (n) => sumBelow(n) + n,
        contestants: [
          host(PROGRAMS.pingPong),
          ...go('ping-pong'),
          peer('csp-ts', 'ping-pong', 1 / 4),
          peer('@thi.ng/csp', 'ping-pong', 1 / 8, true),
          peer('medium', 'ping-pong', 1 / 8, true),
          peer('js-csp', 'ping-pong', 1 / 8, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 2), atLeast('ratioPeer', 3.5)],
    aim: [atLeast('ratioGo1', 3)],
  },
  {
    name: 'buffered',
    what: 'a channel of 128, a value',
    unit: 'ns',
    parts: [
      {
        name: 'buffered',
        size: { quick: 3_000_000, full: 8_000_000 },
        value: perOperation,
        expected: sumBelow,
        contestants: [
          host(PROGRAMS.buffered),
          ...go('buffered'),
          peer('@thi.ng/csp', 'buffered', 1 / 8),
          peer('csp-ts', 'buffered', 1 / 8),
          peer('medium', 'buffered', 1 / 16, true),
          peer('js-csp', 'buffered', 1 / 16, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 1), atLeast('ratioPeer', 6)],
    aim: [atLeast('ratioGo1', 1.5)],
  },
  {
    name: 'select of four',
    what: 'a select over four unbuffered channels, a value',
    unit: 'ns',
    parts: [
      {
        name: 'select',
        size: { quick: 800_000, full: 2_000_000 },
        value: perOperation,
        expected: (n) => 4 * sumBelow(n / 4),
        contestants: [
          host(PROGRAMS.select),
          ...go('select'),
          peer('medium', 'select', 1 / 4),
          peer('js-csp', 'select', 1 / 8, true),
          peer('@thi.ng/csp', 'select', 1 / 8, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 1.2), atLeast('ratioPeer', 2.2)],
    aim: [atLeast('ratioGo1', 2)],
  },
  sieve(1000, 1.4),
  sieve(2000, 1.8),
  {
    name: 'spawn and join',
    what: 'a million goroutines started and waited for, one',
    unit: 'ns',
    parts: [
      {
        name: 'spawn',
        size: { quick: 1_000_000, full: 1_000_000 },
        value: perOperation,
        expected: (n) => n,
        contestants: [
          host(PROGRAMS.spawn),
          ...go('spawn'),
          peer('js-csp', 'spawn', 1 / 4),
          peer('effect', 'spawn', 1 / 10, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 3)],
    aim: [atLeast('ratioGo1', 8)],
  },
  {
    name: 'mutex, uncontended',
    what: 'lock and unlock',
    unit: 'ns',
    parts: [
      {
        name: 'mutex',
        size: { quick: 10_000_000, full: 30_000_000 },
        value: perOperation,
        expected: (n) => n,
        contestants: [
          host(PROGRAMS.mutex),
          ...go('mutex'),
          peer('effect', 'mutex', 1 / 40),
          peer('async-mutex', 'mutex', 1 / 40, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 3)],
    aim: [atLeast('ratioGo1', 4)],
  },
  {
    name: 'mutex, contended',
    what: 'eight goroutines that give way inside, a turn',
    unit: 'ns',
    parts: [
      {
        name: 'contended',
        size: { quick: 1_000_000, full: 2_400_000 },
        value: perOperation,
        expected: (n) => n,
        contestants: [
          host(PROGRAMS.contended),
          ...go('contended'),
          peer('async-mutex', 'contended', 1 / 10),
          peer('effect', 'contended', 1 / 10, true),
        ],
      },
    ],
    floor: [atLeast('ratioGo1', 2)],
    aim: [atLeast('ratioGo1', 3)],
  },
  {
    name: 'parked goroutine',
    what: 'heap of a goroutine that waits, with 100 000 of them, after collection',
    unit: 'bytes',
    parts: [
      {
        name: 'parked',
        size: { quick: 100_000, full: 100_000 },
        value: perOperation,
        expected: (n) => sumBelow(n) + n,
        contestants: [
          { as: 'ours', name: 'weft', command: { in: 'child', child: 'parked-child', args: [] } },
          ...go('parked'),
          peer('csp-ts', 'parked', 1 / 5),
        ],
      },
    ],
    floor: [atMost('ours', 500)],
    aim: [atMost('ours', 350)],
  },
  {
    name: 'across threads, integers',
    what: 'a channel of 128 between two workers, a value',
    unit: 'ns',
    parts: [
      {
        name: 'integers',
        size: { quick: 1_000_000, full: 3_000_000 },
        value: perOperation,
        expected: sumBelow,
        contestants: [
          host(integersAcross, 2),
          ...go('buffered'),
          peer('MessagePort with credits', 'across-integers', 1 / 4),
        ],
      },
    ],
    floor: [atLeast('ratioPeer', 6)],
    aim: [atLeast('ratioPeer', 10)],
  },
  {
    name: 'across threads, objects',
    what: 'the same with objects of about 110 bytes',
    unit: 'ns',
    parts: [
      {
        name: 'objects',
        size: { quick: 300_000, full: 1_000_000 },
        value: perOperation,
        expected: (n) => sumBelow(n) + 2 * n,
        contestants: [
          host(objectsAcross, 2),
          ...go('objects'),
          peer('MessagePort with credits', 'across-objects', 1 / 2),
        ],
      },
    ],
    floor: [atLeast('ratioPeer', 3)],
    aim: [atLeast('ratioPeer', 5)],
  },
  {
    name: 'two-thread speed-up',
    what: 'sixty-four jobs of arithmetic on two workers, all of them; base: on one',
    unit: 'ms',
    parts: [
      {
        name: 'cpu',
        size: { quick: 128_000_000, full: 256_000_000 },
        value: inMillis,
        expected: cpuResult,
        contestants: [
          host(cpuBound, 2),
          { as: 'base', name: 'weft, one worker', command: { in: 'host', program: cpuBound, workers: 1 } },
          ...go('cpu'),
          peer('piscina', 'cpu', 1),
        ],
      },
    ],
    floor: [atLeast('ratioBase', 1.7), atLeast('ratioGo2', 0.85)],
    aim: [atLeast('ratioBase', 1.85)],
  },
  {
    name: 'pre-emption',
    what: 'loops that never wait, compiled, over the same plain functions; median of five',
    unit: 'x',
    parts: LOOPS.map((loop, index) => ({
      name: loop.name,
      size: { quick: loop.size, full: loop.size },
      value: inMillis,
      expected: (n) => resultOf(loop, n),
      contestants: [
        host(compiledLoop(loop)),
        { as: 'base', name: 'plain function', command: { in: 'plain', loop: index } },
      ],
    })),
    floor: [atMost('ours', 1.35)],
    aim: [atMost('ours', 1.15)],
  },
  {
    name: 'lossless tracing, shared ring',
    what: 'ping-pong and buffered, traced into a ring another thread empties, over not traced; the worse',
    unit: 'x',
    parts: RING_PARTS,
    parted: 'worst',
    floor: [atMost('ours', 2)],
    aim: [atMost('ours', 1.5)],
  },
  {
    name: 'lossless tracing, shared ring, records',
    what: 'trace records a second in the same runs; the worse',
    unit: 'M/s',
    parts: RING_PARTS.map(inEvents),
    parted: 'worst',
    floor: [atLeast('ours', 20)],
    aim: [],
  },
  {
    name: 'lossless tracing, run file',
    what: 'the same in the host while another process writes the run file; the worse',
    unit: 'x',
    parts: HOST_PARTS,
    parted: 'worst',
    floor: [],
    aim: [],
  },
  {
    name: 'lossless tracing, run file, records',
    what: 'trace records a second in the same runs; the worse',
    unit: 'M/s',
    parts: HOST_PARTS.map(inEvents),
    parted: 'worst',
    floor: [],
    aim: [],
  },
  millionRow('read', 'a million events decoded', 'read in this process, each one checked'),
  millionRow('store', 'a million events stored', "in the page's store, ready to be drawn"),
  compileRow('warm', 5, 1),
  compileRow('cold', 150, 50),
];
