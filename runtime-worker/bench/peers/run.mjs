// node run.mjs LIBRARY PROGRAM SIZE: runs once to get warm, once against the clock, and prints one line of JSON.
const FILES = {
  'csp-ts': './csp-ts.mjs',
  '@thi.ng/csp': './thi.ng-csp.mjs',
  medium: './medium.mjs',
  'js-csp': './js-csp.mjs',
  effect: './effect.mjs',
  'async-mutex': './async-mutex.mjs',
  piscina: './piscina.mjs',
  'MessagePort with credits': './message-port.mjs',
};

const [library = '', program = '', size = ''] = process.argv.slice(2);
const n = Number(size);
const file = FILES[library];
const { programs } = file === undefined ? {} : await import(file);
const run = programs?.[program];
if (run === undefined || !Number.isInteger(n) || n < 1) {
  console.error('usage: run.mjs LIBRARY PROGRAM SIZE');
  process.exit(2);
}

let sample;
if (run.measures) {
  // It keeps the time itself: a part of it runs elsewhere, or it counts bytes.
  sample = await run(n);
} else {
  await run(Math.ceil(n / 4));
  const began = process.hrtime.bigint();
  const result = await run(n);
  sample = { measured: Number(process.hrtime.bigint() - began), result };
}
console.log(JSON.stringify(sample));
process.exit(0);
