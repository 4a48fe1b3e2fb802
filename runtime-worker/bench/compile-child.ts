import { performance } from 'node:perf_hooks';
import { compile } from '../../shared/compile/compile.ts';
import { emitRuntime } from '../../shared/emit/runtime/emit.ts';
import { readDocument } from '../../shared/graph/file.ts';
import { FIFTY_LINES } from './fifty-lines.ts';

/**
 * compile-child cold|warm N: from a document's text to what a worker runs. Cold is the first time in this process,
 * with the time it takes to load the compiler, counted from where Node gives way to the program.
 */

function once(text: string): string {
  const { document, findings } = readDocument(text);
  if (document === null) throw new Error(`cannot be read: ${JSON.stringify(findings)}`);
  const { program } = compile(document);
  if (program === null) throw new Error('does not compile');
  return emitRuntime(program).digest;
}

const WARM = 300;
const MEASURED = 101;

const digest = once(FIFTY_LINES);
const cold = performance.now() - performance.nodeTiming.bootstrapComplete;

let millis = cold;
if (process.argv[2] === 'warm') {
  for (let i = 0; i < WARM; i++) once(FIFTY_LINES);
  const times: number[] = [];
  for (let i = 0; i < MEASURED; i++) {
    // Another text each time, as after each key: nothing can be remembered.
    const text = FIFTY_LINES.replace('const batch = 16', `const batch = ${i + 17}`);
    const began = performance.now();
    once(text);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  millis = times[(MEASURED - 1) / 2] ?? 0;
}
console.log(JSON.stringify({ measured: millis * 1e6, result: Number.parseInt(digest, 16) }));
