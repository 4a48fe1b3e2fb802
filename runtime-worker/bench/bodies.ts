import { draw, mainAlone } from './documents.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';

/**
 * The measured programs, in TypeScript as a person would write it. Each runs once to get warm, once against the run's
 * clock, and prints one line: nanoseconds, and a result that only the right program has.
 */

export type Program = (n: number) => GraphDocument;

const line = (began: string, result: string): string =>
  `log(JSON.stringify({ measured: Math.round((now() - ${began}) * 1e6), result: ${result} }));`;

/** A whole program in one block: `once` does the work for a size and returns the result. */
const timed =
  (once: string, warm: (n: number) => number = (n) => Math.ceil(n / 4)): Program =>
  (n) =>
    mainAlone(`${once}
await once(${warm(n)});
const began = now();
const result = await once(${n});
${line('began', 'result')}`);

const PING_PONG = `
async function once(n: number): Promise<number> {
  const ping = chan<number>(0, 0);
  const pong = chan<number>(0, 0);
  go(async () => {
    for (let i = 0; i < n; i++) {
      const v = await ping.recv();
      await pong.send(v + 1);
    }
  });
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await ping.send(i);
    sum += await pong.recv();
  }
  return sum;
}`;

const BUFFERED = `
async function once(n: number): Promise<number> {
  const values = chan<number>(128, 0);
  go(async () => {
    for (let i = 0; i < n; i++) await values.send(i);
    values.close();
  });
  let sum = 0;
  for await (const v of values) sum += v;
  return sum;
}`;

const SELECT = `
async function once(n: number): Promise<number> {
  const a = chan<number>(0, 0);
  const b = chan<number>(0, 0);
  const c = chan<number>(0, 0);
  const d = chan<number>(0, 0);
  for (const to of [a, b, c, d]) {
    go(async () => {
      for (let i = 0; i < n / 4; i++) await to.send(i);
    });
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const got = await select({ a: recv(a), b: recv(b), c: recv(c), d: recv(d) });
    switch (got.case) {
      case 'a':
        sum += got.value;
        break;
      case 'b':
        sum += got.value;
        break;
      case 'c':
        sum += got.value;
        break;
      case 'd':
        sum += got.value;
        break;
    }
  }
  return sum;
}`;

const SIEVE = `
async function generate(out: SendChan<number>) {
  for (let i = 2; ; i++) await out.send(i);
}
async function filter(from: RecvChan<number>, to: SendChan<number>, prime: number) {
  for (;;) {
    const v = await from.recv();
    if (v % prime !== 0) await to.send(v);
  }
}
async function once(n: number): Promise<number> {
  let from = chan<number>(0, 0);
  go(generate, from);
  let prime = 0;
  for (let i = 0; i < n; i++) {
    prime = await from.recv();
    const to = chan<number>(0, 0);
    go(filter, from, to, prime);
    from = to;
  }
  return prime;
}`;

const SPAWN = `
async function once(n: number): Promise<number> {
  const wg = new WaitGroup();
  const seen = new Uint8Array(n);
  wg.add(n);
  for (let i = 0; i < n; i++) {
    go(async () => {
      seen[i] = 1;
      wg.done();
    });
  }
  await wg.wait();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += seen[i] ?? 0;
  return sum;
}`;

const MUTEX = `
async function once(n: number): Promise<number> {
  const mu = new Mutex();
  let count = 0;
  for (let i = 0; i < n; i++) {
    await mu.lock();
    count++;
    mu.unlock();
  }
  return count;
}`;

const CONTENDED = `
async function once(n: number): Promise<number> {
  const mu = new Mutex();
  const wg = new WaitGroup();
  let count = 0;
  for (let k = 0; k < 8; k++) {
    wg.go(async () => {
      for (let i = 0; i < n / 8; i++) {
        await mu.lock();
        count++;
        await gosched();
        mu.unlock();
      }
    });
  }
  await wg.wait();
  return count;
}`;

export const PROGRAMS = {
  pingPong: timed(PING_PONG),
  buffered: timed(BUFFERED),
  select: timed(SELECT),
  // Its goroutines never end: the warm ones stay parked, as they would in Go.
  sieve: timed(SIEVE, (n) => Math.ceil(n / 4)),
  spawn: timed(SPAWN),
  mutex: timed(MUTEX),
  contended: timed(CONTENDED),
} as const satisfies Record<string, Program>;

/** Goroutines that all wait, and a main that sleeps with them until somebody has looked at the heap. */
export const parked: Program = (n) =>
  mainAlone(`
const gate = chan<number>(0, 0);
const out = chan<number>(0, 0);
for (let i = 0; i < ${n}; i++) {
  go(async () => {
    const v = await gate.recv();
    await out.send(v + i);
  });
}
await sleep(1);
for (let i = 0; i < ${n}; i++) await gate.send(1);
let sum = 0;
for (let i = 0; i < ${n}; i++) sum += await out.recv();
log(JSON.stringify({ result: sum }));`);

const warmOf = (n: number): number => Math.ceil(n / 4);

/** Two blocks on two workers, and a channel of 128 between them. */
const across =
  (elem: string, value: string, take: string, types = ''): Program =>
  (n) =>
    draw(
      [
        {
          name: 'producer',
          worker: 2,
          ports: { values: `send<${elem}>` },
          body: `for (let i = 0; i < ${warmOf(n)}; i++) await values.send(${value});
for (let i = 0; i < ${n}; i++) await values.send(${value});`,
        },
        {
          name: 'consumer',
          main: true,
          worker: 1,
          ports: { values: `recv<${elem}>` },
          body: `for (let i = 0; i < ${warmOf(n)}; i++) await values.recv();
const began = now();
let sum = 0;
for (let i = 0; i < ${n}; i++) {
  const v = await values.recv();
  sum += ${take};
}
${line('began', 'sum')}`,
        },
      ],
      [{ name: 'values', elem, capacity: 128 }],
      types,
    );

export const integersAcross = across('number', 'i', 'v');

/** About 110 bytes as JSON. */
export const objectsAcross = across(
  'Item',
  "{ id: i, name: 'goroutine-' + (i & 1023), x: i * 0.5, ok: (i & 1) === 0, tags: ['alpha', 'beta'], note: 'some payload text' }",
  'v.id + v.tags.length',
  'type Item = { id: number; name: string; x: number; ok: boolean; tags: string[]; note: string };',
);

export const JOBS = 64;

/** Sixty-four jobs of arithmetic for two replicas, wherever they run. `n` is the iterations of all jobs. */
export const cpuBound: Program = (n) =>
  draw(
    [
      {
        name: 'main',
        main: true,
        ports: { jobs: 'send<number>', results: 'recv<number>' },
        body: `async function round(size: number): Promise<number> {
  for (let i = 0; i < ${JOBS}; i++) await jobs.send(size);
  let sum = 0;
  for (let i = 0; i < ${JOBS}; i++) sum = (sum + (await results.recv())) >>> 0;
  return sum;
}
await round(${Math.ceil(n / JOBS / 4)});
const began = now();
const result = await round(${n / JOBS});
${line('began', 'result')}`,
      },
      {
        name: 'worker',
        replicas: 2,
        ports: { jobs: 'recv<number>', results: 'send<number>' },
        body: `async function work(n: number): Promise<number> {
  let x = 1;
  for (let i = 0; i < n; i++) {
    x = (Math.imul(x, 1103515245) + 12345) | 0;
    x ^= x >>> 7;
  }
  return x >>> 0;
}
for await (const size of jobs) await results.send(await work(size));`,
      },
    ],
    [
      { name: 'jobs', elem: 'number', capacity: JOBS },
      { name: 'results', elem: 'number', capacity: JOBS },
    ],
  );
