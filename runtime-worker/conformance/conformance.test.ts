import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import { readCorpus } from './corpus.ts';
import { compared, EXCEPTIONS, exceptionsPage, isSkipped } from './exceptions.ts';
import { ExportedPrograms, runExported } from './exported.ts';
import { evaluate, executableOf, runDeterministic } from './run-case.ts';

const SEEDS = 20;
/** A loop of millions of turns says the same with few. */
const SEEDS_OF_LONG = 2;
/** The whole of it is for `npm run conformance`. */
const FULL = process.env['WEFT_CONFORMANCE'] === 'full';
const corpus = readCorpus();

describe('the corpus', () => {
  test('has every case of the oracle', () => expect(corpus.length).toBe(96));

  test('has its exceptions written down', () =>
    expect(exceptionsPage()).toMatchFileSnapshot('EXCEPTIONS.md'));

  test('every exception gives its reason, and names a case that there is', () => {
    for (const exception of EXCEPTIONS) {
      expect(exception.reason.length).toBeGreaterThan(20);
      expect(exception.rules.length).toBeGreaterThan(0);
      if (exception.case !== undefined) expect(corpus.map(({ name }) => name)).toContain(exception.case);
    }
  });
});

describe('in the app, in virtual time, does what Go did', () => {
  for (const one of corpus) {
    const seeds = one.expected.tags.includes('preempt') ? SEEDS_OF_LONG : SEEDS;
    test.skipIf(isSkipped(one.name, 'resumable'))(`${one.name}, with ${seeds} seeds`, () => {
      const executable = executableOf(one.body);
      const functions = evaluate(executable);
      for (let seed = 0; seed <= seeds; seed++) {
        const chooser = seed === 0 ? new FifoChooser() : new SeededChooser(seed);
        const { got, want } = compared(one, 'resumable', runDeterministic(executable, functions, chooser));
        expect({ seed, ...got }).toEqual({ seed, ...want });
      }
    });
  }
});

describe('exported, on its own, does what Go did', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-conformance-'));
  const programs = new ExportedPrograms(folder);
  beforeAll(() => programs.prepare());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const one of corpus) {
    test.skipIf(isSkipped(one.name, 'promise')).concurrent(one.name, async () => {
      const file = await programs.add(one.name, one.body);
      for (const options of FULL ? [[], ['--seed', '7']] : [[]]) {
        const observed = await runExported(file, ['--clock', 'virtual', ...options]);
        const { got, want } = compared(one, 'promise', observed);
        expect({ options, ...got }).toEqual({ options, ...want });
      }
    });
  }
});
