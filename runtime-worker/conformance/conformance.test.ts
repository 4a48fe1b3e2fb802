import { describe, expect, test } from 'vitest';
import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import { readDocument, writeDocument } from '../../shared/graph/file.ts';
import { readCorpus } from './corpus.ts';
import { compared, EXCEPTIONS, exceptionsPage, isSkipped } from './exceptions.ts';
import { evaluate, executableOfCase, formsOf, runDeterministic } from './run-case.ts';

const SEEDS = 20;
/** A loop of millions of turns says the same with few. */
const SEEDS_OF_LONG = 2;
const corpus = readCorpus();

describe('the corpus', () => {
  test('has every case of the oracle, and cases of its own for what the oracle does not show', () => {
    const own = corpus.filter(({ expected }) => expected.tags.includes('own'));
    expect(corpus.length - own.length).toBe(96);
    expect(own.length).toBeGreaterThanOrEqual(14);
  });

  test('has a document for every program that is a graph', () =>
    expect(corpus.filter(({ document }) => document !== null).length).toBeGreaterThanOrEqual(53));

  test('has its exceptions written down', () =>
    expect(exceptionsPage()).toMatchFileSnapshot('EXCEPTIONS.md'));

  test('every exception gives its reason, and names a case that there is', () => {
    for (const exception of EXCEPTIONS) {
      expect(exception.reason.length).toBeGreaterThan(20);
      expect(exception.rules.length).toBeGreaterThan(0);
      if (exception.case !== undefined) expect(corpus.map(({ name }) => name)).toContain(exception.case);
    }
  });

  test('the documents among them are written as Weft writes them', () => {
    for (const { name, document: text } of corpus) {
      if (text === null) continue;
      const { document, findings } = readDocument(text);
      expect({ name, findings }).toEqual({ name, findings: [] });
      expect(document !== null && writeDocument(document)).toBe(text);
    }
  });
});

describe('in the app, in virtual time, does what Go did', () => {
  for (const one of corpus) {
    const seeds = one.expected.tags.includes('preempt') ? SEEDS_OF_LONG : SEEDS;
    for (const form of formsOf(one)) {
      test.skipIf(isSkipped(one.name, 'resumable'))(`${one.name} as a ${form}, with ${seeds} seeds`, () => {
        const executable = executableOfCase(one, form);
        const functions = evaluate(executable);
        for (let seed = 0; seed <= seeds; seed++) {
          const chooser = seed === 0 ? new FifoChooser() : new SeededChooser(seed);
          const { got, want } = compared(one, 'resumable', runDeterministic(executable, functions, chooser));
          expect({ seed, ...got }).toEqual({ seed, ...want });
        }
      });
    }
  }
});
