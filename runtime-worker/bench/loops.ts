import { mainAlone } from './documents.ts';
import type { Program } from './bodies.ts';

/**
 * Five bodies that never wait: what their budget costs. Compiled they can be preempted; the same text as a plain
 * function is what they are measured against.
 */

/** The text of an async function `once(n)`; without its types and its `async` it is the plain function. */
export interface Loop {
  readonly name: string;
  readonly size: number;
  readonly text: string;
}

export const LOOPS: readonly Loop[] = [
  {
    name: 'sieve of Eratosthenes',
    size: 3_000_000,
    text: `
  const composite = new Uint8Array(n);
  let primes = 0;
  for (let i = 2; i < n; i++) {
    if (composite[i] === 0) {
      primes++;
      for (let j = i * 2; j < n; j += i) composite[j] = 1;
    }
  }
  return primes;`,
  },
  {
    name: 'mandelbrot',
    size: 500,
    text: `
  let steps = 0;
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const cr = (2 * x) / n - 1.5;
      const ci = (2 * y) / n - 1;
      let zr = 0;
      let zi = 0;
      let k = 0;
      while (k < 50 && zr * zr + zi * zi < 4) {
        const t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        k++;
      }
      steps += k;
    }
  }
  return steps;`,
  },
  {
    name: 'sum of an array',
    size: 2000,
    text: `
  const values = [];
  for (let i = 0; i < 10000; i++) values.push(i * 0.5);
  let sum = 0;
  for (let round = 0; round < n; round++) {
    for (let i = 0; i < values.length; i++) sum += values[i];
  }
  return sum;`,
  },
  {
    name: 'objects in a map',
    size: 3_000_000,
    text: `
  const counts = new Map();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const key = i & 1023;
    const entry = counts.get(key);
    if (entry) {
      entry.count++;
      sum += entry.count;
    } else counts.set(key, { count: 0, key });
  }
  return sum;`,
  },
  {
    name: 'matrix product',
    size: 160,
    text: `
  const a = new Float64Array(n * n);
  const b = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) {
    a[i] = i % 7;
    b[i] = i % 5;
  }
  let trace = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let cell = 0;
      for (let k = 0; k < n; k++) cell += a[i * n + k] * b[k * n + j];
      if (i === j) trace += cell;
    }
  }
  return trace;`,
  },
];

/** Calls of `once` before the measured ones, and the measured ones: their median is what counts. */
const WARM = 4;
const MEASURED = 5;

const rounds = (call: string, clock: string): string => `
for (let i = 0; i < ${WARM}; i++) ${call};
const times = [];
let result = 0;
for (let i = 0; i < ${MEASURED}; i++) {
  const began = ${clock};
  result = ${call};
  times.push(${clock} - began);
}
times.sort((a, b) => a - b);`;

const median = `times[${Math.floor(MEASURED / 2)}]`;

/** As a person writes it: an async function in the body of main. */
export const compiledLoop =
  (loop: Loop): Program =>
  (n) =>
    mainAlone(`async function once(n) {${loop.text}
}${rounds(`await once(${n})`, 'now()')}
log(JSON.stringify({ measured: Math.round(${median} * 1e6), result }));`);

/** The same as a script for Node. */
export const plainLoop = (loop: Loop, n: number): string => `'use strict';
function once(n) {${loop.text}
}${rounds(`once(${n})`, 'performance.now()')}
console.log(JSON.stringify({ measured: Math.round(${median} * 1e6), result }));`;

/** What a loop comes to, by the plain function. */
export const resultOf = (loop: Loop, n: number): number =>
  // eslint-disable-next-line no-eval -- the texts above
  ((0, eval)(`(function (n) {${loop.text}\n})`) as (n: number) => number)(n);
